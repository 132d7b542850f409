#!/usr/bin/env bash
# Installs what the tests need, builds everything (Release) and runs every test project; ends with the line "N passed, N failed".
#
# One project after the other: the budget tests measure CPU time and want the machine for themselves. Arguments go to `dotnet test`
# (for example: ./eng/test.sh --filter FullyQualifiedName~Routing).
set -euo pipefail

cd "$(dirname "$0")/.."
results=$PWD/artifacts/test-results

fail() {
  echo "test: $1" >&2
  exit 1
}

command -v dotnet >/dev/null || fail "'dotnet' is missing: the .NET 10 SDK."
[[ $(dotnet --version) == 10.* ]] || fail "the .NET SDK here is $(dotnet --version): version 10 is needed."

# need <command> <what for> <Debian packages>: as root it is installed.
need() {
  command -v "$1" >/dev/null && return
  local packages=("${@:3}")
  [[ $(id -u) == 0 ]] || fail "'$1' is missing: $2 (apt-get install ${packages[*]})."
  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${packages[@]}"; } >&2 || fail "'$1' could not be installed."
}
need g++ "it compiles the native library" g++
need npm "it installs the packages that functions are tested with" nodejs npm
need chromium "it opens the dashboard in its tests" chromium
# Debian keeps PostgreSQL's server out of the PATH.
compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || need postgres "the tests of the stores start it" postgresql
need redis-server "the tests of the stores start it" redis-server

dotnet build EdgeIsolates.sln -c Release --nologo -v minimal

rm -rf "$results" artifacts/hostile-table.md
settings=()
# Without a filter, a project in which no test is found is broken.
(($# == 0)) && settings=(-- RunConfiguration.TreatNoTestsAsError=true)
aborted=0
for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  echo "== $name"
  if dotnet test "$project" -c Release --no-build --nologo --results-directory "$results/$name" --logger "trx;LogFileName=$name.trx" \
    --logger "console;verbosity=minimal" --blame-hang-timeout 8min --blame-hang-dump-type none "$@" "${settings[@]}"; then
    continue
  fi
  # A run that died has no failed test to count, or no results at all.
  if ! grep -qsE '<Counters [^>]*failed="[1-9]' "$results/$name/$name.trx"; then
    echo "test: the run of $name ended early" >&2
    aborted=$((aborted + 1))
  fi
done

sum() {
  local total=0 count
  for count in $(find "$results" -name '*.trx' -exec sed -n "s/.*<Counters .*[ ]$1=\"\([0-9]*\)\".*/\1/p" {} +); do
    total=$((total + count))
  done
  echo "$total"
}

# Said again last: whoever reads only the end of a long log must learn what failed.
name_failures() {
  find "$results" -name '*.trx' -exec awk '
    /<UnitTestResult .*outcome="(Failed|Error|Timeout)"/ { match($0, /testName="[^"]*"/); print "failed: " substr($0, RSTART + 10, RLENGTH - 11); inside = 1 }
    /<\/UnitTestResult>/ { inside = 0; message = 0 }
    inside && /<Message>/ { message = 1 }
    message { print }
    /<\/Message>/ { message = 0 }' {} + > "$results/failures.txt"
  sed -n 1,120p "$results/failures.txt"
}

[[ -f artifacts/hostile-table.md ]] && cat artifacts/hostile-table.md
name_failures
passed=$(sum passed)
failed=$(($(sum failed) + $(sum error) + $(sum timeout) + aborted))
echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
