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
mkdir -p "$results"
settings=()
# Without a filter, a project in which no test is found is broken.
(($# == 0)) && settings=(-- RunConfiguration.TreatNoTestsAsError=true)

# run <project> <name of the results> <more arguments of dotnet test>
run() {
  dotnet test "$1" -c Release --no-build --nologo --results-directory "$results/$2" --logger "trx;LogFileName=$2.trx" \
    --logger "console;verbosity=minimal" --blame-hang-timeout 15min --blame-hang-dump-type none "${@:3}" "${settings[@]}"
}

# count <name of the results> <counter>: 0 when the run wrote none.
count() { sed -n "s/.*<Counters .*[ ]$2=\"\([0-9]*\)\".*/\1/p" "$results/$1/$1.trx" 2>/dev/null | grep . || echo 0; }
failures() { echo $(($(count "$1" failed) + $(count "$1" error) + $(count "$1" timeout))); }

# The failed tests of a run with their messages.
failed_tests() {
  awk '
    /<UnitTestResult .*outcome="(Failed|Error|Timeout)"/ { match($0, /testName="[^"]*"/); print "failed: " substr($0, RSTART + 10, RLENGTH - 11); inside = 1 }
    /<\/UnitTestResult>/ { inside = 0; message = 0 }
    inside && /<Message>/ { message = 1 }
    message { print }
    /<\/Message>/ { message = 0 }' "$results/$1/$1.trx"
}

# A filter for the methods of the failed tests.
filter_of_failed() { failed_tests "$1" | sed -n 's/^failed: \([A-Za-z0-9_.+]*\).*/FullyQualifiedName=\1/p' | sort -u | paste -sd '|'; }

# A few methods, whatever their cases, and none that judges the process which all the others ran in: alone, such a one always passes.
may_run_again() {
  local methods
  methods=$(filter_of_failed "$1")
  [[ $methods != *_AfterAll_* ]] && (($(tr -cd '|' <<<"$methods" | wc -c) < 15))
}

passed=0 failed=0
for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  echo "== $name"
  if run "$project" "$name" "$@"; then
    passed=$((passed + $(count "$name" passed)))
    continue
  fi

  now=$(failures "$name")
  # A run that died has no failed test to count, or no results at all. It is made once more, whole; its end stands above, for somebody to find the reason.
  if ((now == 0)) && run "$project" "$name-again" "$@"; then
    echo "unsteady: the run of $name ended early" | tee -a "$results/unsteady.txt" >&2
    passed=$((passed + $(count "$name-again" passed)))
    continue
  fi

  passed=$((passed + $(count "$name" passed)))
  if ((now == 0)); then
    echo "test: the run of $name ended early" | tee -a "$results/failures.txt" >&2
    now=1
  elif may_run_again "$name" && run "$project" "$name-again" --filter "$(filter_of_failed "$name")"; then
    # A shared machine of two cores stands still for seconds at times. What fails and then passes by itself is named, for somebody to look at.
    failed_tests "$name" | sed 's/^failed:/unsteady:/' >>"$results/unsteady.txt"
    passed=$((passed + now))
    now=0
  else
    failed_tests "$name" >>"$results/failures.txt"
  fi
  failed=$((failed + now))
done

# Said again last: whoever reads only the end of a long log must learn what failed.
[[ -f artifacts/hostile-table.md ]] && cat artifacts/hostile-table.md
for list in unsteady failures; do
  [[ -f $results/$list.txt ]] && sed -n 1,100p "$results/$list.txt"
done
echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
