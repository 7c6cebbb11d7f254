#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The disk tool beside qemu-img: what one writes, the other reads; the same words, the same exit codes.
. "$(dirname "$0")/lib.sh"
command -v qemu-img >/dev/null || { skip "oriel-img beside qemu-img" "qemu-img is not installed"; finish; }
img() { timeout -k 5 120 "$ORIEL" img "$@"; }
cd "$SCRATCH" || exit 1

# A disk of 64 MiB: text, noise and zeros in runs that no cluster size divides.
"$PYTHON" - <<'END'
import random
r = random.Random(22)
with open("a.raw", "wb") as disk:
    at = 0
    while at < 64 << 20:
        length = 512 * r.randrange(1, 3000)
        disk.seek(at)
        kind = r.randrange(3)
        if kind == 0:
            disk.write(r.randbytes(length))
        elif kind == 1:
            disk.write(b"all work and no play makes a dull disk " * (length // 39))
        at += length
    disk.truncate(64 << 20)
END
check "the tool starts" img --version || finish
begun=$(date +%s%N)
img formats >formats
took=$((($(date +%s%N) - begun) / 1000000))
note "oriel img formats took $took ms"
check "it starts in less than a second" test "$took" -lt $((1000 * (1 + $(cut -d. -f1 /proc/loadavg) / $(nproc))))
can() { grep -q "^$1 .*$2" formats; }
check "raw can be read and written" can raw 'read, write'

# OURS THEIRS OPTIONS-OF-QEMU-IMG
pairs() {
  cat <<'END'
raw raw
qcow2 qcow2
vhd vpc -o force_size=on
vhdx vhdx
vdi vdi
vmdk vmdk
END
}
while read -r ours theirs options; do
  if can "$ours" read; then
    # shellcheck disable=SC2086
    qemu-img convert -f raw -O "$theirs" $options a.raw "theirs.$ours"
    check "$ours of qemu-img: convert reads it" img convert -f "$theirs" -O raw "theirs.$ours" back.raw
    check "$ours of qemu-img: the content is the same" cmp a.raw back.raw
    check "$ours of qemu-img: compare says so" img compare -s -f "$ours" -F raw "theirs.$ours" a.raw
    same "$ours of qemu-img: info tells the same size" "$(qemu-img info -f "$theirs" --output=json "theirs.$ours" | jq '."virtual-size"')" "$(img info -f "$ours" --output=json "theirs.$ours" | jq '."virtual-size"')"
    if [ "$ours" != raw ]; then
      kinds='[.[] | {start, length, data}] | reduce .[] as $e ([]; if length > 0 and .[-1].data == $e.data then .[-1].length += $e.length else . + [$e] end)'
      same "$ours of qemu-img: map tells the same runs" "$(qemu-img map -f "$theirs" --output=json "theirs.$ours" | jq -c "$kinds")" "$(img map -f "$ours" --output=json "theirs.$ours" | jq -c "$kinds")"
      check "$ours of qemu-img: inspect accepts it" img inspect "theirs.$ours"
    fi
  fi
  if can "$ours" write; then
    check "$ours of ours: convert writes it" img convert -f raw -O "$ours" a.raw "ours.$ours"
    check "$ours of ours: qemu-img finds the same content" qemu-img compare -f raw -F "$theirs" a.raw "ours.$ours"
    case $ours in raw | vhd) ;; *) check "$ours of ours: qemu-img check finds nothing" qemu-img check -f "$theirs" "ours.$ours" ;; esac
    check "$ours of ours: qemu-io can write to it" qemu-io -f "$theirs" -c 'write -P 7 1M 64k' -c 'read -P 7 1M 64k' "ours.$ours"
    check "…and ours reads what it wrote" img compare -q -f "$theirs" -F "$theirs" "ours.$ours" "ours.$ours"
  fi
done < <(pairs)
if can qcow2 compress; then
  for type in zlib zstd; do
    check "qcow2 $type: convert -c writes it" img convert -c -o "compression_type=$type" -f raw -O qcow2 a.raw "packed.$type"
    check "qcow2 $type: qemu-img finds the same content" qemu-img compare -f raw -F qcow2 a.raw "packed.$type"
    check "qcow2 $type: qemu-img check finds nothing" qemu-img check -f qcow2 "packed.$type"
  done
fi
if can vmdk compress; then
  check "streamOptimized: convert writes it" img convert -o subformat=streamOptimized -f raw -O vmdk a.raw packed.vmdk
  check "streamOptimized: qemu-img finds the same content" qemu-img compare -f raw -F vmdk a.raw packed.vmdk
fi

# Exit codes.
code() { "$@" >said 2>&1; printf '%s' $?; }
cp a.raw other.raw
printf x | dd of=other.raw bs=1 seek=1000000 conv=notrunc status=none
same "compare: same" 0 "$(code img compare a.raw back.raw)"
same "compare: different, as qemu-img" "$(code qemu-img compare -f raw -F raw a.raw other.raw)" "$(code img compare a.raw other.raw)"
same "…and in the same words" "$(qemu-img compare -f raw -F raw a.raw other.raw)" "$(img compare -f raw -F raw a.raw other.raw)"
same "compare: no such file, as qemu-img" "$(code qemu-img compare a.raw none)" "$(code img compare a.raw none)"
same "check: raw has nothing to check, as in qemu-img" "$(code qemu-img check -f raw a.raw)" "$(code img check -f raw a.raw)"
same "convert: no such file" 1 "$(code img convert none b.raw)"
same "…told in one line" 1 "$(wc -l <said)"
if can qcow2 read; then
  same "check: sound" 0 "$(code img check theirs.qcow2)"
  cp theirs.qcow2 leaky.qcow2
  # A cluster more in the table of reference counts than anything uses.
  "$PYTHON" - leaky.qcow2 <<'END'
import struct, sys
with open(sys.argv[1], "r+b") as disk:
    head = disk.read(104)
    table = struct.unpack(">Q", head[48:56])[0]
    disk.seek(table)
    block = struct.unpack(">Q", disk.read(8))[0]
    disk.seek(0, 2)
    length = disk.tell()
    clusters = (length + 65535) // 65536
    disk.truncate((clusters + 1) * 65536)
    disk.seek(block + 2 * clusters)
    disk.write(b"\0\1")
END
  same "check: leaks, as qemu-img" "$(code qemu-img check -f qcow2 leaky.qcow2)" "$(code img check -f qcow2 leaky.qcow2)"
  qemu-img create -q -f qcow2 -b "$SCRATCH/a.raw" -F raw over.qcow2
  same "an overlay is not converted" 1 "$(code img convert over.qcow2 b.raw)"
  check "…nothing is left of it" test ! -e b.raw
  same "an overlay is refused by inspect" 1 "$(code img inspect over.qcow2)"
  check "info says why" bash -c '"$ORIEL" img info over.qcow2 2>&1 | grep -qi "backing"'
fi

# A conversion that is killed goes on where it was.
if can vhd write; then
  "$PYTHON" -c 'import random; r = random.Random(1); f = open("big.raw", "wb"); [f.write(r.randbytes(1 << 20)) for _ in range(700)]'
  (exec "$ORIEL" img convert --journal j --threads 1 -f raw -O vhd big.raw big.vhd) &
  WORKER=$!
  # One entry is the beginning, the next a checkpoint.
  noted() { [ "$(stat -c %s j 2>/dev/null || echo 0)" -gt "$((FIRST + 10))" ] || ! kill -0 "$WORKER" 2>/dev/null; }
  FIRST=0
  for _ in $(seq 1 600); do [ -s j ] && break; sleep 0.05; done
  FIRST=$(stat -c %s j 2>/dev/null || echo 0)
  wait_for 60 noted
  kill -9 "$WORKER" 2>/dev/null
  wait "$WORKER" 2>/dev/null
  if [ -s j ]; then ok "a conversion was killed in the middle"; else note "it was done before it could be killed"; fi
  check "the same command goes on" img convert --journal j -f raw -O vhd big.raw big.vhd
  check "…and the content is whole" qemu-img compare -f raw -F vpc big.raw big.vhd
  check "…the journal is gone" test ! -e j
fi
finish
