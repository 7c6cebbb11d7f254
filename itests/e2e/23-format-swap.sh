#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A newer plugin of a disk format comes while the server converts: the conversion goes on with it. The last one goes: the format is off.
. "$(dirname "$0")/lib.sh"
# Compressed, so that a conversion takes longer than the server takes to see a new plugin.
FORMAT=qcow2 QEMU=qcow2
command -v qemu-img >/dev/null || { skip "formats are swapped while disks are converted" "qemu-img is not installed"; finish; }
check "a server starts" server_up server || finish
check "format-list shows the plugin" bash -c 'grep -q "$0.*read write.*org.oriel.formats.$0" <<<"$1"' "$FORMAT" "$(server_shell server oriel:format-list)"

"$PYTHON" - "$SCRATCH/a.raw" <<'END'
import random, sys
r = random.Random(23)
with open(sys.argv[1], "wb") as disk:
    for _ in range(1200):
        disk.write(r.randbytes(1 << 20))
END
JAR=$(find "${ORIEL_HOME:-$ROOT/karaf-assembly/target/assembly}/system" -name "org.oriel.formats.$FORMAT-*.jar" | head -n 1)
check "the plugin is in the distribution" test -s "$JAR" || finish
"$PYTHON" - "$JAR" "$SCRATCH/newer.jar" <<'END'
import re, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as source, zipfile.ZipFile(sys.argv[2], "w") as result:
    for entry in source.infolist():
        data = source.read(entry)
        if entry.filename == "META-INF/MANIFEST.MF":
            data, count = re.subn(rb"(?m)^Bundle-Version: [^\r\n]*", b"Bundle-Version: 9.9.9", data)
            assert count == 1, data
        result.writestr(entry, data)
END

check "info tells the facts" bash -c 'grep -q 1258291200 <<<"$0"' "$(server_shell server "oriel:disk-info $SCRATCH/a.raw")"
server_shell server "oriel:disk-convert -c -O $FORMAT $SCRATCH/a.raw $SCRATCH/b.$FORMAT" >"$SCRATCH/converted" &
CONVERTING=$!
check "a conversion begins" wait_for 60 test -s "$SCRATCH/b.$FORMAT"
cp "$SCRATCH/newer.jar" "$SCRATCH/server/.newer.jar" && mv "$SCRATCH/server/.newer.jar" "$SCRATCH/server/deploy/newer.jar"
check "it ends well" wait "$CONVERTING"
note "$(tail -n 1 "$SCRATCH/converted")"
rows() { server_shell server oriel:format-list | grep -E "^ *$FORMAT +[^a-z ]"; }
newest() { rows | grep 'yes' | grep -q '9\.9\.9'; }
check "the newer plugin serves" wait_for 60 newest
check "the content is right" qemu-img compare -f raw -F "$QEMU" "$SCRATCH/a.raw" "$SCRATCH/b.$FORMAT"

# The swap again, with certainty: to and fro while it converts, until one was met.
met() { grep -Eq 'changed [1-9][0-9]* times' "$SCRATCH/converted"; }
for round in 1 2 3 4 5; do
  met && break
  rm -f "$SCRATCH/b.$FORMAT" "$SCRATCH/server/deploy/newer.jar"
  wait_for 60 bash -c '! "$1" shell --data "$2" oriel:format-list </dev/null | grep -q "9\.9\.9"' - "$ORIEL" "$SCRATCH/server"
  server_shell server "oriel:disk-convert -c -O $FORMAT $SCRATCH/a.raw $SCRATCH/b.$FORMAT" >"$SCRATCH/converted" &
  CONVERTING=$!
  wait_for 60 test -s "$SCRATCH/b.$FORMAT"
  cp "$SCRATCH/newer.jar" "$SCRATCH/server/.newer.jar" && mv "$SCRATCH/server/.newer.jar" "$SCRATCH/server/deploy/newer.jar"
  wait "$CONVERTING" || note "round $round: $(tail -n 2 "$SCRATCH/converted")"
  note "round $round: $(tail -n 1 "$SCRATCH/converted")"
done
check "a conversion went on with the newer plugin" met
check "the content is right after the swap" qemu-img compare -f raw -F "$QEMU" "$SCRATCH/a.raw" "$SCRATCH/b.$FORMAT"

server_shell server "bundle:stop org.oriel.formats.$FORMAT/9.9.9" >/dev/null
older() { rows | grep 'yes' | grep -vq '9\.9\.9'; }
check "when it stops, the older one serves again" wait_for 30 older
OLDER=$(rows | sed -n "s/.*org\.oriel\.formats\.$FORMAT \([0-9][0-9A-Za-z.]*\).*/\1/p")
server_shell server "bundle:stop org.oriel.formats.$FORMAT/$OLDER" >/dev/null
off() { ! rows; }
check "when all have stopped, the format is off" wait_for 30 off
check "a conversion is refused, and the sentence says why" bash -c 'grep -q "No plugin for the disk format $0 is installed" <<<"$1"' "$FORMAT" "$(server_shell server "oriel:disk-convert -O $FORMAT $SCRATCH/a.raw $SCRATCH/c.$FORMAT")"
check "…and leaves nothing" test ! -e "$SCRATCH/c.$FORMAT"
check "the server serves on" serves "$PORT"
check "down" server_down server
finish
