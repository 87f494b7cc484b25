#!/bin/sh
# Copies what Node.js needs to run, from the Debian that this runs in, into a separate root filesystem: no shell, no
# package manager, no npm. What is missing needs no patches, and an attacker cannot use it.
#
# usage: runtime-root.sh <folder>
set -eu
root=$1

# The libraries that `ldd` lists for node and for the native modules of sharp and of the canvas, and the licences.
packages='base-files libc6 libgcc-s1 libstdc++6'
# Official images of some architectures include it for node.
if dpkg-query --show libatomic1 >/dev/null 2>&1; then packages="$packages libatomic1"; fi

# Debian's /lib is a link into /usr, and the packages list their files by that link.
mkdir -p "$root/usr/lib" "$root/usr/lib64" "$root/var/lib/dpkg"
for folder in /lib*; do [ ! -L "$folder" ] || cp -a "$folder" "$root$folder"; done

for package in $packages; do
  # Without the C library's tables for character sets, half of its size: Node.js has its own.
  dpkg --listfiles "$package" | grep -v /gconv/ | while read -r path; do
    if [ -L "$path" ] || [ -f "$path" ]; then cp -a --parents "$path" "$root"; fi
  done
  # Scanners read the packages of an image from this.
  dpkg-query --status "$package" && echo
done >"$root/var/lib/dpkg/status"

cp -a --parents /usr/local/bin/node /etc/passwd /etc/group /etc/nsswitch.conf "$root"
install -d -m 1777 "$root/tmp"
chroot "$root" /usr/local/bin/node --version
