#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Members, actions, stores, locations, changes of images: the real clients and the codes on the wire,
# behind a real Keystone on MariaDB, with two file stores and one of web servers.
. "$(dirname "$0")/lib.sh"
for tool in /usr/bin/openstack /usr/bin/glance keystone-manage uwsgi nginx mariadbd jq curl; do
  command -v "$tool" >/dev/null || { skip "images" "$tool is not installed"; finish; }
done
mariadb_up && mariadb_database glance || { skip "images" "MariaDB does not start"; finish; }
check "a real Keystone" keystone_up || finish
UP_WEB=$(real web start 2>&1) || { not_ok "a web server: $UP_WEB"; finish; }
CONF=$(env NAME=images STORES=multi SECURE_RBAC=True DATABASE="$(mariadb_url glance)" "$ROOT/itests/servers/glance.sh" conf) ||
  { not_ok "a configuration"; finish; }
check "a server starts on Glance's configuration" server_up server --conf "$CONF" || finish

export OS_CLIENT_CONFIG_FILE=$SERVERS_DIR/keystone/clouds.yaml
os() { timeout 120 /usr/bin/openstack --os-cloud "$@" </dev/null; }
declare -A TOKEN
for who in admin demo alt reader glance; do TOKEN[$who]=$(keystone_token "$who"); done
gl() { # CLOUD COMMAND...; without an address of Keystone the client stumbles over the schema that it keeps
  local who=$1
  shift
  HOME=$SCRATCH timeout 120 /usr/bin/glance --os-auth-token "${TOKEN[$who]}" --os-auth-url "$KEYSTONE_URL" \
    --os-image-url "http://127.0.0.1:$PORT" "$@" </dev/null
}
# call CLOUD METHOD PATH [BODY [CURL-OPTION...]]: leaves body and headers in files; prints the status
call() {
  local who=$1 method=$2 path=$3 body=${4:-}
  shift $(($# > 4 ? 4 : $#))
  curl -sS --max-time 60 -o "$SCRATCH/body" -D "$SCRATCH/head" -w '%{http_code}' -X "$method" \
    -H "X-Auth-Token: ${TOKEN[$who]}" ${body:+--data-raw "$body"} "$@" "http://127.0.0.1:$PORT$path"
}
code() { # WHAT EXPECTED CLOUD METHOD PATH [BODY [CURL-OPTION...]]
  local what=$1 expected=$2 got
  shift 2
  got=$(call "$@")
  same "$what: $expected" "$expected" "$got" || head -c 400 "$SCRATCH/body" | sed 's/^/#   /'
}
V21='Content-Type: application/openstack-images-v2.1-json-patch'
patch() { code "$1" "$2" "$3" PATCH "/v2/images/$4" "$5" -H "$V21"; } # WHAT EXPECTED CLOUD ID DOCUMENT
now() { call admin GET "/v2/images/$1" >/dev/null && jq -r "$2" "$SCRATCH/body"; } # ID FILTER
make() { # CLOUD [ATTRIBUTES]: a new image; prints its id
  call "$1" POST /v2/images "{\"disk_format\": \"raw\", \"container_format\": \"bare\"${2:+, $2}}" >/dev/null
  jq -r .id "$SCRATCH/body"
}
fill() { # ID [STORE]: gives it data
  code "upload" 204 "${WHO:-demo}" PUT "/v2/images/$1/file" "some data" -H 'Content-Type: application/octet-stream' ${2:+-H "X-Image-Meta-Store: $2"}
}
project() { curl -sS -H "X-Auth-Token: ${TOKEN[$1]}" -H "X-Subject-Token: ${TOKEN[$1]}" "$KEYSTONE_URL/auth/tokens" | jq -r .token.project.id; }
ALT=$(project alt)
DEMO=$(project demo)

note "members"
ID=$(make demo '"name": "shared"')
check "a new image is shared" os demo image show shared
code "another project does not see it" 404 alt GET "/v2/images/$ID"
check "share it" os demo image add project shared "$ALT"
code "now it does" 200 alt GET "/v2/images/$ID"
same "but its list does not" 0 "$(call alt GET '/v2/images' >/dev/null && jq '.images | length' "$SCRATCH/body")"
check "accept it" os alt image set --accept "$ID"
same "now its list does" "$ID" "$(call alt GET /v2/images >/dev/null && jq -r '.images[].id' "$SCRATCH/body")"
same "the owner sees the answer" "$ALT accepted" "$(gl demo member-list --image-id "$ID" | awk 'NR==4 {print $4, $6}')"
code "twice is once too often" 409 demo POST "/v2/images/$ID/members" "{\"member\": \"$ALT\"}"
code "no member" 400 demo POST "/v2/images/$ID/members" '{}'
code "a member cannot share on" 403 alt POST "/v2/images/$ID/members" '{"member": "x"}'
code "the owner cannot answer" 403 demo PUT "/v2/images/$ID/members/$ALT" '{"status": "rejected"}'
code "no such answer" 400 alt PUT "/v2/images/$ID/members/$ALT" '{"status": "perhaps"}'
code "no such member" 404 demo GET "/v2/images/$ID/members/nobody"
code "a reader cannot share" 403 reader POST "/v2/images/$ID/members" '{"member": "x"}'
check "glance: member-create" gl demo member-create "$ID" 17
same "a member sees only itself" "$ALT" "$(call alt GET "/v2/images/$ID/members" >/dev/null && jq -r '.members[].member_id' "$SCRATCH/body")"
check "glance: member-get" gl demo member-get "$ID" 17
check "glance: member-update" gl alt member-update "$ID" "$ALT" rejected
check "glance: member-delete" gl demo member-delete "$ID" 17
patch "a private image" 200 demo "$ID" '[{"op": "replace", "path": "/visibility", "value": "private"}]'
code "has no members" 403 demo GET "/v2/images/$ID/members"
code "and shows none" 404 demo GET "/v2/images/$ID/members/$ALT"
code "its members do not see it" 404 alt GET "/v2/images/$ID"
patch "shared again" 200 demo "$ID" '[{"op": "replace", "path": "/visibility", "value": "shared"}]'
code "they do again" 200 alt GET "/v2/images/$ID"
check "share it no more" os demo image remove project shared "$ALT"
code "gone for them" 404 alt GET "/v2/images/$ID"

note "actions"
code "a queued image cannot be deactivated" 403 demo POST "/v2/images/$ID/actions/deactivate"
fill "$ID"
check "deactivate" os demo image set --deactivate shared
same "it is deactivated" deactivated "$(now "$ID" .status)"
code "its data are withheld" 403 demo GET "/v2/images/$ID/file"
code "not from administrators" 200 admin GET "/v2/images/$ID/file"
same "its owner sees no locations" "0 null null" "$(call demo GET "/v2/images/$ID" >/dev/null && jq -r '"\(.locations | length) \(.direct_url) \(.stores)"' "$SCRATCH/body")"
same "administrators do" 1 "$(now "$ID" '.locations | length')"
code "twice is fine" 204 demo POST "/v2/images/$ID/actions/deactivate"
check "activate" os demo image set --activate shared
check "glance: image-deactivate" gl demo image-deactivate "$ID"
check "glance: image-reactivate" gl demo image-reactivate "$ID"
code "no body is wanted" 400 demo POST "/v2/images/$ID/actions/deactivate" '{}'
code "deactivated and deleted" 204 demo POST "/v2/images/$ID/actions/deactivate"
BLOB=$SERVERS_DIR/images/data-fast/$ID
check "its data lie in the default store" test -e "$BLOB"
code "by its owner" 204 demo DELETE "/v2/images/$ID"
refused "its data are gone" test -e "$BLOB"

note "stores"
check "glance: import-info" gl demo import-info
check "glance: stores-info" gl demo stores-info
call demo GET /v2/info/stores >/dev/null
same "the stores" 'cheap null null,fast true null,web null true' "$(jq -r '[.stores[] | "\(.id) \(.default) \(."read-only")"] | join(",")' "$SCRATCH/body")"
code "their details are for administrators" 403 demo GET /v2/info/stores/detail
code "for these they are there" 200 admin GET /v2/info/stores/detail
same "the directory of a file store" "$SERVERS_DIR/images/data-fast" "$(jq -r '.stores[] | select(.id == "fast") | .properties.data_dir' "$SCRATCH/body")"
ID=$(make demo)
fill "$ID" cheap
same "it lies in the wanted store" cheap "$(now "$ID" .stores)"
OTHER=$(make demo)
code "an unknown store" 400 demo PUT "/v2/images/$OTHER/file" x -H 'Content-Type: application/octet-stream' -H 'X-Image-Meta-Store: nowhere'
code "a store that cannot be written" 410 demo PUT "/v2/images/$OTHER/file" x -H 'Content-Type: application/octet-stream' -H 'X-Image-Meta-Store: web'
same "leaves the image queued" queued "$(now "$OTHER" .status)"
code "an unknown store to prefer" 400 demo GET "/v2/images/$ID/file?prefer=nowhere"

note "locations by PATCH"
URL=http://127.0.0.1:$WEB_PORT/tiny.img
printf 'some data' >"$SERVERS_DIR/www/same"
SAME=http://127.0.0.1:$WEB_PORT/same
check "glance: location-add" gl demo location-add --url "$SAME" "$ID"
same "two stores hold it" cheap,web "$(now "$ID" '.stores | split(",") | sort | join(",")')"
patch "the same again" 400 demo "$ID" "[{\"op\": \"add\", \"path\": \"/locations/-\", \"value\": {\"url\": \"$SAME\", \"metadata\": {}}}]"
patch "nothing there" 400 demo "$ID" "[{\"op\": \"add\", \"path\": \"/locations/-\", \"value\": {\"url\": \"$SAME.not\", \"metadata\": {}}}]"
patch "a file of the server" 400 demo "$ID" '[{"op": "add", "path": "/locations/-", "value": {"url": "file:///etc/passwd", "metadata": {}}}]'
patch "where clouds keep secrets" 400 demo "$ID" '[{"op": "add", "path": "/locations/-", "value": {"url": "http://169.254.169.254/latest", "metadata": {}}}]'
patch "an empty list" 403 demo "$ID" '[{"op": "replace", "path": "/locations", "value": []}]'
patch "no such place" 400 admin "$ID" '[{"op": "remove", "path": "/locations/7"}]'
patch "no right" 403 demo "$ID" '[{"op": "remove", "path": "/locations/0"}]'
patch "a digest that cannot be" 409 demo "$ID" "[{\"op\": \"add\", \"path\": \"/locations/-\", \"value\": {\"url\": \"$URL\", \"metadata\": {}, \"validation_data\": {\"os_hash_algo\": \"sha512\", \"os_hash_value\": \"ab\"}}}]"
check "glance: location-update" gl demo location-update --url "$SAME" --metadata '{"note": "here"}' "$ID"
same "the note is there, and the store still" "here web" "$(now "$ID" '.locations[] | select(.metadata.note) | "\(.metadata.note) \(.metadata.store)"')"
code "read from the preferred store" 200 demo GET "/v2/images/$ID/file?prefer=web"
same "the same bytes" "some data" "$(cat "$SCRATCH/body")"
code "one cannot delete from a store that is not there" 409 admin DELETE "/v2/stores/nowhere/$ID"
code "nor what is not in it" 404 admin DELETE "/v2/stores/fast/$ID"
code "nor without the right" 403 demo DELETE "/v2/stores/cheap/$ID"
check "glance: stores-delete" gl admin stores-delete --store cheap "$ID"
same "one store holds it" web "$(now "$ID" .stores)"
refused "the other copy is gone" test -e "$SERVERS_DIR/images/data-cheap/$ID"
code "the last copy stays" 403 admin DELETE "/v2/stores/web/$ID"
patch "also from PATCH" 403 admin "$ID" '[{"op": "remove", "path": "/locations/0"}]'
code "delete the image" 204 demo DELETE "/v2/images/$ID"
same "its web page stays" 200 "$(curl -s -o /dev/null -w '%{http_code}' "$SAME")"

note "the locations API"
state() { now "$1" "$2"; }
DIGEST=$(sha256sum "$SERVERS_DIR/www/tiny.img" | cut -d ' ' -f 1)
ID=$(make demo)
code "data elsewhere" 202 demo POST "/v2/images/$ID/locations" "{\"url\": \"$URL\"}"
digested() { [ "$(now "$1" .os_hash_value)" = "$(sha512sum "$SERVERS_DIR/www/tiny.img" | cut -d ' ' -f 1)" ]; }
check "become the image's, and their digest is found" wait_for 30 digested "$ID"
same "the image is active, with size and MD5" "active 1048576 $(md5sum "$SERVERS_DIR/www/tiny.img" | cut -d ' ' -f 1)" "$(now "$ID" '"\(.status) \(.size) \(.checksum)"')"
refused "nothing of the work is left" grep -q os_glance "$SCRATCH/body"
code "download it" 200 demo GET "/v2/images/$ID/file"
check "the same bytes" cmp "$SCRATCH/body" "$SERVERS_DIR/www/tiny.img"
code "a part of it" 206 demo GET "/v2/images/$ID/file" '' -H 'Range: bytes=1000-1999'
check "the same bytes, in part" cmp "$SCRATCH/body" <(tail -c +1001 "$SERVERS_DIR/www/tiny.img" | head -c 1000)
code "only once" 409 demo POST "/v2/images/$ID/locations" "{\"url\": \"$URL\"}"
code "where it lies is for services" 403 demo GET "/v2/images/$ID/locations"
code "a service may ask" 200 glance GET "/v2/images/$ID/locations"
same "and is told" "[\"$URL\"]" "$(jq -c '[.[].url]' "$SCRATCH/body")"
code "delete it" 204 demo DELETE "/v2/images/$ID"
ID=$(make demo)
code "only the web is for everybody" 403 demo POST "/v2/images/$ID/locations" '{"url": "rbd://pool/image"}'
code "a digest of another length" 400 demo POST "/v2/images/$ID/locations" "{\"url\": \"$URL\", \"validation_data\": {\"os_hash_algo\": \"sha256\", \"os_hash_value\": \"ab\"}}"
code "no place at all" 400 demo POST "/v2/images/$ID/locations" '{}'
code "not for readers" 403 reader POST "/v2/images/$ID/locations" "{\"url\": \"$URL\"}"
code "not for strangers" 404 alt POST "/v2/images/$ID/locations" "{\"url\": \"$URL\"}"
code "a wrong digest is found out later" 202 demo POST "/v2/images/$ID/locations" "{\"url\": \"$URL\", \"validation_data\": {\"os_hash_algo\": \"sha256\", \"os_hash_value\": \"${DIGEST//[0-9]/f}\"}}"
free() { call admin GET "/v2/images/$1" >/dev/null && jq -e '.status == "queued" and (has("os_glance_import_task") | not)' "$SCRATCH/body"; }
check "and queues the image again" wait_for 30 free "$ID"
code "the right one" 202 demo POST "/v2/images/$ID/locations" "{\"url\": \"$URL\", \"validation_data\": {\"os_hash_algo\": \"sha256\", \"os_hash_value\": \"$DIGEST\"}}"
active() { [ "$(now "$1" .status)" = active ]; }
check "makes it active" wait_for 30 active "$ID"
same "with that digest" "sha256 $DIGEST" "$(now "$ID" '"\(.os_hash_algo) \(.os_hash_value)"')"

note "states, for clients that ask for them"
tagged() { tr -d '\r' <"$SCRATCH/head" | sed -n 's/^etag: *//Ip'; } # of the last answer
renamed() { printf '[{"op": "replace", "path": "/name", "value": "%s"}]' "$1"; }
NEW=$(make demo)
code "an image" 200 demo GET "/v2/images/$NEW"
FIRST=$(tagged)
check "has a state" grep -q '^"..*"$' <<<"$FIRST"
code "a client that has it gets nothing again" 304 demo GET "/v2/images/$NEW" '' -H "If-None-Match: $FIRST"
same "…not a byte" "0" "$(curl -s -o /dev/null -w '%{size_download}' -H "X-Auth-Token: ${TOKEN[demo]}" -H "If-None-Match: $FIRST" "http://127.0.0.1:$PORT/v2/images/$NEW")"
code "who has another gets it" 200 demo GET "/v2/images/$NEW" '' -H 'If-None-Match: "other"'
code "a change of that state" 200 demo PATCH "/v2/images/$NEW" "$(renamed one)" -H "$V21" -H "If-Match: $FIRST"
SECOND=$(tagged)
code "a late one" 412 demo PATCH "/v2/images/$NEW" "$(renamed two)" -H "$V21" -H "If-Match: $FIRST"
same "changes nothing" one "$(now "$NEW" .name)"
code "a list of states" 200 demo PATCH "/v2/images/$NEW" "$(renamed three)" -H "$V21" -H "If-Match: $FIRST, $SECOND"
code "any state" 200 demo PATCH "/v2/images/$NEW" "$(renamed four)" -H "$V21" -H 'If-Match: *'
code "what is no state" 400 demo PATCH "/v2/images/$NEW" "$(renamed five)" -H "$V21" -H 'If-Match: nonsense'
patch "old clients do not ask" 200 demo "$NEW" "$(renamed six)"
check "…nor does glance" gl demo image-update --name seven "$NEW"
code "upload" 204 demo PUT "/v2/images/$NEW/file" "some data" -H 'Content-Type: application/octet-stream'
code "data are another state" 200 demo GET "/v2/images/$NEW" '' -H "If-None-Match: $SECOND"
code "a late deletion" 412 demo DELETE "/v2/images/$NEW" '' -H "If-Match: $SECOND"
code "is there still" 200 demo GET "/v2/images/$NEW"
THIRD=$(tagged)
code "others may see another state" 200 admin GET "/v2/images/$NEW"
code "a deletion of that state" 204 demo DELETE "/v2/images/$NEW" '' -H "If-Match: $THIRD"

note "changes"
patch "the owner stays the owner" 403 demo "$ID" "[{\"op\": \"replace\", \"path\": \"/owner\", \"value\": \"$ALT\"}]"
patch "also by adding" 403 demo "$ID" "[{\"op\": \"add\", \"path\": \"/owner\", \"value\": \"$ALT\"}]"
patch "unless an administrator wants it" 200 admin "$ID" "[{\"op\": \"replace\", \"path\": \"/owner\", \"value\": \"$ALT\"}]"
code "gone for the one" 404 demo GET "/v2/images/$ID"
code "there for the other" 200 alt GET "/v2/images/$ID"
patch "back" 200 admin "$ID" "[{\"op\": \"replace\", \"path\": \"/owner\", \"value\": \"$DEMO\"}]"
patch "read-only" 403 demo "$ID" '[{"op": "replace", "path": "/status", "value": "queued"}]'
patch "reserved" 403 demo "$ID" '[{"op": "add", "path": "/os_glance_x", "value": "y"}]'
patch "inner names" 409 demo "$ID" '[{"op": "replace", "path": "/image_id", "value": "x"}]'
patch "stores" 409 demo "$ID" '[{"op": "replace", "path": "/stores", "value": "x"}]'
patch "the format of an active image" 403 demo "$ID" '[{"op": "replace", "path": "/disk_format", "value": "qcow2"}]'
patch "what may not be removed" 403 demo "$ID" '[{"op": "remove", "path": "/name"}]'
patch "all or nothing" 409 demo "$ID" '[{"op": "add", "path": "/a", "value": "b"}, {"op": "remove", "path": "/missing"}]'
same "nothing it is" null "$(now "$ID" .a)"
code "another media type" 415 demo PATCH "/v2/images/$ID" '[]' -H 'Content-Type: application/json-patch+json'
code "digests at creation" 403 demo POST /v2/images '{"os_hash_algo": "sha512", "os_hash_value": "x"}'
code "four-byte characters, on tables of three" 400 demo POST /v2/images '{"name": "a 😀"}'

check "down" server_down server
finish
