#!/usr/bin/env bash
# Makes the Dockerfile's base image, with the same tag, from the packages of Debian and npm.
#
# Only needed on machines that cannot reach Docker Hub but can reach a Debian mirror and an npm registry. Elsewhere
# `docker build` pulls the official image. Needs root, debootstrap, npm and a Docker daemon; keeps downloads in
# .cache/base-image.
#
# Like the official image: user `node` (1000), node and npm in /usr/local, no entrypoint. Unlike it, this image has the
# machine's CA bundle and npm's `cafile` and `registry` settings, so that `npm ci` works in builds on this machine.
set -euo pipefail
export PATH="$PATH:/usr/sbin:/sbin" # debootstrap and chroot are there, and `su` may not set it

repo=$(cd "$(dirname "$0")/../.." && pwd)
tag=$(sed -n 's/^ARG BASE_IMAGE=//p' "$repo/Dockerfile")
if docker image inspect "$tag" >/dev/null 2>&1; then
  echo "$tag already exists"
  exit 0
fi

node_major=$(sed -E 's/^.*node:([0-9]+)-.*$/\1/' <<<"$tag")
suite=$(sed -E 's/^.*node:[0-9]+-([a-z]+)-slim$/\1/' <<<"$tag")
npm_version=$(node -p "require('$repo/package.json').packageManager")
cache="$repo/.cache/base-image"
mkdir -p "$cache/debs"
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

debootstrap --variant=minbase --cache-dir="$cache/debs" "$suite" "$root" >"$cache/debootstrap.log" ||
  { tail -5 "$cache/debootstrap.log" >&2 && exit 1; }
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/var/log/* \
  "$root"/usr/share/{doc,info,locale,man}/*
chroot "$root" useradd --uid 1000 --user-group --create-home --shell /bin/bash node

# In the repository's folder npm reads the settings of the repository.
cd "$repo"
unpack() {
  local archive
  archive=$(npm pack --silent --pack-destination "$cache" "$1")
  mkdir -p "$2"
  tar -xzf "$cache/$archive" -C "$2" --strip-components=1 --no-same-owner
}
unpack "node-linux-$(node -p process.arch)@$node_major" "$root/usr/local"
rm -rf "$root"/usr/local/{include,share,package.json,*.md,LICENSE}
unpack "$npm_version" "$root/usr/local/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$root/usr/local/bin/npx"

mkdir -p "$root/usr/local/etc" "$root/etc/ssl/certs"
bundle=/etc/ssl/certs/ca-certificates.crt
if [ -f "$bundle" ]; then cp -L "$bundle" "$root$bundle"; fi
cafile=$(npm config get cafile)
if [ -f "$cafile" ]; then
  cp -L "$cafile" "$root/usr/local/etc/npm-ca.crt"
  echo 'cafile=/usr/local/etc/npm-ca.crt' >>"$root/usr/local/etc/npmrc"
fi
echo "registry=$(npm config get registry)" >>"$root/usr/local/etc/npmrc"

tar -C "$root" --numeric-owner -c . | docker import --change 'CMD ["node"]' \
  --change "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" - "$tag" >/dev/null
echo "Made $tag: node $(docker run --rm "$tag" node --version), npm $(docker run --rm "$tag" npm --version)"
