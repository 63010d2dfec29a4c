#!/usr/bin/env bash
# Runs tests that are built (swift test with the options given) and, when some fail, says at the end once
# more which ones and why: in the output of hundreds of tests that run side by side, failures are far up.
# The whole output stays in .build/tests/test.log. Ends with the code of `swift test`.
#
# Usage: Scripts/test.sh [options of swift test]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

log=.build/tests/test.log
mkdir -p "$(dirname "$log")"
code=0
swift test --skip-build "$@" 2>&1 | tee "$log" || code=$?
((code == 0)) && exit 0

echo
echo "What failed (all output: $log):"
# An issue is a line with a cross, and what is told of it in the lines below it. Suites that only hold a
# failed test are left out.
awk '
  /^[^ ]* *(✘|.*error:|Fatal error|.*: Fatal error)/ { told = !/^✘ Suite /; lines = 0 }
  /^(◇|✔)/ { told = 0 }
  told && lines++ < 30 { print substr($0, 1, 2000) }
' "$log"
exit "$code"
