#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Who may do what: six callers x every operation, under the new defaults and the legacy ones, with expectations of the
# specification; then rules, protections, quotas and typed properties of an operator's own, and what explains them.
. "$(dirname "$0")/lib.sh"
conf() { # FILE LINES-OF-DEFAULT...: a configuration with callers whom a proxy has made out
  local file=$1 data=$2 defaults=$3
  shift 3
  cat >"$file" <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $PORT
allow_anonymous_access = true
enabled_backends = fast:file,slow:file,web:http
enabled_import_methods = glance-direct,web-download,copy-image,glance-download
show_multiple_locations = true
image_cache_dir = $data/cache
$(printf '%s\n' "$@")
[oriel_identity]
provider = headers
[import_filtering_opts]
allowed_hosts = 127.0.0.1
[oslo_policy]
enforce_new_defaults = $defaults
[glance_store]
default_backend = fast
[fast]
filesystem_store_datadir = $data/fast
[slow]
filesystem_store_datadir = $data/slow
END
}
mkdir -p "$SCRATCH/own/policy.d"
conf "$SCRATCH/new.conf" "$SCRATCH/new" true
conf "$SCRATCH/legacy.conf" "$SCRATCH/legacy" false
conf "$SCRATCH/own/glance-api.conf" "$SCRATCH/rules" true "user_storage_quota = 2KB" "property_protection_file = protections.conf" \
  "image_tag_quota = 3"

if check "a server with the new defaults starts" server_up new --conf "$SCRATCH/new.conf"; then
  python policymatrix new "$PORT"
  image=$(curl -sS -X POST "http://127.0.0.1:$PORT/v2/images" -H 'X-Identity-Status: Confirmed' -H 'X-User-Id: u1' -H 'X-Project-Id: p1' \
    -H 'X-Roles: member,reader' -H 'Content-Type: application/json' -d '{"name": "explained", "visibility": "private"}' | jq -r .id)
  said=$(server_shell new "oriel:policy-check --rule delete_image --user u1 --project p1 --roles member --image $image")
  same "policy-check allows the owner" 0 $?
  check "and says which part does" grep -q 'yes .*project_id:%(project_id)s' <<<"$said"
  said=$(server_shell new "oriel:policy-check --rule delete_image --user u2 --project p2 --roles member --image $image")
  [ $? != 0 ]
  same "policy-check refuses a stranger by its exit status" 0 $?
  check "and says that he may not know of it" grep -q 'may not know of the image' <<<"$said"
  same "no limits are kept, none are told" '{"usage":{}}' "$(curl -sS "http://127.0.0.1:$PORT/v2/info/usage" -H 'X-Identity-Status: Confirmed' \
    -H 'X-Project-Id: p1' -H 'X-Roles: reader')"
  check "down" server_down new
fi
if check "a server with the legacy defaults starts" server_up legacy --conf "$SCRATCH/legacy.conf"; then
  python policymatrix legacy "$PORT"
  check "down" server_down legacy
fi
cat >"$SCRATCH/own/policy.yaml" <<'END'
# one rule as text, one in lines, one as an older list
"publicize_image": "role:publisher"
delete_image: >-
  rule:context_is_admin or
  (role:member and project_id:%(project_id)s and not 'keep':%(fate)s)
deactivate: [["role:admin"], ["role:operator"]]
END
echo '{"copy_image": "role:copier"}' >"$SCRATCH/own/policy.d/10-first.json"
cat >"$SCRATCH/own/protections.conf" <<'END'
[^secret]
create = admin
read = admin,auditor
update = admin
delete = admin
[^stamp]
create = member
read = member,admin
update = admin
delete = !
[.*]
create = @
read = @
update = @
delete = @
END
cat >"$SCRATCH/own/schema-image.json" <<'END'
{"properties": {"tier": {"type": "string", "enum": ["gold", "iron"], "description": "How much it may cost"}}, "required": []}
END
if check "a server with an operator's own rules starts" server_up rules --conf "$SCRATCH/own/glance-api.conf"; then
  python policyown "$PORT" "$SCRATCH/own"
  check "down" server_down rules
fi
printf '[^a]\ncreate = @,!\nread = @\nupdate = @\ndelete = @\n' >"$SCRATCH/own/protections.conf"
rm -f "$SCRATCH"/own/policy.d/20-second.yaml
UP_LIMIT=60 refused "a broken protection file keeps the API closed" server_up rules --conf "$SCRATCH/own/glance-api.conf"
named() { grep -q 'mutually exclusive' <<<"$(server_shell rules oriel:why)"; } # which itself fails, with what it found
check "oriel:why names it" wait_for 60 named
finish
