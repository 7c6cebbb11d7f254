#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# make-bootable.sh KERNEL OUT: a small raw disk with a real Linux on it, which starts by itself and prints its prompt on the serial line.
#
# A boot sector (syslinux), one FAT partition with the kernel and a memory disk of busybox. No mount, no root needed.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin
kernel=$1 out=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
start=2048 sectors=96256

mkdir -p "$work/root/bin" "$work/root/proc"
cp "$(command -v busybox)" "$work/root/bin/busybox"
cat >"$work/root/init" <<'INIT'
#!/bin/busybox sh
/bin/busybox mount -t proc proc /proc
echo "ORIEL-BOOTED $(/bin/busybox uname -r)"
PS1='oriel-prompt# ' exec /bin/busybox sh -i
INIT
chmod 755 "$work/root/init"
(cd "$work/root" && find . | cpio --quiet -o -H newc | gzip -1) >"$work/initrd"
cat >"$work/syslinux.cfg" <<'CFG'
SERIAL 0 115200
DEFAULT linux
LABEL linux
  KERNEL vmlinuz
  APPEND initrd=initrd console=ttyS0 panic=1 quiet
CFG

truncate -s $(((start + sectors) * 512)) "$out"
dd if=/usr/lib/syslinux/mbr/mbr.bin of="$out" conv=notrunc status=none
# One active partition of FAT16 (LBA).
little() { printf '\\x%02x\\x%02x\\x%02x\\x%02x' $(($1 & 255)) $(($1 >> 8 & 255)) $(($1 >> 16 & 255)) $(($1 >> 24 & 255)); }
printf "\x80\xfe\xff\xff\x0e\xfe\xff\xff$(little $start)$(little $sectors)" | dd of="$out" bs=1 seek=446 conv=notrunc status=none
printf '\x55\xaa' | dd of="$out" bs=1 seek=510 conv=notrunc status=none
mkfs.fat -F 16 --offset $start "$out" $((sectors / 2)) >/dev/null
image=$out@@$((start * 512))
mcopy -i "$image" "$kernel" ::vmlinuz
mcopy -i "$image" "$work/initrd" ::initrd
mcopy -i "$image" "$work/syslinux.cfg" ::syslinux.cfg
syslinux --offset $((start * 512)) --install "$out"
