#!/bin/sh
# Collects what Node.js needs to run, from the Debian that this runs in, as a root filesystem of its own: no shell, no
# package manager, no npm. What is not there need not be patched, and nobody can use it who gets in.
#
# usage: runtime-root.sh <folder>
set -eu
root=$1

# What `ldd` names for node and for the native libraries of sharp and of the canvas; base-files has the licences.
packages='base-files libc6 libgcc-s1 libstdc++6'
# Official images of some architectures bring it for node.
if dpkg-query --show libatomic1 >/dev/null 2>&1; then packages="$packages libatomic1"; fi

# Debian's /lib is a link into /usr, by which the packages' files are named.
mkdir -p "$root/usr/lib" "$root/usr/lib64" "$root/var/lib/dpkg"
for folder in /lib*; do [ ! -L "$folder" ] || cp -a "$folder" "$root$folder"; done

for package in $packages; do
  # Less the C library's tables of other character sets than UTF-8, half of its size: Node.js brings its own.
  dpkg --listfiles "$package" | grep -v /gconv/ | while read -r path; do
    if [ -L "$path" ] || [ -f "$path" ]; then cp -a --parents "$path" "$root"; fi
  done
  # By this, scanners know which packages an image has.
  dpkg-query --status "$package" && echo
done >"$root/var/lib/dpkg/status"

cp -a --parents /usr/local/bin/node /etc/passwd /etc/group /etc/nsswitch.conf "$root"
install -d -m 1777 "$root/tmp"
chroot "$root" /usr/local/bin/node --version
