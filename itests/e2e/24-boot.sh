#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Disks that Oriel's disk tool wrote boot: a real Linux (Debian's kernel and busybox) on each format, started in a real machine model.
#   BOOT_LIMIT=150 (seconds for one start; without hardware help and on a busy machine it takes some tens)
. "$(dirname "$0")/lib.sh"
PATH=$PATH:/usr/sbin:/sbin
BOOT_LIMIT=${BOOT_LIMIT:-150}

for tool in qemu-system-x86_64 qemu-img syslinux mcopy mkfs.fat cpio busybox; do
  command -v "$tool" >/dev/null || { skip "disks that we wrote boot" "$tool is not installed"; finish; }
done
if ldd "$(command -v busybox)" >/dev/null 2>&1; then
  skip "disks that we wrote boot" "busybox is not static (Debian: busybox-static)"
  finish
fi

kernel() { # the newest kernel that Debian offers, unpacked, not installed
  local package
  package=$(apt-cache depends linux-image-cloud-amd64 2>/dev/null | awk '$1 == "Depends:" && $2 ~ /^linux-image-/ { print $2; exit }')
  [ -n "$package" ] || return 1
  mkdir -p "$SCRATCH/kernel"
  (cd "$SCRATCH/kernel" && apt-get -qq download "$package" && dpkg-deb -x "$package"_*.deb .) >"$SCRATCH/kernel.log" 2>&1 || return 1
  ls "$SCRATCH"/kernel/boot/vmlinuz-*
}

started() { # NAME FILE QEMU_FORMAT: the disk comes up to its prompt
  local log=$SCRATCH/$1.console pid
  timeout -k 5 "$BOOT_LIMIT" qemu-system-x86_64 -machine pc -cpu max -m 256 -nodefaults -no-reboot -display none -serial "file:$log" -snapshot \
    -drive "file=$2,format=$3,if=ide" </dev/null >"$SCRATCH/$1.qemu" 2>&1 &
  pid=$!
  HELPERS+=("$pid")
  while kill -0 "$pid" 2>/dev/null && ! grep -q 'oriel-prompt#' "$log" 2>/dev/null; do sleep 0.5; done
  kill "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
  grep -a -q 'ORIEL-BOOTED' "$log" && grep -a -q 'oriel-prompt#' "$log" && return 0
  cat "$SCRATCH/$1.qemu"
  tail -n 5 "$log" 2>/dev/null
  return 1
}

KERNEL=$(kernel) || { skip "disks that we wrote boot" "no kernel from Debian's archive: $(tail -n 1 "$SCRATCH/kernel.log" 2>/dev/null)"; finish; }
check "a bootable raw disk is made" "$ROOT/itests/servers/make-bootable.sh" "$KERNEL" "$SCRATCH/linux.raw" || finish
check "the disk itself boots" started raw "$SCRATCH/linux.raw" raw

written() { # NAME QEMU_FORMAT OPTION...: our tool writes it, qemu-img sees the same disk, and it boots
  local name=$1 format=$2 file=$SCRATCH/linux.$1
  shift 2
  check "$name: written" "$ORIEL" img convert -f raw "$@" "$SCRATCH/linux.raw" "$file" || return
  check "$name: qemu-img sees the same disk" qemu-img compare -f raw -F "$format" "$SCRATCH/linux.raw" "$file"
  check "$name: boots" started "$name" "$file" "$format"
  rm -f "$file"
}

written qcow2 qcow2 -O qcow2
written qcow2-zlib qcow2 -O qcow2 -c
written qcow2-zstd qcow2 -O qcow2 -c -o compression_type=zstd
written vmdk vmdk -O vmdk
written vmdk-stream vmdk -O vmdk -o subformat=streamOptimized
written vhd vpc -O vhd
written vhdx vhdx -O vhdx
written vdi vdi -O vdi
finish
