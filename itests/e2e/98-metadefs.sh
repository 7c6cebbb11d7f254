#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Metadata definitions: the console, the real clients, the answers on the wire. Debian's own files if glance-common is installed.
. "$(dirname "$0")/lib.sh"
for tool in glance jq curl; do
  command -v "$tool" >/dev/null || { skip "metadata definitions" "$tool is not installed"; finish; }
done
# An empty flavor on the loopback: everybody is the administrator, and any token will do.
cat >"$SCRATCH/glance-api.conf" <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $PORT
[paste_deploy]
flavor =
END
check "a server starts" server_up server --conf "$SCRATCH/glance-api.conf" || finish
URL=http://127.0.0.1:$PORT
NS=/v2/metadefs/namespaces
export HOME=$SCRATCH OS_IMAGE_URL=$URL OS_AUTH_TOKEN=any
sh() { server_shell server "$1"; }
# The client keeps the image schema that it has seen below its home, and without an address of Keystone trips over it the next time,
# since "stores" is also an option of its own; so it is given one that it never asks.
md() { timeout 120 glance --os-image-url "$URL" --os-auth-token any --os-auth-url http://127.0.0.1:9/v3 "md-$@" <&-; }
shows() { # WHAT PATTERN COMMAND...: the client succeeds, and shows it
  local what=$1 pattern=$2 said status
  shift 2
  said=$(md "$@" 2>&1)
  status=$?
  if [ "$status" = 0 ] && grep -qE -- "$pattern" <<<"$said"; then ok "$what"; else not_ok "$what (status $status)"; sed 's/^/#   /' <<<"$said" | tail -n 12; fi
}
get() { api server GET "$1"; }
code() { # METHOD PATH [BODY [CURL-OPTION...]]: the status
  local method=$1 path=$2 body=${3-} status
  shift $(($# > 2 ? 3 : 2))
  status=$(curl -sS -o "$SCRATCH/answer" -w '%{http_code}' --max-time 60 -X "$method" "$@" ${body:+-d "$body"} "$URL$path")
  printf '%s' "$status"
}

# --- files -----------------------------------------------------------------------------------------------------------

FILES=/etc/glance/metadefs
if [ ! -d "$FILES" ]; then
  note "glance-common is not installed: a small set of our own files"
  FILES=$SCRATCH/own
  mkdir -p "$FILES"
  for number in 1 2 3; do
    cat >"$FILES/own-$number.json" <<END
{"namespace": "OS::Own::N$number", "display_name": "Own $number", "description": "Definitions of ours", "visibility": "public", "protected": true,
 "resource_type_associations": [{"name": "OS::Glance::Image", "prefix": "own_"}, {"name": "OS::Nova::Flavor"}],
 "properties": {"size": {"title": "Size", "description": "How large", "type": "integer", "minimum": 0, "operators": ["<or>"]},
                "kind": {"title": "Kind", "description": "Which kind", "type": "array", "items": {"type": "string", "enum": ["a", "b"]}}},
 "objects": [{"name": "Thing", "description": "A thing", "properties": {"part": {"title": "Part", "description": "Of it", "type": "string", "default": "x"}}}]}
END
  done
fi
COUNT=$(ls "$FILES"/*.json | wc -l)
check "oriel:metadef-load loads $COUNT files" sh "oriel:metadef-load $FILES"
same "…each as a namespace" "$COUNT" "$(get "$NS?limit=1000" | jq '.namespaces | length')"
SAID=$(sh "oriel:metadef-load $FILES")
same "a second time they are skipped" "$COUNT" "$(grep -c skipped <<<"$SAID")"
for mode in merge prefer_new overwrite; do
  check "oriel:metadef-load --mode $mode" sh "oriel:metadef-load --mode $mode $FILES"
done
check "oriel:metadef-export" sh "oriel:metadef-export $SCRATCH/exported"
refused "an export does not overwrite" sh "oriel:metadef-export $SCRATCH/exported"
canonical() { # a definition with what a file may leave out, lists in order
  jq -S '.visibility //= "private" | .protected //= false | .owner //= "admin"
    | .properties //= {} | .objects = ([.objects[]? | .required //= [] | .properties //= {}] | sort_by(.name))
    | .resource_type_associations = ([.resource_type_associations[]?] | sort_by(.name)) | .tags = ([.tags[]?] | sort_by(.name))' "$1"
}
equal=0
for file in "$FILES"/*.json; do
  out="$SCRATCH/exported/$(jq -r .namespace "$file").json"
  if [ -f "$out" ] && diff <(canonical "$file") <(canonical "$out") >"$SCRATCH/difference"; then equal=$((equal + 1)); else note "$file: $(head -n 5 "$SCRATCH/difference")"; fi
done
same "every file comes back equal" "$COUNT" "$equal"
FIRST=$(jq -r .namespace "$(ls "$FILES"/*.json | head -n 1)")
shows "the client lists them" "$FIRST" namespace-list --page-size 5
same "…all of them" "$COUNT" "$(md namespace-list --page-size 7 | grep -c '^| [^n]')"
shows "the client shows one" "$FIRST" namespace-show "$FIRST"
check "oriel:metadef-unload removes one" sh "oriel:metadef-unload $FIRST"
same "…and it is gone" 404 "$(code GET "$NS/$FIRST")"
check "oriel:metadef-unload --all" sh "oriel:metadef-unload --all"
same "…and nothing is left" 0 "$(get "$NS" | jq '.namespaces | length')"
refused "oriel:metadef-load of nothing" sh "oriel:metadef-load $SCRATCH/nothing"
echo '{"namespace": "Broken", "tags": [{"name": "t"}, {"name": "t"}]}' >"$SCRATCH/broken.json"
refused "a file that cannot be" sh "oriel:metadef-load $SCRATCH/broken.json"
same "…leaves nothing" 404 "$(code GET "$NS/Broken")"

# --- the real client, every md command -------------------------------------------------------------------------------

shows "md-namespace-create" 'namespace +\| My::Space' namespace-create My::Space --display-name "Mine" --description "Of mine" --visibility public --protected False --owner me
shows "md-namespace-update" 'display_name +\| Yours' namespace-update My::Space --namespace My::Space --display-name Yours --visibility public --owner me
shows "md-namespace-show" 'Yours' namespace-show My::Space
shows "md-namespace-list --visibility" 'My::Space' namespace-list --visibility public
shows "md-resource-type-associate" 'prefix +\| my_' resource-type-associate My::Space --name OS::Glance::Image --prefix my_ --properties-target image
shows "md-namespace-resource-type-list" 'OS::Glance::Image' namespace-resource-type-list My::Space
shows "md-resource-type-list" 'OS::Glance::Image' resource-type-list
shows "md-namespace-list --resource-types" 'My::Space' namespace-list --resource-types OS::Glance::Image
shows "md-property-create" 'title +\| Size' property-create My::Space --name size --title Size --schema '{"type": "integer", "minimum": 1, "description": "How large"}'
shows "md-property-show" 'minimum +\| 1' property-show My::Space size
shows "md-property-update" 'title +\| Length' property-update My::Space size --name length --title Length --schema '{"type": "integer", "maximum": 9}'
shows "md-property-list" 'length' property-list My::Space
shows "md-namespace-show with a resource type" 'my_length' namespace-show My::Space --resource-type OS::Glance::Image
shows "md-object-create" 'name +\| disk' object-create My::Space --name disk --schema '{"description": "A disk", "required": ["bus"], "properties": {"bus": {"title": "Bus", "type": "string", "enum": ["scsi", "ide"]}}}'
shows "md-object-show" 'bus' object-show My::Space disk
shows "md-object-property-show" 'title +\| Bus' object-property-show My::Space disk bus
shows "md-object-update" 'name +\| drive' object-update My::Space disk --name drive --schema '{"description": "A drive", "properties": {"bus": {"title": "Bus", "type": "string"}}}'
shows "md-object-list" 'drive' object-list My::Space
shows "md-tag-create" 'name +\| one' tag-create My::Space --name one
shows "md-tag-create-multiple" 'two' tag-create-multiple My::Space --names two,three
same "…in place of the others" "three two" "$(get "$NS/My::Space/tags" | jq -r '[.tags[].name] | sort | join(" ")')"
if md tag-create-multiple My::Space --names four --append >"$SCRATCH/append" 2>&1; then
  ok "md-tag-create-multiple --append"
elif grep -q quote_from_bytes "$SCRATCH/append"; then
  skip "md-tag-create-multiple --append" "glanceclient 4.1 makes a header of a boolean, and fails before it asks"
  same "appending by curl" 201 "$(code POST "$NS/My::Space/tags" '{"tags": [{"name": "four"}]}' -H 'X-Openstack-Append: true')"
else
  not_ok "md-tag-create-multiple --append ($(tail -n 1 "$SCRATCH/append"))"
fi
same "…beside the others" "four three two" "$(get "$NS/My::Space/tags" | jq -r '[.tags[].name] | sort | join(" ")')"
shows "md-tag-show" 'two' tag-show My::Space two
shows "md-tag-update" 'deux' tag-update My::Space two --name deux
shows "md-tag-list" 'deux' tag-list My::Space
check "md-tag-delete" md tag-delete My::Space deux
check "md-namespace-tags-delete" md namespace-tags-delete My::Space
same "…all" 0 "$(get "$NS/My::Space/tags" | jq '.tags | length')"
check "md-object-delete" md object-delete My::Space drive
refused "…and it is gone" md object-show My::Space drive
check "md-namespace-objects-delete" md namespace-objects-delete My::Space
check "md-property-delete" md property-delete My::Space length
refused "…and it is gone" md property-show My::Space length
check "md-namespace-properties-delete" md namespace-properties-delete My::Space
check "md-resource-type-deassociate" md resource-type-deassociate My::Space OS::Glance::Image
refused "…and it is gone" md resource-type-deassociate My::Space OS::Glance::Image
check "md-namespace-delete" md namespace-delete My::Space
refused "…and it is gone" md namespace-show My::Space
cp "$SCRATCH/exported/$FIRST.json" "$SCRATCH/import.json"
shows "md-namespace-import" "$FIRST" namespace-import --file "$SCRATCH/import.json"
if [ "$(jq .protected "$SCRATCH/import.json")" = true ]; then
  refused "a protected namespace is not deleted" md namespace-delete "$FIRST"
fi

# --- codes -----------------------------------------------------------------------------------------------------------

while IFS='|' read -r want method path body; do
  same "$method $path ${body:0:60}" "$want" "$(code "$method" "$path" "$body")"
done <<END
201|POST|$NS|{"namespace": "c", "visibility": "public"}
409|POST|$NS|{"namespace": "c"}
400|POST|$NS|{}
400|POST|$NS|[]
400|POST|$NS|{"namespace": 5}
400|POST|$NS|{"namespace": "d", "odd": 1}
403|POST|$NS|{"namespace": "d", "self": "x"}
409|POST|$NS|{"namespace": "d", "tags": [{"name": "t"}, {"name": "t"}]}
404|GET|$NS/d|
400|GET|$NS?limit=x|
400|GET|$NS?sort_key=odd|
400|GET|$NS?sort_dir=odd|
404|GET|$NS?marker=odd|
400|GET|$NS?visibility=odd|
400|GET|$NS/c|{}
201|POST|$NS/c/objects|{"name": "o"}
409|POST|$NS/c/objects|{"name": "o"}
400|POST|$NS/c/objects|{"name": "p", "properties": {"q": {"type": "odd", "title": ""}}}
404|PUT|$NS/c/objects/none|{"name": "p"}
200|PUT|$NS/c/objects/o|{"name": "p"}
400|GET|$NS/c/objects?limit=0|
201|POST|$NS/c/properties|{"name": "p", "type": "string", "title": ""}
409|POST|$NS/c/properties|{"name": "p", "type": "string", "title": ""}
403|POST|$NS/c/properties|{"name": "q", "type": "string", "title": "", "created_at": "x"}
404|GET|$NS/c/properties/p?resource_type=none|
201|POST|$NS/c/tags/t|
409|POST|$NS/c/tags/t|
400|POST|$NS/c/tags/t|{}
400|POST|$NS/c/tags|{}
201|POST|$NS/c/tags|{"tags": []}
201|POST|$NS/c/resource_types|{"name": "T"}
409|POST|$NS/c/resource_types|{"name": "T"}
204|DELETE|$NS/c/resource_types/T|
404|DELETE|$NS/c/resource_types/T|
405|POST|/v2/metadefs/resource_types|{}
405|PATCH|$NS/c|{}
404|GET|$NS/c/|
404|GET|$NS/none/tags|
200|PUT|$NS/c|{"namespace": "e", "protected": true}
403|DELETE|$NS/e|
403|DELETE|$NS/e/objects|
403|DELETE|$NS/e/properties/p|
200|PUT|$NS/e|{"namespace": "e"}
204|DELETE|$NS/e|
404|DELETE|$NS/e|
200|GET|/v2/schemas/metadefs/namespace|
200|GET|/v2/schemas/metadefs/namespaces|
200|GET|/v2/schemas/metadefs/object|
200|GET|/v2/schemas/metadefs/objects|
200|GET|/v2/schemas/metadefs/property|
200|GET|/v2/schemas/metadefs/properties|
200|GET|/v2/schemas/metadefs/tag|
200|GET|/v2/schemas/metadefs/tags|
200|GET|/v2/schemas/metadefs/resource_type|
200|GET|/v2/schemas/metadefs/resource_types|
404|GET|/v2/schemas/metadefs/odd|
END
get /oriel/v1/openapi.json >"$SCRATCH/openapi.json"
# Without the filter `cachemanage` the older way to the cache is not there, nor in what the server tells of itself.
same "the server's document of the API is the repository's" "" \
  "$(diff <(jq -S .paths "$SCRATCH/openapi.json") \
    <(jq -S '.paths | with_entries(select(.key | test("^/v2/(cached|queued)_images") | not))' "$ROOT/docs/about/openapi.json") | head -n 5)"
check "down" server_down server

# --- MariaDB: names as its collation compares them, and rows that Glance wrote ---------------------------------------

if mariadb_up; then
  mariadb_database metadefs
  cat >>"$SCRATCH/glance-api.conf" <<END
[database]
connection = $(mariadb_url metadefs)
END
  check "a server on MariaDB starts" server_up maria --conf "$SCRATCH/glance-api.conf"
  check "…and loads $COUNT files" server_shell maria "oriel:metadef-load $FILES"
  check "…and exports them" server_shell maria "oriel:metadef-export $SCRATCH/exported-maria"
  same "…as H2 did" 0 "$(diff -r "$SCRATCH/exported" "$SCRATCH/exported-maria" | wc -l)"
  same "names differ by more than case" 409 "$(code POST "$NS" "{\"namespace\": \"$(tr a-z A-Z <<<"$FIRST")\"}")"
  same "…and are found in any case" 200 "$(code GET "$NS/$(tr A-Z a-z <<<"$FIRST")")"
  same "no character beyond three bytes" 400 "$(code POST "$NS" '{"namespace": "😀"}')"
  mariadb_do "insert into metadefs.metadef_namespaces (namespace, owner, created_at) values ('bare', 'admin', '2026-01-02 03:04:05')"
  same "a row of Glance without visibility is private" "private false 2026-01-02T03:04:05Z" \
    "$(api maria GET "$NS/bare" | jq -r '"\(.visibility) \(.protected) \(.created_at)"')"
  check "down" server_down maria
else
  skip "metadata definitions on MariaDB" "MariaDB does not start"
fi
finish
