#!/usr/bin/env bash
# Runs the tests and says at the end, in one place, which were skipped and which failed, and why. Words are handed on to `swift test`:
#
#   Scripts/test.sh --filter PlottingTests
set -uo pipefail
cd "$(dirname "$0")/.." || exit

log=$(mktemp)
trap 'rm -f "$log"' EXIT

# Release: the kernels' SIMD code is far too slow without optimisation. `package` access makes @testable needless.
swift test -c release --disable-testable-imports --disable-xctest "$@" 2>&1 | tee "$log" | grep -v -E \
  '^. (Test|Suite) .* started\.$|^. Test case passing|prohibited flag\(s\)'
status=${PIPESTATUS[0]}

# A test's name may have the word in it, too.
skip='^. (Test|Suite) (.*["`)]|[^" ]+) skipped'
count() { grep -c -E "$1" "$log" || true; }
total=$(sed -n -E 's/^. Test run with ([0-9]+) tests? .*/\1/p' "$log" | tail -n 1)
failed=$(grep -E '^. Test .* failed after ' "$log" | grep -c -v 'Test run with' || true)
# Lines of tests that end together can run into each other, so what passed is what is left of the whole.
passed=$((${total:-0} - failed - $(count "$skip")))
# Some tests check one thing by several tools and say for themselves which of these were not there.
skipped=$(count "$skip|^SKIPPED: ")

if ((skipped > 0)); then
  printf '\nSKIPPED, and so not tested on this machine:\n'
  grep -E "$skip|^SKIPPED: " "$log" | sed -E 's/^(. (Test|Suite)|SKIPPED:) /  /' | sort -u
fi
if ((failed > 0)) || { ((status != 0)) && grep -q -E '^. Test ' "$log"; }; then
  printf '\nFAILED:\n'
  awk -f Scripts/failed-tests.awk "$log"
fi
if ((status == 0 && passed == 0)); then
  echo 'no test was run'
  status=1
fi
printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
exit "$status"
