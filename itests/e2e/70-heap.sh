#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A large image through a small heap: the heap stays flat.
#   GIB=4 (of the image)  HEAP=256m
# alone: it measures memory, and moves gigabytes
. "$(dirname "$0")/lib.sh"
GIB=${GIB:-4} HEAP=${HEAP:-256m}
free=$(df -Pk "$SCRATCH" | awk 'NR == 2 { print int($4 / 1048576) }')
if [ "$free" -lt $((GIB + 2)) ]; then
  skip "$GIB GiB through $HEAP" "only $free GiB of disk are free"
  finish
fi
export ORIEL_HEAP=$HEAP
check "a server with a heap of $HEAP starts" server_up server || finish
same "…of that size" "-Xmx$HEAP" "$(tr '\0' '\n' <"/proc/$(server_pid server)/cmdline" | grep -- '^-Xmx' | tail -n 1)"
python heap "$SCRATCH/server" "$GIB"
check "down" server_down server
finish
