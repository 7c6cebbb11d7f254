#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Unified limits of a real Keystone: registered ones, those of a project, raised and lowered while the server runs, and an outage.
. "$(dirname "$0")/lib.sh"
export IMAGE_ENDPOINT=http://127.0.0.1:$PORT
if ! { mariadb_up && mariadb_database glance && keystone_up; }; then
  skip "unified limits of a real Keystone" "no MariaDB or no Keystone here, or they do not start"
  finish
fi
ADMIN=$(keystone_token admin)
keystone() { # METHOD PATH [JSON]
  curl -sS --max-time 60 -X "$1" -H "X-Auth-Token: $ADMIN" -H 'Content-Type: application/json' ${3:+-d "$3"} "$KEYSTONE_URL$2"
}
SERVICE=$(keystone GET '/services?type=image' | jq -r '.services[0].id')
ENDPOINT=$(keystone GET "/endpoints?service_id=$SERVICE&interface=public" | jq -r '.endpoints[0].id')
PROJECT=$(keystone GET '/projects?name=demo' | jq -r '.projects[0].id')
GLANCE=$(keystone GET '/users?name=glance' | jq -r '.users[0].id')
ROLE=$(keystone GET '/roles?name=reader' | jq -r '.roles[0].id')
keystone PUT "/system/users/$GLANCE/roles/$ROLE" >/dev/null
keystone POST /registered_limits "{\"registered_limits\": [
  {\"service_id\": \"$SERVICE\", \"region_id\": \"RegionOne\", \"resource_name\": \"image_size_total\", \"default_limit\": 2},
  {\"service_id\": \"$SERVICE\", \"region_id\": \"RegionOne\", \"resource_name\": \"image_stage_total\", \"default_limit\": 2},
  {\"service_id\": \"$SERVICE\", \"region_id\": \"RegionOne\", \"resource_name\": \"image_count_total\", \"default_limit\": 3},
  {\"service_id\": \"$SERVICE\", \"region_id\": \"RegionOne\", \"resource_name\": \"image_count_uploading\", \"default_limit\": 1}]}" >/dev/null
SERVICE_PASS=$(. "$ROOT/itests/servers/lib.sh" && printf '%s' "$SERVICE_PASS")
cat >"$SCRATCH/glance-api.conf" <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $PORT
use_keystone_limits = true
enabled_backends = fast:file
[database]
connection = $(mariadb_url glance)
[paste_deploy]
flavor = keystone
[keystone_authtoken]
auth_url = $KEYSTONE_URL
auth_type = password
username = glance
password = $SERVICE_PASS
project_name = service
user_domain_id = default
project_domain_id = default
[oslo_limit]
auth_url = $KEYSTONE_URL
auth_type = password
username = glance
password = $SERVICE_PASS
user_domain_id = default
system_scope = all
endpoint_id = $ENDPOINT
[glance_store]
default_backend = fast
[fast]
filesystem_store_datadir = $SCRATCH/fast
END
check "a server starts on a configuration with limits" server_up server --conf "$SCRATCH/glance-api.conf" || finish
DEMO=$(keystone_token demo)
image_api() { curl -sS --max-time 60 -X "$1" -H "X-Auth-Token: $DEMO" "http://127.0.0.1:$PORT$2" "${@:3}"; }
status() { image_api "$@" -o /dev/null -w '%{http_code}'; }
create() { image_api POST /v2/images -H 'Content-Type: application/json' -d '{"disk_format": "raw", "container_format": "bare"}' "$@"; }
upload() { status PUT "/v2/images/$1/file" -H 'Content-Type: application/octet-stream' --data-binary "@$SCRATCH/$2"; }
usage() { image_api GET /v2/info/usage | jq -c ".usage.$1"; }
head -c 3145728 /dev/zero >"$SCRATCH/three"
head -c 1000 /dev/zero >"$SCRATCH/little"
same "usage is told with the registered limits" '{"usage":0,"limit":3}' "$(usage image_count_total)"
ONE=$(create | jq -r .id) TWO=$(create | jq -r .id) THREE=$(create | jq -r .id)
same "one image more than the limit is refused" 413 "$(create -o /dev/null -w '%{http_code}')"
check "in Glance's words" grep -q 'Resource image_count_total is over limit of 3 due to current usage 3 and delta 1' <<<"$(create)"
same "data may go beyond the limit of bytes once" 204 "$(upload "$ONE" three)"
same "but not again" 413 "$(upload "$TWO" little)"
same "the image is still queued" queued "$(image_api GET "/v2/images/$TWO" | jq -r .status)"
same "usage is told in MiB" '{"usage":3,"limit":2}' "$(usage image_size_total)"
LIMIT=$(keystone POST /limits "{\"limits\": [{\"service_id\": \"$SERVICE\", \"region_id\": \"RegionOne\", \"resource_name\": \"image_size_total\",
  \"resource_limit\": 10, \"project_id\": \"$PROJECT\"}]}" | jq -r '.limits[0].id')
same "a raised limit of the project counts at once" 204 "$(upload "$TWO" little)"
keystone PATCH "/limits/$LIMIT" '{"limit": {"resource_limit": 1}}' >/dev/null
sleep 1.2
same "a lowered one after a second" 413 "$(upload "$THREE" little)"
same "deleting makes room" 204 "$(status DELETE "/v2/images/$ONE")"
same "for data" 204 "$(upload "$THREE" little)"
same "and for an image" 201 "$(create -o /dev/null -w '%{http_code}')"
DEMO_HEADER=$(status GET "/v2/images/$TWO")
same "a token is known before the outage" 200 "$DEMO_HEADER"
real keystone stop >/dev/null 2>&1
sleep 1.2
same "without Keystone, what needs a limit is told to come again" 503 "$(status POST /v2/images -H 'Content-Type: application/json' -d '{}')"
same "what needs none goes on" 200 "$(status GET "/v2/images/$TWO")"
check "down" server_down server
refused "no secret is in the log" grep -q "$SERVICE_PASS" "$(server_log server)"
finish
