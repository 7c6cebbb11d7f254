#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A minute of coverage-guided fuzzing of all parsers of disk images; more by hand: itests/fuzz/run SECONDS.
. "$(dirname "$0")/lib.sh"
if [ ! -d "$ROOT/itests/fuzz/target/lib" ]; then
  skip "the parsers are fuzzed" "itests/fuzz is not built"
  finish
fi
"$ROOT/itests/fuzz/run" --built "${FUZZ_SECONDS:-60}" 2>&1 | tee "$SCRATCH/fuzz.log" | grep -v '^ok - \|^not ok - '
while IFS= read -r line; do
  case $line in
    'ok - '*) ok "${line#ok - }" ;;
    'not ok - '*) not_ok "${line#not ok - }" ;;
  esac
done <"$SCRATCH/fuzz.log"
finish
