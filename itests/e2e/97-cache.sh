#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The cache of image data: filled by readers and ahead, served without the store, managed by the real glance client and the console.
. "$(dirname "$0")/lib.sh"
for tool in jq curl; do
  command -v "$tool" >/dev/null || { skip "the cache" "$tool is not installed"; finish; }
done
CACHE=$SCRATCH/cache
conf() { # FLAVOR MAX-SIZE
  cat >"$SCRATCH/glance-api.conf" <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $PORT
worker_self_reference_url = http://127.0.0.1:$PORT
enabled_backends = fast:file
image_cache_dir = $CACHE
image_cache_max_size = $2
[database]
connection = h2:file:$SCRATCH/server/db/oriel
[glance_store]
default_backend = fast
[fast]
filesystem_store_datadir = $SCRATCH/fast
[paste_deploy]
flavor = $1
END
}
mkdir -p "$SCRATCH/fast"
conf cachemanagement 200000000
check "a server with a cache starts" server_up server --conf "$SCRATCH/glance-api.conf" || finish
same "the version that knows it is announced" v2.18 "$(api server GET / | jq -r '[.versions[].id] | map(select(. == "v2.18"))[0]')"
check "nothing is missing" server_shell server oriel:why

# more than fits between server and client
head -c 60000000 /dev/urandom >"$SCRATCH/data.img"
json=(-H 'Content-Type: application/json')
new() { # an active image; prints its id
  local id
  id=$(api server POST /v2/images "${json[@]}" -d '{"disk_format": "raw", "container_format": "bare"}' | jq -r .id)
  api server PUT "/v2/images/$id/file" -H 'Content-Type: application/octet-stream' --data-binary "@${1:-$SCRATCH/data.img}" -o /dev/null && echo "$id"
}
cached() { api server GET /v2/cache | jq -e --arg id "$1" '.cached_images[] | select(.image_id == $id)'; }
queued() { api server GET /v2/cache | jq -e --arg id "$1" '.queued_images | index($id)'; }
code() { api server "$1" "$2" -o /dev/null -w '%{http_code}' "${@:3}"; }

# --- filled while reading
ID=$(new)
refused "an image that nobody read is not cached" cached "$ID"
check "a part of it is read" test "$(code GET "/v2/images/$ID/file" -H 'Range: bytes=0-99')" = 206
refused "…which does not fill the cache" cached "$ID"
api server GET "/v2/images/$ID/file" --limit-rate 4M --max-time 1 -o /dev/null 2>/dev/null
sleep 1
refused "a reader that goes away does not fill it either" cached "$ID"
same "…and leaves nothing" "" "$(find "$CACHE" -name "$ID*")"
check "a whole download" cmp "$SCRATCH/data.img" <(api server GET "/v2/images/$ID/file")
check "…fills it" wait_for 10 cached "$ID"
check "…with the very bytes, in Glance's layout" cmp "$CACHE/$ID" "$SCRATCH/data.img"
mv "$SCRATCH/fast/$ID" "$SCRATCH/away"
check "the second download needs no store" cmp "$SCRATCH/data.img" <(api server GET "/v2/images/$ID/file")
same "…nor does a part" 206 "$(code GET "/v2/images/$ID/file" -H 'Range: bytes=5-9')"
same "both are counted" 2 "$(cached "$ID" | jq .hits)"
same "the server says that it has it" "[\"http://127.0.0.1:$PORT\"]" "$(api server GET "/v2/cache/nodes/$ID" | jq -c .)"
mv "$SCRATCH/away" "$SCRATCH/fast/$ID"

# --- a crash
OTHER=$(new)
(api server GET "/v2/images/$OTHER/file" --limit-rate 2M -o /dev/null 2>/dev/null) &
HELPERS+=($!)
check "a download is on its way" wait_for 10 test -e "$CACHE/incomplete/$OTHER"
check "kill -9 in the middle" kill -9 "$(server_pid server)"
check "the server starts again" server_up server --conf "$SCRATCH/glance-api.conf"
same "…without the half of it" "" "$(find "$CACHE/incomplete" -type f)"
check "…and with what was whole" cached "$ID"
same "…served from the cache" 200 "$(code GET "/v2/images/$ID/file")"

# --- the real client
if command -v /usr/bin/glance >/dev/null; then
  client() { timeout 120 /usr/bin/glance --os-image-url "http://127.0.0.1:$PORT" --os-auth-token none --os-auth-url http://127.0.0.1:1/v3 "$@" <&-; }
  check "glance cache-list" client cache-list
  check "…shows it" grep -q "$ID" <<<"$(client cache-list)"
  check "glance cache-queue" client cache-queue "$OTHER"
  check "…fetches it" wait_for 20 cached "$OTHER"
  check "…wholly" cmp "$CACHE/$OTHER" "$SCRATCH/data.img"
  check "glance cache-delete" client cache-delete "$OTHER"
  refused "…removes it" cached "$OTHER"
  refused "…from the disk, too" test -e "$CACHE/$OTHER"
  check "glance cache-clear" client cache-clear
  same "…removes everything" 0 "$(api server GET /v2/cache | jq '.cached_images | length')"
else
  skip "the glance client" "it is not installed"
  code DELETE /v2/cache >/dev/null
fi

# --- the API
QUEUED=$(api server POST /v2/images "${json[@]}" -d '{}' | jq -r .id)
same "an image without data cannot be queued" 400 "$(code PUT "/v2/cache/$QUEUED")"
same "nor can one that is not there" 404 "$(code PUT /v2/cache/00000000-0000-4000-8000-000000000000)"
same "an unknown target is refused" 400 "$(code DELETE /v2/cache -H 'x-image-cache-clear-target: x')"
same "an image is queued" 202 "$(code PUT "/v2/cache/$ID")"
check "…and waits" queued "$ID"
same "…until the queue is cleared" 204 "$(code DELETE /v2/cache -H 'x-image-cache-clear-target: queue')"
refused "…which it is" queued "$ID"
same "the older API queues, too" 200 "$(code PUT "/v2/queued_images/$ID")"
check "…and fetches" wait_for 20 cached "$ID"
same "…and lists" "$ID" "$(api server GET /v2/cached_images | jq -r '.cached_images[].image_id')"
touch "$CACHE/invalid/$QUEUED"
same "clean answers" 200 "$(code POST /v2/cache/clean)"
refused "…and cleans" test -e "$CACHE/invalid/$QUEUED"
api server POST "/v2/images/$ID/actions/deactivate" >/dev/null
mv "$SCRATCH/fast/$ID" "$SCRATCH/away"
same "a deactivated image is not served from the cache" 204 "$(code GET "/v2/images/$ID/file")"
mv "$SCRATCH/away" "$SCRATCH/fast/$ID"
api server POST "/v2/images/$ID/actions/reactivate" >/dev/null
same "an image is deleted" 204 "$(code DELETE "/v2/images/$ID")"
refused "…and is not in the cache any more" test -e "$CACHE/$ID"

# --- the console
THIRD=$(new)
check "oriel:cache-prefetch" server_shell server "oriel:cache-prefetch $THIRD"
check "…fetches" wait_for 20 cached "$THIRD"
check "oriel:cache-list shows it" grep -q "$THIRD.*cached" <<<"$(server_shell server oriel:cache-list)"
check "oriel:cache-prune" server_shell server oriel:cache-prune
check "…leaves it" cached "$THIRD"
check "oriel:cache-clear" server_shell server "oriel:cache-clear $THIRD"
refused "…removes it" cached "$THIRD"

# --- a smaller cache
code GET "/v2/images/$OTHER/file" >/dev/null
check "one image is cached" wait_for 10 cached "$OTHER"
code GET "/v2/images/$THIRD/file" >/dev/null
check "…then another" wait_for 10 cached "$THIRD"
conf cachemanagement 75000000
smaller() { [ "$(api server POST /v2/cache/prune | jq -c .)" = '{"total_files_pruned":1,"total_bytes_pruned":60000000}' ]; }
check "a smaller limit prunes the one that was read the longest ago" wait_for 30 smaller
refused "…which has gone" cached "$OTHER"
check "…while the other is there" cached "$THIRD"

# --- without the filter
conf "" 75000000
serving() { [ "$(code GET /v2/cached_images)" = 404 ]; }
check "without its filter the older API goes" wait_for 30 serving
mv "$SCRATCH/fast/$THIRD" "$SCRATCH/away"
same "…and downloads come from the store" 204 "$(code GET "/v2/images/$THIRD/file")"
check "…while the cache can still be looked at" cached "$THIRD"
refused "no error in the log but that of lost data" grep -qP '\| ERROR \| (?!.*has lost its data)' "$SCRATCH/server/oriel.log"
check "down" server_down server
finish
