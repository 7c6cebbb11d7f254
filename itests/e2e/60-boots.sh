#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Cold and warm boots in a row, each to a served request within its limit.
#   BOOTS=3 (of each kind; by hand 50)  LIMIT=60 (seconds)  COLD_GOAL=12 WARM_GOAL=8 (seconds)  RSS_GOAL=450 (MB)
# alone: it measures how long a start takes
. "$(dirname "$0")/lib.sh"
UP+=(warm)
for number in $(seq 1 "${BOOTS:-3}"); do UP+=("cold-$number"); done
python boots
finish
