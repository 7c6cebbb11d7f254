#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A database that goes away in the middle and comes back: 503 meanwhile, and nothing to restart. And: the pool keeps its size.
. "$(dirname "$0")/lib.sh"

if ! { mariadb_up && mariadb_database glance; }; then
  skip "a database that goes away" "no mariadbd, or it does not start"
  finish
fi
MARIADB_PID=${HELPERS[-1]}
mkdir -p "$SCRATCH/data"
cat >"$SCRATCH/glance-api.conf" <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $PORT
[database]
connection = $(mariadb_url glance)
max_pool_size = 3
max_overflow = 2
pool_timeout = 2
[paste_deploy]
flavor =
[glance_store]
filesystem_store_datadir = $SCRATCH/images
END
check "the server starts on MariaDB" server_up node --conf "$SCRATCH/glance-api.conf" || finish

code() { curl -s -o "$SCRATCH/body" -D "$SCRATCH/head" -w '%{http_code}' --max-time 60 "$@"; }
URL=http://127.0.0.1:$PORT
create() { api node POST /v2/images -d '{"name": "kept", "disk_format": "raw", "container_format": "bare", "tags": ["a"], "k": "v"}' -H 'Content-Type: application/json'; }
ID=$(create | jq -r .id)
same "an image is there" 200 "$(code "$URL/v2/images/$ID")"

# --- the pool
CROWD=() WORK=()
for _ in $(seq 1 12); do
  (for _ in $(seq 1 60); do curl -s -o /dev/null "$URL/v2/images?limit=5"; curl -s -o /dev/null "$URL/v2/images/$ID"; done) &
  CROWD+=($!)
done
most=0
for _ in $(seq 1 20); do
  now=$(mariadb_do "select count(*) from information_schema.processlist where db = 'glance' and user = 'glance'")
  [ "$now" -gt "$most" ] && most=$now
  sleep 0.1
done
wait "${CROWD[@]}"
note "most connections seen: $most"
check "max_pool_size and max_overflow bound the connections" test "$most" -ge 1 -a "$most" -le 5

# --- the database ends, in the middle of work
for _ in 1 2 3; do (while [ ! -e "$SCRATCH/enough" ]; do curl -s -o /dev/null -w '%{http_code}\n' --max-time 60 "$URL/v2/images/$ID"; done >>"$SCRATCH/codes" 2>&1) & WORK+=($!); done
sleep 1
kill -TERM "$MARIADB_PID"
for _ in $(seq 1 300); do kill -0 "$MARIADB_PID" 2>/dev/null || break; sleep 0.1; done
same "show is refused with 503" 503 "$(code "$URL/v2/images/$ID")"
check "and says when to come again" grep -qi '^Retry-After: [0-9]' "$SCRATCH/head"
refused "without a trace of our inside" grep -qiE 'exception|sql|jdbc|hikari|java' "$SCRATCH/body"
same "list is refused with 503" 503 "$(code "$URL/v2/images")"
same "create is refused with 503" 503 "$(code -X POST "$URL/v2/images" -H 'Content-Type: application/json' -d '{"name": "lost"}')"
same "delete is refused with 503" 503 "$(code -X DELETE "$URL/v2/images/$ID")"
same "what needs no database is served" 200 "$(code "$URL/v2/schemas/image")"
same "the health check is served" 200 "$(code "$URL/healthcheck")"
touch "$SCRATCH/enough"
wait "${WORK[@]}"
note "answers while it went: $(sort "$SCRATCH/codes" | uniq -c | tr -s ' \n' ' ')"
refused "no answer but 200 and 503" grep -qvE '^(200|503)?$' "$SCRATCH/codes"

# --- it comes back
check "MariaDB starts again" mariadb_up
PID=$(server_pid node)
serves_image() { [ "$(code "$URL/v2/images/$ID")" = 200 ]; }
check "the server finds it without being restarted" wait_for 30 serves_image
same "it is the same process" "$PID" "$(server_pid node)"
same "the image is as it was" "kept raw v a" "$(api node GET "/v2/images/$ID" | jq -r '[.name, .disk_format, .k, .tags[0]] | join(" ")')"
SECOND=$(create | jq -r .id)
same "images can be made again" 200 "$(code "$URL/v2/images/$SECOND")"
same "nothing was made meanwhile" 2 "$(api node GET /v2/images | jq '.images | length')"
same "and deleted" 204 "$(code -X DELETE "$URL/v2/images/$ID")"
refused "the log speaks of no fault of ours" grep -q 'NullPointerException\|IllegalStateException' "$(server_log node)"
finish
