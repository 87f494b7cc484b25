#!/usr/bin/env bash
# Makes the image that the Dockerfile starts from, out of Debian's and npm's packages, under the same tag.
#
# Needed only where no image can be pulled (no way to Docker Hub, but Debian's mirror and npm's registry
# answer). Everywhere else `docker build` pulls the official image and nobody runs this. Wants root,
# debootstrap, npm and a Docker daemon; downloads are kept in .cache/base-image.
#
# Like the official image: user `node` (1000), node and npm in /usr/local, no entrypoint. Unlike it: this
# machine's CA bundle and npm's `cafile` and `registry` are inside, so that `npm ci` works in a build here.
set -euo pipefail
export PATH="$PATH:/usr/sbin:/sbin" # debootstrap and chroot live there, and `su` may have left them out

repo=$(cd "$(dirname "$0")/../.." && pwd)
tag=$(sed -n 's/^ARG BASE_IMAGE=//p' "$repo/Dockerfile")
if docker image inspect "$tag" >/dev/null 2>&1; then
  echo "$tag is here already"
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

# Asked from the repository's folder, npm answers with the settings that hold there.
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
echo "$tag made: node $(docker run --rm "$tag" node --version), npm $(docker run --rm "$tag" npm --version)"
