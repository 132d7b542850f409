#!/usr/bin/env bash
# Compiles src/EdgeIsolates.V8/native/*.cc against the unpacked V8 and lays out what ships: libedge_v8.so, libnode and the libraries libnode needs.
#
#   eng/build-native.sh [Debug|Release]      (default: Release)
#
# Only sources that changed are compiled, two at a time or as many as there are processors. Debug adds the checks of libstdc++ and V8's headers.
# The result finds its libraries beside itself: DT_RPATH $ORIGIN, and not DT_RUNPATH, which does not reach the libraries that libnode needs.
#
# Environment: EDGE_V8_DIR      where V8 is unpacked       (default: artifacts/v8)
#              EDGE_NATIVE_DIR  where the result is placed (default: artifacts/native)
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
configuration=${1:-Release}
v8=${EDGE_V8_DIR:-$root/artifacts/v8}/current
native_dir=${EDGE_NATIVE_DIR:-$root/artifacts/native}
sources=$root/src/EdgeIsolates.V8/native
output=$native_dir/linux-x64/$configuration
objects=$native_dir/objects/$configuration

fail() {
  echo "build-native: $1" >&2
  exit 1
}

command -v g++ >/dev/null || fail "'g++' is missing: it compiles the native library (apt-get install g++)."
[[ -e $v8/.complete ]] || fail "V8 is missing: run eng/fetch-v8.sh."

mkdir -p "$output" "$objects"
exec 9>"$native_dir/.lock"
flock 9

v8_major=$(sed -n 's/^#define V8_MAJOR_VERSION //p' "$v8/include/v8-version.h")
standard=c++17
((v8_major >= 12)) && standard=c++20

# libnode is built without run-time type information: classes of ours that derive from V8's must be too. Fortified longjmp (Ubuntu's default)
# would take a jump out of a signal handler's stack for corruption.
flags=("-std=$standard" -fPIC -fvisibility=hidden -fno-rtti -pthread -U_FORTIFY_SOURCE -Wall -Wextra -Werror -isystem "$v8/include/" -I "$sources")
case $configuration in
  Debug)
    flags+=(-O1 -g -D_GLIBCXX_ASSERTIONS)
    # Newer V8 refuses to start unless it was built with its checks as well, and the distribution's is not.
    ((v8_major >= 12)) || flags+=(-DV8_ENABLE_CHECKS)
    ;;
  Release) flags+=(-O2 -DNDEBUG) ;;
  *) fail "there is no configuration '$configuration': Debug or Release." ;;
esac

# Other flags, another compiler or another V8: every object is old.
settings="${flags[*]} $(g++ -dumpfullversion) $(readlink -f "$v8")"
if [[ $settings != "$(cat "$objects/.settings" 2>/dev/null)" ]]; then
  rm -f "$objects"/*
  echo "$settings" >"$objects/.settings"
fi

# An object is current when nothing that its .d file names (source and own headers) is newer.
is_current() {
  local dependency
  [[ -f $1.o && -f $1.d ]] || return 1
  for dependency in $(sed 's/^[^:]*://; s/\\$//' "$1.d"); do
    [[ -e $dependency && ! $dependency -nt $1.o ]] || return 1
  done
}

stale=()
all=()
for source in "$sources"/*.cc; do
  object=$objects/$(basename "$source" .cc)
  all+=("$object.o")
  is_current "$object" || stale+=("$source")
done

if ((${#stale[@]})); then
  printf '%s\0' "${stale[@]}" | xargs -0 -P "$(nproc)" -I '{}' sh -c '
    source=$1; object=$2/$(basename "$source" .cc); shift 2
    g++ "$@" -MMD -c "$source" -o "$object.o.new" -MF "$object.d" && mv "$object.o.new" "$object.o"
  ' compile '{}' "$objects" "${flags[@]}" || fail "the native library does not compile."
fi

# What goes is written aside and moved into place: running processes keep the file they have mapped.
library=$(readlink -f "$v8"/lib/libnode.so)
g++ -shared -pthread -o "$output/libedge_v8.so.new" "${all[@]}" "$library" \
  -Wl,-rpath,'$ORIGIN' -Wl,--disable-new-dtags -Wl,-rpath-link,"$v8/lib" -Wl,-z,defs || fail "the native library does not link."

# Places under its SONAME each library from V8's folder that the given file needs, and so on down.
bundle() {
  local name
  for name in $(objdump -p "$1" | sed -n 's/^ *NEEDED *//p'); do
    [[ -e $v8/lib/$name && -z ${bundled[$name]:-} ]] || continue
    bundled[$name]=1
    if [[ ! -e $output/$name || $(readlink -f "$v8/lib/$name") -nt $output/$name ]]; then
      rm -f "$output/$name"
      ln -L "$v8/lib/$name" "$output/$name" 2>/dev/null || cp -L "$v8/lib/$name" "$output/$name"
    fi
    bundle "$v8/lib/$name"
  done
}
declare -A bundled=()
bundle "$output/libedge_v8.so.new"
mv "$output/libedge_v8.so.new" "$output/libedge_v8.so"

# Libraries of a former V8 go.
for file in "$output"/*.so.*; do
  [[ -n ${bundled[$(basename "$file")]:-} ]] || rm -f "$file"
done
