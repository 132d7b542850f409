#!/usr/bin/env bash
# Builds the native library against the V8 of other Debian releases, without warnings, and runs its smoke test there
# (src/EdgeIsolates.V8/native/smoke/*.cc, each a program that exits with 0).
#
#   sudo eng/check-v8-versions.sh [suite…]      (default: trixie with V8 11.3, sid with V8 13.6)
#
# Each release lives in a folder of its own, artifacts/debian/<suite>, so that compiler and glibc match its V8; it is made once with debootstrap
# from the mirror that this machine's own package sources name. Takes minutes the first time; not part of CI.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
suites=("$@")
((${#suites[@]})) || suites=(trixie sid)

fail() {
  echo "check-v8-versions: $1" >&2
  exit 1
}

command -v debootstrap >/dev/null || fail "'debootstrap' is missing: it makes the folder of a Debian release (apt-get install debootstrap)."
[[ $(id -u) == 0 ]] || fail "root is needed: debootstrap and chroot ask for it."

mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | head -n 1)
[[ -n $mirror ]] || fail "no mirror of Debian is known here: apt has no lists (apt-get update)."

# A folder is complete when its stamp is there: what an interrupted run left is made anew.
make_release() {
  local suite=$1 folder=$2
  [[ -e $folder/.complete ]] && return
  rm -rf "$folder"
  mkdir -p "$folder"
  debootstrap --variant=minbase --include=g++ "$suite" "$folder" "$mirror" >"$folder.log" 2>&1 || fail "debootstrap of $suite failed: see $folder.log"
  touch "$folder/.complete"
}

check() {
  local suite=$1 folder=$root/artifacts/debian/$1 project=src/EdgeIsolates.V8
  make_release "$suite" "$folder"
  rm -rf "$folder/edge/eng" "$folder/edge/src"
  mkdir -p "$folder/edge/$project"
  cp -r "$root/eng" "$folder/edge/eng"
  cp -r "$root/$project/native" "$folder/edge/$project/native"
  chroot "$folder" /bin/bash -euo pipefail -s <<'INSIDE'
cd /edge
eng/fetch-v8.sh
shopt -s nullglob
for configuration in Debug Release; do
  eng/build-native.sh $configuration
  output=/edge/artifacts/native/linux-x64/$configuration
  for source in src/EdgeIsolates.V8/native/smoke/*.cc; do
    program=$output/$(basename "$source" .cc)
    g++ -std=c++17 -Wall -Wextra -Werror -O1 -I src/EdgeIsolates.V8/native "$source" -o "$program" "$output/libedge_v8.so" \
      -Wl,-rpath,"$output" -Wl,--disable-new-dtags -Wl,-rpath-link,"$output"
    stdbuf -oL "$program"
  done
done
INSIDE
  local header=$folder/edge/artifacts/v8/current/usr/include/node/v8-version.h
  echo "$suite: V8 $(sed -n 's/^#define V8_MAJOR_VERSION //p' "$header").$(sed -n 's/^#define V8_MINOR_VERSION //p' "$header") passed"
}

for suite in "${suites[@]}"; do
  check "$suite"
done
