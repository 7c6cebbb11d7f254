#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Staging, imports and tasks, with the real clients where they are there.
. "$(dirname "$0")/lib.sh"
for tool in jq curl "$PYTHON"; do
  command -v "$tool" >/dev/null || { skip "imports" "$tool is not installed"; finish; }
done

WEB_PORT=$((PORT + 1))
mkdir -p "$SCRATCH"/{web,fast,slow}
cat >"$SCRATCH/glance-api.conf" <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $PORT
enabled_backends = fast:file,slow:file
[database]
connection = h2:file:$SCRATCH/server/db/oriel
[glance_store]
default_backend = fast
[fast]
filesystem_store_datadir = $SCRATCH/fast
[slow]
filesystem_store_datadir = $SCRATCH/slow
[os_glance_staging_store]
filesystem_store_datadir = $SCRATCH/staging
[import_filtering_opts]
allowed_hosts = 127.0.0.1,localhost
allowed_ports = 80,443,$WEB_PORT
[image_import_opts]
image_import_plugins = no_op,inject_image_metadata
[inject_metadata_properties]
ignore_user_roles = nobody
inject = imported_by:oriel
END
check "a server with two stores and a staging area starts" server_up server --conf "$SCRATCH/glance-api.conf" || finish
api_login server

head -c 3000000 /dev/urandom >"$SCRATCH/web/data.img"
head -c 60000000 /dev/urandom >"$SCRATCH/web/large.img"
printf 'QFI\373\0\0\0\3' >"$SCRATCH/web/lying.img"
head -c 100000 /dev/zero >>"$SCRATCH/web/lying.img"
cat >"$SCRATCH/web.py" <<'END'
import http.server, sys, time
class Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/latest")
            self.end_headers()
        elif self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/data.img")
            self.end_headers()
        elif self.path in ("/short", "/slow"):
            self.send_response(200)
            self.send_header("Content-Length", "2000000")
            self.end_headers()
            for _ in range(10 if self.path == "/short" else 20):
                self.wfile.write(bytes(100000))
                self.wfile.flush()
                if self.path == "/slow":
                    time.sleep(0.6)
        else:
            super().do_GET()
    def log_message(self, *words):
        pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
END
(cd "$SCRATCH/web" && exec "$PYTHON" "$SCRATCH/web.py" "$WEB_PORT") >/dev/null 2>&1 &
HELPERS+=($!)
check "a web server answers" wait_for 20 curl -sf -o /dev/null "http://127.0.0.1:$WEB_PORT/data.img"

json=(-H 'Content-Type: application/json')
octets=(-H 'Content-Type: application/octet-stream')
show() { api server GET "/v2/images/$1"; }
field() { show "$1" | jq -r ".$2"; }
status_is() { [ "$(field "$1" status)" = "$2" ]; }
new() { # NAME [DISK-FORMAT]: a queued image; prints its id
  api server POST /v2/images "${json[@]}" -d "{\"name\": \"$1\", \"disk_format\": \"${2:-raw}\", \"container_format\": \"bare\"}" | jq -r .id
}
stage() { api server PUT "/v2/images/$1/stage" "${octets[@]}" --data-binary "@$2" -o /dev/null -w '%{http_code}'; }
import() { # ID METHOD [MORE]: prints the status
  api server POST "/v2/images/$1/import" "${json[@]}" -d "{\"method\": $2${3:+, $3}}" -o "$SCRATCH/answer" -w '%{http_code}'
}
DIRECT='{"name": "glance-direct"}'
COPY='{"name": "copy-image"}'
web() { printf '{"name": "web-download", "uri": "http://127.0.0.1:%s/%s"}' "$WEB_PORT" "$1"; }
task() { api server GET "/v2/images/$1/tasks" | jq -r ".tasks[-1].$2"; }
task_is() { [ "$(task "$1" status)" = "$2" ]; }
sha() { sha512sum "$1" | cut -d ' ' -f 1; }

# --- glance-direct
ID=$(new direct)
same "stage answers 204" 204 "$(stage "$ID" "$SCRATCH/web/data.img")"
same "…the image is uploading" uploading "$(field "$ID" status)"
same "…has a size" 3000000 "$(field "$ID" size)"
same "…and no store" null "$(field "$ID" stores)"
check "the staged file has the image's name" test -f "$SCRATCH/staging/$ID"
same "a second stage is a conflict" 409 "$(stage "$ID" "$SCRATCH/web/data.img")"
same "the staging area is hidden" '["fast","slow"]' "$(api server GET /v2/info/stores | jq -c '[.stores[].id]')"
same "import answers 202" 202 "$(import "$ID" "$DIRECT" '"stores": ["slow", "fast"]')"
check "…and the image becomes active" wait_for 30 status_is "$ID" active
check "…the task succeeds" wait_for 10 task_is "$ID" success
same "…with the image as its result" "$ID" "$(task "$ID" result.image_id)"
same "…of type api_image_import" api_image_import "$(task "$ID" type)"
same "the digest is right" "$(sha "$SCRATCH/web/data.img")" "$(field "$ID" os_hash_value)"
same "both stores have it" fast,slow "$(field "$ID" stores | tr , '\n' | sort | paste -sd,)"
check "the same bytes come back" cmp "$SCRATCH/web/data.img" <(api server GET "/v2/images/$ID/file")
refused "nothing is staged any more" test -e "$SCRATCH/staging/$ID"
same "the lock is gone" null "$(field "$ID" os_glance_import_task)"
same "no store waits" "" "$(field "$ID" os_glance_importing_to_stores)"
same "metadata were injected" oriel "$(field "$ID" imported_by)"
same "an active image takes no import" 409 "$(import "$ID" "$DIRECT")"

# --- web-download
ID=$(new web)
same "web-download answers 202" 202 "$(import "$ID" "$(web data.img)")"
check "…and the image becomes active" wait_for 30 status_is "$ID" active
same "…with the right digest" "$(sha "$SCRATCH/web/data.img")" "$(field "$ID" os_hash_value)"
same "…in the default store" fast "$(field "$ID" stores)"
WEB_ID=$ID
ID=$(new moved)
same "a redirect is followed" 202 "$(import "$ID" "$(web moved)")"
check "…to its end" wait_for 30 status_is "$ID" active
ID=$(new forbidden)
same "a forbidden host is refused at once" 400 "$(import "$ID" '{"name": "web-download", "uri": "http://192.0.2.1/x"}')"
same "…so is a number for a host" 400 "$(import "$ID" '{"name": "web-download", "uri": "http://2130706433/x"}')"
same "a redirect to a forbidden host is taken" 202 "$(import "$ID" "$(web away)")"
check "…and fails in the task" wait_for 20 task_is "$ID" failure
check "…which says why" grep -q 'does not pass filtering' <<<"$(task "$ID" message)"
same "…the image is queued again" queued "$(field "$ID" status)"
same "…without a lock" null "$(field "$ID" os_glance_import_task)"
for what in short missing.img; do
  same "$what: another try is taken" 202 "$(import "$ID" "$(web $what)")"
  check "…and fails" wait_for 20 task_is "$ID" failure
  same "…back to queued" queued "$(field "$ID" status)"
done
check "…with nothing staged" test ! -e "$SCRATCH/staging/$ID"
same "the same image can succeed later" 202 "$(import "$ID" "$(web data.img)")"
check "…and does" wait_for 30 status_is "$ID" active

# --- data that are not what they should be
ID=$(new lying)
same "data of another format are staged" 204 "$(stage "$ID" "$SCRATCH/web/lying.img")"
same "…their import is taken" 202 "$(import "$ID" "$DIRECT")"
check "…and fails in the task" wait_for 20 task_is "$ID" failure
note "message: $(task "$ID" message)"
same "…the image is queued" queued "$(field "$ID" status)"
same "…no store has them" "" "$(find "$SCRATCH/fast" "$SCRATCH/slow" "$SCRATCH/staging" -name "$ID*")"
same "…and the image can be staged again" 204 "$(stage "$ID" "$SCRATCH/web/data.img")"
same "…and deleted" 204 "$(api server DELETE "/v2/images/$ID" -o /dev/null -w '%{http_code}')"
check "…with what was staged" test ! -e "$SCRATCH/staging/$ID"

# --- copy-image
same "copy-image answers 202" 202 "$(import "$WEB_ID" "$COPY" '"all_stores": true')"
check "…and the task succeeds" wait_for 20 task_is "$WEB_ID" success
check "…with a copy in both stores" wait_for 10 test -f "$SCRATCH/slow/$WEB_ID" -a -f "$SCRATCH/fast/$WEB_ID"
check "…of the same bytes" cmp "$SCRATCH/slow/$WEB_ID" "$SCRATCH/web/data.img"
same "…while it stays active" active "$(field "$WEB_ID" status)"
same "a copy to where it is already is refused" 400 "$(import "$WEB_ID" "$COPY" '"stores": ["slow"]')"

# --- one store fails
ID=$(new partly)
mkdir -p "$SCRATCH/slow.moved" && mv "$SCRATCH/slow" "$SCRATCH/slow.away" && : >"$SCRATCH/slow"
same "an import with a broken store is taken" 202 "$(import "$ID" "$(web data.img)" '"stores": ["slow", "fast"], "all_stores_must_succeed": false')"
check "…and goes on without it" wait_for 30 status_is "$ID" active
check "…to its end" wait_for 10 task_is "$ID" success
same "…naming the store that failed" slow "$(field "$ID" os_glance_failed_import)"
ID=$(new wholly)
same "if all have to succeed" 202 "$(import "$ID" "$(web data.img)" '"stores": ["fast", "slow"]')"
check "…one failing store fails it" wait_for 30 task_is "$ID" failure
same "…and the image is queued" queued "$(field "$ID" status)"
same "…with nothing left" "" "$(find "$SCRATCH/fast" "$SCRATCH/staging" -name "$ID*")"
rm "$SCRATCH/slow" && mv "$SCRATCH/slow.away" "$SCRATCH/slow"

# --- the lock, and a crash in the middle
ID=$(new slowly)
same "a slow download is taken" 202 "$(import "$ID" "$(web slow)")"
check "…the image is importing" wait_for 10 status_is "$ID" importing
same "…a second import is a conflict" 409 "$(import "$ID" "$(web slow)")"
check "kill -9 in the middle" kill -9 "$(server_pid server)"
HALF=$(mktemp -p "$SCRATCH")
check "the server starts again" server_up server --conf "$SCRATCH/glance-api.conf"
check "…and the import goes on to its end" wait_for 60 status_is "$ID" active
check "…the task succeeds" wait_for 10 task_is "$ID" success
same "…the size is right" 2000000 "$(field "$ID" size)"
rm -f "$HALF"

ID=$(new cut)
(api server PUT "/v2/images/$ID/stage" "${octets[@]}" --limit-rate 2M --data-binary "@$SCRATCH/web/large.img" >/dev/null 2>&1) &
HELPERS+=($!)
check "data are on their way into the staging area" wait_for 10 status_is "$ID" uploading
same "…and cannot be imported yet" 409 "$(import "$ID" "$DIRECT")"
check "kill -9 in the middle" kill -9 "$(server_pid server)"
check "the server starts again" server_up server --conf "$SCRATCH/glance-api.conf"
check "…and the image is queued again" wait_for 30 status_is "$ID" queued
same "…with nothing staged" "" "$(find "$SCRATCH/staging" -type f)"

# --- tasks
INPUT="{\"type\": \"import\", \"input\": {\"import_from\": \"http://127.0.0.1:$WEB_PORT/data.img\", \"import_from_format\": \"raw\", \"image_properties\": {\"name\": \"by task\", \"disk_format\": \"raw\", \"container_format\": \"bare\"}}}"
api server POST /v2/tasks "${json[@]}" -d "$INPUT" >"$SCRATCH/task.json"
TASK=$(jq -r .id "$SCRATCH/task.json")
ID=$(jq -r .image_id "$SCRATCH/task.json")
check "a task makes an image" wait_for 30 status_is "$ID" active
same "…and says so" success "$(wait_for 10 task_is "$ID" success; api server GET "/v2/tasks/$TASK" | jq -r .status)"
same "a task is not deleted" 405 "$(api server DELETE "/v2/tasks/$TASK" -o /dev/null -w '%{http_code}')"

# --- the real clients
export OS_CLIENT_CONFIG_FILE=$SCRATCH/server/clouds.yaml
if command -v /usr/bin/openstack >/dev/null && [ -s "$OS_CLIENT_CONFIG_FILE" ]; then
  os() { timeout 120 /usr/bin/openstack --os-cloud oriel "$@" <&-; }
  check "openstack image create --import" os image create --import --disk-format raw --container-format bare --file "$SCRATCH/web/data.img" client
  check "…becomes active" wait_for 60 status_is "$(os image show client -f value -c id)" active
  if os image import --help 2>&1 | grep -q -- --method; then
    check "openstack image create for a download" os image create --disk-format raw --container-format bare fetched
    check "openstack image import --method web-download" os image import --method web-download --uri "http://127.0.0.1:$WEB_PORT/data.img" fetched
    check "…becomes active" wait_for 60 status_is "$(os image show fetched -f value -c id)" active
  else
    skip "openstack image import" "this openstack client does not know it"
  fi
else
  skip "the real client" "openstack or clouds.yaml is not there"
fi
finish
