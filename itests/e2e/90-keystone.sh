#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Callers of a real Keystone on MariaDB, on the very configuration that Glance would have: tokens of all kinds, an outage of
# Keystone, anonymous readers, headers of a proxy.
. "$(dirname "$0")/lib.sh"

export IMAGE_ENDPOINT=http://127.0.0.1:$PORT
if ! { mariadb_up && mariadb_database glance && keystone_up; }; then
  skip "callers of a real Keystone" "no MariaDB or no Keystone here, or they do not start"
  finish
fi
export DATABASE
DATABASE=$(mariadb_url glance)
export STORES=multi NAME=glance SECURE_RBAC=True
cloud() { OS_CLIENT_CONFIG_FILE=$SERVERS_DIR/keystone/clouds.yaml openstack --os-cloud "$@" </dev/null; }
# status TOKEN METHOD PATH [CURL-OPTION...]
status() { curl -s -o /dev/null -w '%{http_code}' --max-time 60 ${1:+-H "X-Auth-Token: $1"} -X "$2" "http://127.0.0.1:$PORT$3" "${@:4}"; }
head_of() { curl -s -o /dev/null -D - --max-time 60 ${1:+-H "X-Auth-Token: $1"} "http://127.0.0.1:$PORT$2" | tr -d '\r'; }
new() { status "$1" POST /v2/images -H 'Content-Type: application/json' -d "${2:-{\}}"; }

CONF=$(EXTRA="[keystone_authtoken]
token_cache_time = 30
[cors]
allowed_origin = https://horizon.example
[oslo_middleware]
enable_proxy_headers_parsing = true" real glance conf)
check "a server starts on Glance's configuration" server_up server --conf "$CONF" || finish

ADMIN=$(keystone_token admin) DEMO=$(keystone_token demo) READER=$(keystone_token reader) ALT=$(keystone_token alt)
same "no token: 401" 401 "$(status '' GET /v2/images)"
same "…with Keystone's address" "WWW-Authenticate: Keystone uri=\"$KEYSTONE_URL\"" "$(head_of '' /v2/images | grep -i '^www-auth')"
same "a wrong token: 401" 401 "$(status nonsense GET /v2/images)"
same "a token that is nearly right: 401" 401 "$(status "${DEMO}x" GET /v2/images)"
same "headers of identity do not help: 401" 401 "$(status '' GET /v2/images -H 'X-Identity-Status: Confirmed' -H 'X-Roles: admin' -H 'X-User-Id: a' -H 'X-Project-Id: b')"
same "a member reads" 200 "$(status "$DEMO" GET /v2/images)"
same "a member creates" 201 "$(new "$DEMO" '{"name": "keystone", "disk_format": "raw", "container_format": "bare"}')"
ID=$(curl -s -H "X-Auth-Token: $DEMO" "http://127.0.0.1:$PORT/v2/images" | jq -r '.images[0].id')
OWNER=$(curl -s -H "X-Auth-Token: $DEMO" "http://127.0.0.1:$PORT/v2/images/$ID" | jq -r .owner)
same "…for the project of the token" "$(cloud admin project show demo -f value -c id)" "$OWNER"
same "a reader of the project reads it" 200 "$(status "$READER" GET "/v2/images/$ID")"
same "a reader creates nothing" 403 "$(new "$READER")"
same "another project does not see it" 404 "$(status "$ALT" GET "/v2/images/$ID")"
same "the administrator sees it" 200 "$(status "$ADMIN" GET "/v2/images/$ID")"
same "a member makes nothing public" 403 "$(new "$DEMO" '{"visibility": "public"}')"
same "the administrator does" 201 "$(new "$ADMIN" '{"visibility": "public", "name": "for all"}')"
check "every answer has a request id" grep -qi '^x-openstack-request-id: req-' <(head_of "$DEMO" /v2/images)
SYSTEM=$(. "$ROOT/itests/servers/lib.sh" && token_of admin "$ADMIN_PASS" '{"system":{"all":true}}')
DOMAIN=$(. "$ROOT/itests/servers/lib.sh" && token_of admin "$ADMIN_PASS" '{"domain":{"id":"default"}}')
check "Keystone gives a system token" test -n "$SYSTEM"
same "a system token is refused" 403 "$(status "$SYSTEM" GET /v2/images)"
[ -z "$DOMAIN" ] || same "a domain token is refused" 403 "$(status "$DOMAIN" GET /v2/images)"

# the real client
head -c 300000 /dev/urandom >"$SCRATCH/client.img"
check "the client creates and uploads" cloud demo image create --disk-format raw --container-format bare --file "$SCRATCH/client.img" from-client
check "the client lists" grep -q from-client <(cloud demo image list -f value -c Name)
check "the client downloads" cloud demo image save --file "$SCRATCH/back.img" from-client
check "…the same bytes" cmp "$SCRATCH/client.img" "$SCRATCH/back.img"
check "the client deletes" cloud demo image delete from-client
refused "a reader's client may not delete" cloud reader image delete "$ID"

# service tokens: the request is the user's, vouched for by a service
same "a service token goes with a user's" 200 "$(status "$DEMO" GET /v2/images -H "X-Service-Token: $(keystone_token glance)")"
same "a service token alone is nobody" 401 "$(status '' GET /v2/images -H "X-Service-Token: $(keystone_token glance)")"

# CORS and the headers of a proxy, as the pipeline has them
preflight() { curl -s -o /dev/null -D - -X OPTIONS -H "Origin: $1" -H 'Access-Control-Request-Method: PUT' -H 'Access-Control-Request-Headers: x-auth-token' "http://127.0.0.1:$PORT/v2/images" | tr -d '\r'; }
same "a preflight of a known origin" "Access-Control-Allow-Origin: https://horizon.example" "$(preflight https://horizon.example | grep -i '^access-control-allow-origin')"
refused "a preflight of another" grep -qi access-control <(preflight https://evil.example)
check "an answer for a known origin" grep -qi '^access-control-allow-origin: https://horizon.example' <(curl -s -o /dev/null -D - -H 'Origin: https://horizon.example' "http://127.0.0.1:$PORT/v2/images")
same "the proxy's address is used in links" "https://cloud.example/image/v2/" "$(curl -s -H 'X-Forwarded-Proto: https' -H 'X-Forwarded-Host: cloud.example' -H 'X-Forwarded-Prefix: /image' "http://127.0.0.1:$PORT/versions" | jq -r '.versions[0].links[0].href')"

# an outage: known tokens go on, others wait
DEMO=$(keystone_token demo)
same "a token is known" 200 "$(status "$DEMO" GET /v2/images)"
check "Keystone stops" real keystone stop
same "a known token goes on" 200 "$(status "$DEMO" GET /v2/images)"
GONE=$(head_of "gAAAAAnewtoken" /v2/images)
same "a new token: 503" 503 "$(awk 'NR == 1 { print $2 }' <<<"$GONE")"
check "…with Retry-After" grep -qi '^retry-after: [0-9]' <<<"$GONE"
check "Keystone comes back" keystone_up
same "new tokens are known again" 200 "$(status "$(keystone_token demo)" GET /v2/images)"

# revocation counts at the end of the cache time at the latest
GONE_TOKEN=$(keystone_token demo)
same "a token works" 200 "$(status "$GONE_TOKEN" GET /v2/images)"
curl -s -X DELETE -H "X-Auth-Token: $ADMIN" -H "X-Subject-Token: $GONE_TOKEN" "$KEYSTONE_URL/auth/tokens"
is_401() { [ "$(status "$GONE_TOKEN" GET /v2/images)" = 401 ]; }
check "…and no more when it is revoked, within token_cache_time" wait_for 45 is_401
for secret in "$DEMO" "$ADMIN" glancepw sesame; do
  refused "the log holds no secret" grep -qF -- "$secret" "$(server_log server)" "$SCRATCH/server/console.log"
done
check "down" server_down server

# anonymous readers; the same files, one option more
CONF=$(EXTRA="[DEFAULT]
allow_anonymous_access = true" SECURE_RBAC=False real glance conf)
check "a server with anonymous readers starts" server_up server --conf "$CONF"
same "a stranger reads" 200 "$(status '' GET /v2/images)"
same "…what is public" "for all" "$(curl -s "http://127.0.0.1:$PORT/v2/images" | jq -r '.images[].name')"
same "…and changes nothing" 403 "$(new '')"
same "a member still does" 201 "$(new "$(keystone_token demo)")"
check "down" server_down server

# the other pipelines
for auth in headers fakeauth noauth; do
  CONF=$(AUTH=$auth CACHE=1 real glance conf)
  if [ $auth = noauth ]; then # the port of a further file goes before that of the main one
    mkdir -p "$CONF.d"
    printf '[DEFAULT]\nbind_port = %s\n' "$((PORT + 5))" >"$CONF.d/port.conf"
  fi
  check "a server with the pipeline $auth starts" server_up server --conf "$CONF" || continue
  case $auth in
    headers)
      same "headers: confirmed" 200 "$(status '' GET /v2/images -H 'X-Identity-Status: Confirmed' -H 'X-User-Id: u' -H 'X-Project-Id: p' -H 'X-Roles: reader')"
      same "headers: not confirmed" 401 "$(status '' GET /v2/images -H 'X-User-Id: u' -H 'X-Roles: admin')"
      same "headers: nonsense as a catalog" 400 "$(status '' GET /v2/images -H 'X-Identity-Status: Confirmed' -H 'X-Service-Catalog: {')" ;;
    fakeauth)
      same "fakeauth: a member" 201 "$(new u:p:member)"
      same "fakeauth: no token" 401 "$(status '' GET /v2/images)" ;;
    noauth)
      check "noauth: bind_port of a file in glance-api.conf.d" serves "$((PORT + 5))"
      same "noauth: everybody" 201 "$(PORT=$((PORT + 5)) new '' '{"visibility": "public"}')" ;;
  esac
  check "down" server_down server
done
finish
