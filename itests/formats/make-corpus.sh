#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# make-corpus.sh OUTDIR: disk images of every variant that qemu-img writes, each with the digest of its guest's content.
#
# Needs qemu-utils, openssl, python3 and a JDK. Manifest: OUTDIR/manifest.tsv, tab separated, one header line:
#   file, format (qemu's word), variant, virtual_size, guest_sha256, policy
# The policy is what becomes of the file when it is given alone: accept; read (but not let in as an image); refuse:REASON.
# The content of each image was compared with what it was made from.
set -euo pipefail
OUT=${1:?usage: make-corpus.sh OUTDIR}
HERE=$(cd "$(dirname "$0")" && pwd)
SECRET=correct-horse
mkdir -p "$OUT/bases"
OUT=$(cd "$OUT" && pwd)
cd "$OUT"
TMP=$(mktemp -d "$OUT/tmp.XXXXXX")
trap 'rm -rf "$TMP"' EXIT
MAN=manifest.new
printf 'file\tformat\tvariant\tvirtual_size\tguest_sha256\tpolicy\n' >$MAN
say() { echo "$@" >&2; }

# mix: odd size in sectors, odd borders of runs; tiny: 1 MiB and a sector; part: a quarter is content; zero: nothing
say bases
mk() { java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "$HERE/MakeDisk.java" "$@"; }
mk bases/mix.raw 8392192 50 1
mk bases/tiny.raw 1049088 50 2
mk bases/part.raw 67108864 25 3
truncate -s 4M bases/zero.raw
for b in mix tiny part zero; do openssl dgst -sha256 -r bases/$b.raw | cut -d' ' -f1 >"$TMP/$b.sha"; done

# guest FORMAT FILE [IMAGE-OPTIONS]: size and digest of the content, by qemu; in the image's own directory, where qemu
# looks for data files
guest() {
  local o=$TMP/guest.raw
  rm -f "$o"
  if [ -n "${3:-}" ]; then
    (cd "$(dirname "$2")" && qemu-img convert --object secret,id=s0,data="$SECRET" --image-opts "$3" -O raw "$o")
  else
    (cd "$(dirname "$2")" && qemu-img convert -f "$1" -O raw "$(basename "$2")" "$o")
  fi
  printf '%s\t%s' "$(stat -c %s "$o")" "$(openssl dgst -sha256 -r "$o" | cut -d' ' -f1)"
}
# rec FILE FORMAT VARIANT BASE POLICY [IMAGE-OPTIONS]: compares with the base, then records
rec() {
  local s
  s=$(guest "$2" "$1" "${6:-}")
  if [ "$4" != - ] && [ "${s#*$'\t'}" != "$(cat "$TMP/$4.sha")" ]; then
    qemu-img compare -q -f raw -F raw "$TMP/guest.raw" "bases/$4.raw" || { say "CONTENT DIFFERS: $1"; exit 1; }
  fi
  printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$s" "$5" >>$MAN
}
POLICY=accept
# conv NAME FORMAT BASE OPTIONS [FLAGS]: converts a base and records it
conv() {
  local name=$1 fmt=$2 base=$3 opts=$4
  shift 4
  qemu-img convert -f raw -O "$fmt" ${opts:+-o "$opts"} "$@" "bases/$base.raw" "$name"
  rec "$name" "$fmt" "${opts:-default}${*:+ $*}" "$base" "$POLICY"
}
# qemu measures the processor when it makes a key, and gives up on a busy machine
retry() {
  local i
  for i in 1 2 3 4 5 6 7 8; do "$@" 2>/dev/null && return; sleep 1; done
  "$@"
}
qio() { qemu-io "$@" >/dev/null; }

say raw
mkdir -p raw
for b in tiny mix zero; do cp --sparse=always bases/$b.raw raw/$b.raw; rec raw/$b.raw raw plain $b accept; done

say qcow2
mkdir -p qcow2
conv qcow2/v2.qcow2 qcow2 mix compat=0.10
conv qcow2/v3.qcow2 qcow2 mix compat=1.1
conv qcow2/zero.qcow2 qcow2 zero ""
conv qcow2/tiny.qcow2 qcow2 tiny ""
for c in 512 1k 2k 4k 8k 16k 32k 128k 256k 512k 1M 2M; do
  conv qcow2/cs$c.qcow2 qcow2 mix cluster_size=$c
  conv qcow2/cs$c-zlib.qcow2 qcow2 mix cluster_size=$c -c
  conv qcow2/cs$c-zstd.qcow2 qcow2 mix cluster_size=$c,compression_type=zstd -c
done
conv qcow2/v2-zlib.qcow2 qcow2 mix compat=0.10 -c
conv qcow2/v3-zlib.qcow2 qcow2 mix "" -c
conv qcow2/v3-zstd.qcow2 qcow2 mix compression_type=zstd -c
conv qcow2/zstd-uncompressed.qcow2 qcow2 mix compression_type=zstd
conv qcow2/part.qcow2 qcow2 part ""
conv qcow2/part-zlib.qcow2 qcow2 part "" -c
conv qcow2/part-zstd.qcow2 qcow2 part compression_type=zstd -c
conv qcow2/unordered.qcow2 qcow2 part "" -W -m 16
conv qcow2/nosparse.qcow2 qcow2 mix "" -S 0
# Read, and yet refused at the door, as Glance does.
POLICY=read
for c in 16k 64k 128k 2M; do
  conv qcow2/extl2-$c.qcow2 qcow2 mix extended_l2=on,cluster_size=$c
  conv qcow2/extl2-$c-zlib.qcow2 qcow2 mix extended_l2=on,cluster_size=$c -c
done
conv qcow2/prealloc-extl2.qcow2 qcow2 mix preallocation=metadata,extended_l2=on
POLICY=accept
conv qcow2/lazy.qcow2 qcow2 mix lazy_refcounts=on
for b in 1 2 4 8 16 32 64; do conv qcow2/rc$b.qcow2 qcow2 mix refcount_bits=$b; done
for p in metadata falloc full; do conv qcow2/prealloc-$p.qcow2 qcow2 mix preallocation=$p; done
q=qcow2/extl2-sub.qcow2
qemu-img create -q -f qcow2 -o extended_l2=on,cluster_size=128k $q 16M
qio -f qcow2 -c 'write -P 1 0 4k' -c 'write -P 2 12k 4k' -c 'write -z 20k 8k' -c 'write -P 3 130k 1k' -c 'write -P 4 1M 128k' \
  -c 'write -z 1060k 4k' -c 'discard 1M 4k' -c 'write -P 9 16776704 512' $q
rec $q qcow2 "single parts of clusters, and parts of zeros" - read
q=qcow2/zeroflags.qcow2
cp qcow2/v3.qcow2 $q
qio -f qcow2 -c 'write -z 0 64k' -c 'write -z -u 1M 256k' -c 'discard 3M 512k' -c 'write -z 5000k 3k' $q
rec $q qcow2 "clusters of zeros with and without allocation, discards" - accept
q=qcow2/grown.qcow2
cp qcow2/tiny.qcow2 $q
qemu-img resize -q $q 40M
qio -f qcow2 -c 'write -P 7 39M 64k' $q
rec $q qcow2 "grown after it was made" - accept
q=qcow2/shrunk.qcow2
cp qcow2/v3.qcow2 $q
qemu-img resize -q --shrink $q 5M
rec $q qcow2 shrunk - accept
q=qcow2/mixed-compressed.qcow2
cp qcow2/v3-zlib.qcow2 $q
qio -f qcow2 -c 'write -P 5 4M 100k' -c 'write -P 6 7000k 1M' $q
rec $q qcow2 "compressed clusters partly overwritten" - accept
q=qcow2/snapshots.qcow2
cp qcow2/v3.qcow2 $q
qemu-img snapshot -c first $q
qio -f qcow2 -c 'write -P 1 0 1M' $q
qemu-img snapshot -c second $q
qio -f qcow2 -c 'write -P 2 512k 4M' $q
rec $q qcow2 "two internal snapshots, the active disk" - accept
q=qcow2/snapshots-v2.qcow2
cp qcow2/v2.qcow2 $q
qemu-img snapshot -c first $q
qio -f qcow2 -c 'write -P 1 0 1M' $q
rec $q qcow2 "version 2, an internal snapshot" - accept
q=qcow2/bitmaps.qcow2
cp qcow2/v3.qcow2 $q
qemu-img bitmap --add $q b0
qemu-img bitmap --add -g 64k --disable $q b1
qio -f qcow2 -c 'write -P 3 4M 128k' $q
rec $q qcow2 "two dirty bitmaps" - accept
q=qcow2/dirty.qcow2
qemu-img create -q -f qcow2 -o lazy_refcounts=on $q 16M
(qemu-io -f qcow2 -c 'write -P 4 2M 300k' -c flush -c 'sigraise 9' $q & wait $!) >/dev/null 2>&1 || true
rec $q qcow2 "dirty: a writer was killed" - accept
conv qcow2/chain-base.qcow2 qcow2 mix ""
(cd qcow2 && qemu-img create -q -f qcow2 -b chain-base.qcow2 -F qcow2 chain-1.qcow2 &&
  qio -f qcow2 -c 'write -P 1 1M 1M' -c 'write -z 4M 100k' chain-1.qcow2 &&
  qemu-img create -q -f qcow2 -o cluster_size=4k -b chain-1.qcow2 -F qcow2 chain-2.qcow2 20M &&
  qio -f qcow2 -c 'write -P 2 1100k 10k' -c 'write -P 8 19M 4k' chain-2.qcow2 &&
  qemu-img convert -c -f raw -O qcow2 -B chain-base.qcow2 -F qcow2 ../bases/mix.raw chain-zlib.qcow2)
rec qcow2/chain-1.qcow2 qcow2 "backing file" - refuse:UNSAFE
rec qcow2/chain-2.qcow2 qcow2 "backing file of a backing file" - refuse:UNSAFE
rec qcow2/chain-zlib.qcow2 qcow2 "backing file, compressed" - refuse:UNSAFE
(cd qcow2 && qemu-img create -q -f qcow2 -o data_file=data1.raw,data_file_raw=on extdata-raw.qcow2 8392192 &&
  qemu-img convert -n -f raw -O qcow2 ../bases/mix.raw extdata-raw.qcow2 &&
  qemu-img create -q -f qcow2 -o data_file=data2.raw extdata.qcow2 8392192 &&
  qemu-img convert -n -f raw -O qcow2 ../bases/mix.raw extdata.qcow2)
rec qcow2/extdata-raw.qcow2 qcow2 "data file, raw" mix refuse:UNSAFE
rec qcow2/extdata.qcow2 qcow2 "data file" mix refuse:UNSAFE
retry qemu-img convert --object secret,id=s0,data="$SECRET" -f raw -O qcow2 \
  -o encrypt.format=luks,encrypt.key-secret=s0,encrypt.iter-time=50 bases/tiny.raw qcow2/luks.qcow2
rec qcow2/luks.qcow2 qcow2 "encrypted, LUKS" tiny refuse:UNSUPPORTED driver=qcow2,file.filename=luks.qcow2,encrypt.key-secret=s0

say 'qcow, qed, parallels'
mkdir -p other
POLICY=refuse:UNSAFE
conv other/v1.qcow qcow mix ""
conv other/default.qed qed mix ""
POLICY=accept
conv other/default.parallels parallels mix ""
conv other/cs64k.parallels parallels mix cluster_size=64k

say vmdk
mkdir -p vmdk
conv vmdk/sparse.vmdk vmdk mix subformat=monolithicSparse
conv vmdk/sparse-part.vmdk vmdk part subformat=monolithicSparse,adapter_type=lsilogic
for a in ide buslogic legacyESX; do conv vmdk/adapter-$a.vmdk vmdk tiny adapter_type=$a; done
conv vmdk/compat6.vmdk vmdk mix compat6=on
conv vmdk/hw7.vmdk vmdk mix hwversion=7,toolsversion=2147483647
conv vmdk/zeroed-grain.vmdk vmdk mix zeroed_grain=on
sed -i '$d' $MAN
qio -f vmdk -c 'write -z 1M 1M' vmdk/zeroed-grain.vmdk
rec vmdk/zeroed-grain.vmdk vmdk "zeroed_grain=on with zeroed grains" - accept
conv vmdk/stream.vmdk vmdk mix subformat=streamOptimized
conv vmdk/stream-part.vmdk vmdk part subformat=streamOptimized,adapter_type=lsilogic,hwversion=10
conv vmdk/stream-zero.vmdk vmdk zero subformat=streamOptimized
conv vmdk/stream-compat6.vmdk vmdk tiny subformat=streamOptimized,compat6=on
POLICY=refuse:ANY
conv vmdk/flat.vmdk vmdk mix subformat=monolithicFlat
conv vmdk/two.vmdk vmdk mix subformat=twoGbMaxExtentSparse
conv vmdk/twoflat.vmdk vmdk mix subformat=twoGbMaxExtentFlat
POLICY=accept
(cd vmdk && qemu-img create -q -f vmdk -b sparse.vmdk -F vmdk overlay.vmdk && qio -f vmdk -c 'write -P 1 2M 200k' overlay.vmdk)
rec vmdk/overlay.vmdk vmdk parent - refuse:UNSAFE

say vhd
mkdir -p vhd
for b in tiny mix zero; do
  conv vhd/dyn-$b.vhd vpc $b subformat=dynamic
  conv vhd/dyn-$b-force.vhd vpc $b subformat=dynamic,force_size=on
  conv vhd/fixed-$b.vhd vpc $b subformat=fixed
  conv vhd/fixed-$b-force.vhd vpc $b subformat=fixed,force_size=on
done
conv vhd/dyn-part.vhd vpc part subformat=dynamic,force_size=on

say vhdx
mkdir -p vhdx
conv vhdx/dyn.vhdx vhdx mix subformat=dynamic
conv vhdx/dyn-part.vhdx vhdx part ""
conv vhdx/fixed.vhdx vhdx mix subformat=fixed
for c in 1M 2M 8M 32M 256M; do conv vhdx/bs$c.vhdx vhdx mix block_size=$c; done
conv vhdx/log4M.vhdx vhdx mix log_size=4M
q=vhdx/bszero-off.vhdx
qemu-img create -q -f vhdx -o block_state_zero=off,block_size=1M $q 16M
qio -f vhdx -c 'write -P 1 1M 100k' -c 'write -P 2 15M 1M' $q
rec $q vhdx "block_state_zero=off" - accept
# A log to be replayed: qemu empties its log at once, so the state is put back to "written, and not yet applied".
q=vhdx/dirty-log.vhdx
qemu-img create -q -f vhdx -o block_size=1M $q 16M
qio -f vhdx -c 'write -P 5 3M 200k' $q
python3 - $q <<'PY'
import struct, sys
T = []
for i in range(256):
    c = i
    for _ in range(8): c = (c >> 1) ^ (0x82F63B78 if c & 1 else 0)
    T.append(c)
def crc32c(b):
    c = 0xFFFFFFFF
    for x in b: c = T[(c ^ x) & 255] ^ (c >> 8)
    return c ^ 0xFFFFFFFF
f = open(sys.argv[1], 'r+b'); d = bytearray(f.read())
cur = max((65536, 131072), key=lambda o: struct.unpack_from('<Q', d, o + 8)[0])
log, = struct.unpack_from('<Q', d, cur + 72)
assert d[log:log + 4] == b'loge' and d[log + 64:log + 68] == b'desc'
guid = bytes(d[log + 32:log + 48]); target, = struct.unpack_from('<Q', d, log + 64 + 16)
f.seek(target); f.write(bytes(4096))                     # the table sector as it was before
h = bytearray(d[cur:cur + 4096]); h[48:64] = guid
struct.pack_into('<Q', h, 8, struct.unpack_from('<Q', h, 8)[0] + 1)
struct.pack_into('<I', h, 4, 0); struct.pack_into('<I', h, 4, crc32c(h))
f.seek(cur); f.write(h); f.close()
PY
if qemu-img convert -f vhdx -O raw $q "$TMP/no.raw" >/dev/null 2>&1; then say "no log to replay in $q"; exit 1; fi
cp $q "$TMP/replayed.vhdx"
qemu-img check -q -r all -f vhdx "$TMP/replayed.vhdx" >/dev/null 2>&1 || true
printf '%s\tvhdx\tlog to be replayed (content is that after replay)\t%s\taccept\n' "$q" "$(guest vhdx "$TMP/replayed.vhdx")" >>$MAN

say vdi
mkdir -p vdi
for b in tiny mix zero; do
  conv vdi/dyn-$b.vdi vdi $b ""
  conv vdi/static-$b.vdi vdi $b static=on
done
conv vdi/dyn-part.vdi vdi part ""

mv $MAN manifest.tsv
say "$(($(wc -l <manifest.tsv) - 1)) images, $(du -sh . | cut -f1)"
