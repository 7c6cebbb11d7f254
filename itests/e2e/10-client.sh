#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The real OpenStack client, with the clouds.yaml that the first start writes.
. "$(dirname "$0")/lib.sh"
BIG_MB=${BIG_MB:-2048}
for tool in /usr/bin/openstack qemu-img mke2fs jq curl; do
  command -v "$tool" >/dev/null || { skip "the real client" "$tool is not installed"; finish; }
done

check "the first start serves" server_up server || finish
DATA=$SCRATCH/server
api_login server
check "clouds.yaml is ready and only its owner reads it" test -s "$DATA/clouds.yaml" -a "$(stat -c %a "$DATA/clouds.yaml")" = 600
export OS_CLIENT_CONFIG_FILE=$DATA/clouds.yaml
# `image create` takes data from any open standard input that is no terminal
os() { timeout 600 /usr/bin/openstack --os-cloud oriel "$@" <&-; }
field() { os image show "$1" -f json | jq -r ".$2"; }
in_store() { find "$DATA/images" -type f | wc -l; }
digest() { sha256sum "$1" | cut -d ' ' -f 1; }

# a disk as people have them: an ext4 file system with files in it, as qcow2
mkdir -p "$SCRATCH/tree/etc"
echo oriel >"$SCRATCH/tree/etc/hostname"
head -c 20000000 /dev/urandom >"$SCRATCH/tree/data.bin"
truncate -s 256M "$SCRATCH/disk.raw"
mke2fs -q -t ext4 -F -d "$SCRATCH/tree" "$SCRATCH/disk.raw" || not_ok "make an ext4 disk"
qemu-img convert -f raw -O qcow2 "$SCRATCH/disk.raw" "$SCRATCH/disk.qcow2"

check "an empty list" os image list
same "…of no image" "[]" "$(os image list -f json | tr -d ' \n')"
check "create from a qcow2 file" os image create --disk-format qcow2 --container-format bare --file "$SCRATCH/disk.qcow2" first
same "the image is active" active "$(field first status)"
ID=$(field first id)
same "list shows it" "$ID" "$(os image list -f value -c ID)"
same "list by name shows it" "$ID" "$(os image list --name first -f value -c ID)"
same "list by another name does not" "" "$(os image list --name second -f value -c ID)"
same "show has the size" "$(stat -c %s "$SCRATCH/disk.qcow2")" "$(field first size)"
same "show has the MD5" "$(md5sum "$SCRATCH/disk.qcow2" | cut -d ' ' -f 1)" "$(field first checksum)"
same "the multihash is SHA-512" "sha512 $(sha512sum "$SCRATCH/disk.qcow2" | cut -d ' ' -f 1)" \
  "$(api server GET "/v2/images/$ID" | jq -r '.os_hash_algo + " " + .os_hash_value')"
same "the virtual size is the disk's" $((256 << 20)) "$(api server GET "/v2/images/$ID" | jq -r .virtual_size)"
check "set a property" os image set --property hw_disk_bus=scsi first
same "…and see it" scsi "$(os image show first -f json | jq -r .properties.hw_disk_bus)"
check "unset it" os image unset --property hw_disk_bus first
same "…and see it gone" null "$(os image show first -f json | jq -r .properties.hw_disk_bus)"
check "set a tag" os image set --tag lts first
same "…and see it" lts "$(field first 'tags[0]')"
same "list by tag shows it" "$ID" "$(os image list --tag lts -f value -c ID)"
check "unset the tag" os image unset --tag lts first
check "rename" os image set --name renamed first
check "save" os image save --file "$SCRATCH/saved.qcow2" renamed
same "the same bytes came back" "$(digest "$SCRATCH/disk.qcow2")" "$(digest "$SCRATCH/saved.qcow2")"
check "what came back is the same disk" qemu-img compare -f raw -F qcow2 "$SCRATCH/disk.raw" "$SCRATCH/saved.qcow2"
check "protect" os image set --protected renamed
refused "a protected image is not deleted" os image delete renamed
check "unprotect" os image set --unprotected renamed
check "delete" os image delete renamed
refused "it is gone" os image show "$ID"
same "its data are gone" 0 "$(in_store)"

# large and chunked
"$PYTHON" - "$SCRATCH/big.raw" "$BIG_MB" <<'END'
import os, sys
block = os.urandom(1 << 20)
with open(sys.argv[1], "wb") as out:
    for number in range(int(sys.argv[2])):
        out.write(number.to_bytes(8, "big") + block[8:510] + b"\0\0" + block[512:])
END
WANT=$(digest "$SCRATCH/big.raw")
check "create from a raw file of $BIG_MB MiB" os image create --disk-format raw --container-format bare --file "$SCRATCH/big.raw" big
same "its virtual size is its size" $((BIG_MB << 20)) "$(api server GET "/v2/images/$(field big id)" | jq -r .virtual_size)"
check "save it" os image save --file "$SCRATCH/saved.raw" big
same "the same bytes came back" "$WANT" "$(digest "$SCRATCH/saved.raw")"
rm -f "$SCRATCH/saved.raw"
check "delete it" os image delete big
ID=$(os image create --disk-format raw --container-format bare chunked -f value -c id)
same "create without data is queued" queued "$(field "$ID" status)"
same "upload $BIG_MB MiB chunked" 204 "$(api server PUT "/v2/images/$ID/file" -o /dev/null -w '%{http_code}' --max-time 600 -H 'Content-Type: application/octet-stream' -H 'Transfer-Encoding: chunked' -T - <"$SCRATCH/big.raw")"
same "it is active" active "$(field "$ID" status)"
same "download by curl" "$WANT" "$(api server GET "/v2/images/$ID/file" --max-time 600 | sha256sum | cut -d ' ' -f 1)"
check "delete it" os image delete "$ID"
rm -f "$SCRATCH/big.raw"
same "nothing is left in the store" 0 "$(in_store)"

# refused at the door
mismatch() { # WHAT FORMAT FILE
  local id
  refused "$1 is refused" os image create --disk-format "$2" --container-format bare --file "$3" wrong
  same "$1: nothing is in the store" 0 "$(in_store)"
  id=$(api server POST /v2/images -H 'Content-Type: application/json' -d "{\"name\": \"wrong\", \"disk_format\": \"$2\", \"container_format\": \"bare\"}" | jq -r .id)
  same "$1: 415" 415 "$(api server PUT "/v2/images/$id/file" -o "$SCRATCH/answer" -w '%{http_code}' -H 'Content-Type: application/octet-stream' -T "$3")"
  same "$1: the record is as before" "queued null null null null" \
    "$(api server GET "/v2/images/$id" | jq -r '"\(.status) \(.size) \(.checksum) \(.os_hash_value) \(.virtual_size)"')"
  same "$1: no data can be read" 204 "$(api server GET "/v2/images/$id/file" -o /dev/null -w '%{http_code}')"
  same "$1: nothing is in the store, again" 0 "$(in_store)"
  api server DELETE "/v2/images/$id"
}
mismatch "raw data declared as qcow2" qcow2 "$SCRATCH/tree/data.bin"
mismatch "a qcow2 declared as vmdk" vmdk "$SCRATCH/disk.qcow2"
(cd "$SCRATCH" && qemu-img create -q -f qcow2 -b /etc/passwd -F raw backing.qcow2 16M && qemu-img create -q -f qcow2 -o data_file=data.img,data_file_raw=on datafile.qcow2 16M)
mismatch "a qcow2 with a backing file" qcow2 "$SCRATCH/backing.qcow2"
mismatch "a qcow2 with a data file" qcow2 "$SCRATCH/datafile.qcow2"
mismatch "a qcow2 with a backing file declared as raw" raw "$SCRATCH/backing.qcow2"

# names
for name in 'with  two spaces' "quote ' and \" here" 'slash/and\backslash' 'percent %2F & ampersand + plus' 'Zażółć gęślą jaźń 日本語' '-rf' '{"json": [1]}' '<b>html</b>' "$(printf 'x%.0s' {1..255})"; do
  shown=${name:0:40}
  ID=$(os image create --disk-format raw --container-format bare -f value -c id -- "$name")
  same "name: $shown" "$name" "$(os image show -f json -- "$ID" | jq -r .name)"
  same "list by the name: $shown" "$ID" "$(api server GET /v2/images -G --data-urlencode "name=eq:$name" | jq -r '.images[].id')"
  os image delete "$ID"
done
refused "a name of 256 characters" os image create "$(printf 'x%.0s' {1..256})"

check "down" server_down server
check "the second start serves" server_up server
check "down again" server_down server
finish
