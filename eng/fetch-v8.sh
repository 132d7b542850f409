#!/usr/bin/env bash
# Brings V8 into artifacts/v8/<version>: the distribution's libnode with its headers and the shared libraries it needs.
#
# Nothing is installed and no root is needed: the packages are downloaded with apt-get and unpacked with dpkg -x. artifacts/v8/current points
# at the unpacked version; once it is there, this script has nothing to do. `rm -r artifacts/v8` makes the next build take the distribution's
# newest version.
#
# Environment: EDGE_V8_DIR  where to unpack (default: artifacts/v8 of this repository).
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
v8_dir=${EDGE_V8_DIR:-$root/artifacts/v8}

# Part of every machine that runs .NET, or to be taken from there for its security fixes: never bundled.
of_the_machine='^(libc6|libgcc-s1|libstdc\+\+6|zlib1g|libssl[0-9].*|libcrypt1)$'

fail() {
  echo "fetch-v8: $1" >&2
  exit 1
}

need() {
  command -v "$1" >/dev/null || fail "'$1' is missing: $2"
}

[[ -e $v8_dir/current/.complete ]] && exit 0

need apt-get "V8 comes from the packages of Debian or Ubuntu."
need dpkg "V8 comes from the packages of Debian or Ubuntu."

mkdir -p "$v8_dir"
exec 9>"$v8_dir/.lock"
flock 9
[[ -e $v8_dir/current/.complete ]] && exit 0

apt_options=()

candidate() {
  apt-cache "${apt_options[@]}" show --no-all-versions "$1" 2>/dev/null | sed -n "s/^$2: //p" | head -n 1
}

# A machine's package lists may be empty (container images): root fills them, anyone else fills lists of his own.
refresh_lists() {
  echo "fetch-v8: refreshing the package lists" >&2
  if [[ $(id -u) != 0 ]]; then
    local state=$v8_dir/apt
    mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
    apt_options=(-o "Dir::State=$state" -o "Dir::State::lists=$state/lists" -o "Dir::State::status=/var/lib/dpkg/status" -o "Dir::Cache=$state/cache")
  fi
  local said
  said=$(apt-get "${apt_options[@]}" -qq update 2>&1) || fail "the package lists could not be refreshed with apt-get update: $said"
}

[[ -n $(candidate libnode-dev Version) ]] || refresh_lists
version=$(candidate libnode-dev Version)
[[ -n $version ]] || fail "this distribution offers no package 'libnode-dev' (Debian 12 or later and Ubuntu 24.04 or later do)."

# Names of the shared libraries that a package depends on; the first of alternatives.
libraries_of() {
  candidate "$1" Depends | tr ',' '\n' | sed 's/|.*//; s/(.*//; s/:any//; s/ //g' | grep -E '^lib' | grep -Ev -- "-dev$|$of_the_machine" || true
}

packages=(libnode-dev)
declare -A seen=()
queue=($(candidate libnode-dev Depends | grep -oE 'libnode[0-9]+[a-z0-9]*'))
while ((${#queue[@]})); do
  package=${queue[0]}
  queue=("${queue[@]:1}")
  [[ -n ${seen[$package]:-} ]] && continue
  seen[$package]=1
  packages+=("$package")
  queue+=($(libraries_of "$package"))
done

folder=$(tr -c 'A-Za-z0-9.\n' '-' <<<"$version")
work=$v8_dir/.unpacking
rm -rf "$work"
mkdir -p "$work/debs" "$work/tree"
echo "fetch-v8: libnode $version (${packages[*]})" >&2

# apt-get wants to drop root for its download; into a folder that only root may write it would warn about it.
[[ $(id -u) == 0 ]] && apt_options+=(-o "APT::Sandbox::User=root")
download() {
  (cd "$work/debs" && apt-get "${apt_options[@]}" -qq download "${packages[@]}")
}
# Lists that are too old name packages that are gone.
download || { refresh_lists && download; } || fail "the packages could not be downloaded (apt-get download ${packages[*]})."

for deb in "$work"/debs/*.deb; do
  dpkg -x "$deb" "$work/tree"
done

headers=$(dirname "$(find "$work/tree/usr/include" -name v8.h | head -n 1)")
library=$(find "$work/tree/usr/lib" -name 'libnode.so.*' -type f | head -n 1)
[[ -f $headers/v8.h && -f $library ]] || fail "libnode $version has no v8.h or no libnode.so where they are expected."
ln -s "${headers#"$work/tree/"}" "$work/tree/include"
ln -s "$(dirname "${library#"$work/tree/"}")" "$work/tree/lib"
touch "$work/tree/.complete"

rm -rf "${v8_dir:?}/$folder"
mv "$work/tree" "$v8_dir/$folder"
rm -rf "$work"
ln -sfn "$folder" "$v8_dir/current"
