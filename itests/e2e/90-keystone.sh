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

# application credentials: all that the user may do, or only what their rules say
ME=$(curl -s -H "X-Auth-Token: $DEMO" -H "X-Subject-Token: $DEMO" "$KEYSTONE_URL/auth/tokens" | jq -r .token.user.id)
credential() { # NAME [RULES]: a token of a new application credential
  curl -s -X POST -H "X-Auth-Token: $DEMO" -H 'Content-Type: application/json' "$KEYSTONE_URL/users/$ME/application_credentials" \
    -d "{\"application_credential\": {\"name\": \"$1\"${2:+, \"access_rules\": $2}}}" |
    jq -c '{auth: {identity: {methods: ["application_credential"], application_credential: (.application_credential | {id, secret})}}}' |
    curl -s -D - -o /dev/null -H 'Content-Type: application/json' -d @- "$KEYSTONE_URL/auth/tokens" | tr -d '\r' | awk 'tolower($1) == "x-subject-token:" { print $2 }'
}
FREE=$(credential free)
same "an application credential reads" 200 "$(status "$FREE" GET /v2/images)"
same "…and creates" 201 "$(new "$FREE")"
RULES='[{"service": "image", "method": "GET", "path": "/v2/images"}, {"service": "image", "method": "GET", "path": "/v2/images/{id}"},
  {"service": "image", "method": "PUT", "path": "/v2/images/*/tags/*"}, {"service": "image", "method": "GET", "path": "/v2/schemas/**"},
  {"service": "compute", "method": "POST", "path": "/**"}]'
NARROW=$(credential narrow "$RULES")
check "Keystone gives a token for one with rules" test -n "$NARROW"
while IFS='|' read -r expected method path; do
  same "a credential with rules: $method $path: $expected" "$expected" "$(status "$NARROW" "$method" "$path")"
done <<END
200|GET|/v2/images
200|GET|/v2/images?limit=1
200|GET|/v2/images/$ID
204|PUT|/v2/images/$ID/tags/ruled
200|GET|/v2/schemas/metadefs/namespace
200|GET|/v2/schemas/image
401|GET|/v2/images/$ID/members
401|GET|/v2.15/images
401|DELETE|/v2/images/$ID
401|DELETE|/v2/images/$ID/tags/ruled
401|PUT|/v2/images/$ID/tags/a%2Fb
401|POST|/v2/images
401|GET|/v2/info/stores
END
same "a service goes on for it" 200 "$(status "$NARROW" GET /v2/info/stores -H "X-Service-Token: $(keystone_token glance)")"
same "…if it is one" 401 "$(status "$NARROW" GET /v2/info/stores -H 'X-Service-Token: nonsense')"

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
# a token counts no longer than it lives; a service may go on with it for its user
check "Keystone stops" real keystone stop
sed -i 's/^expiration = .*/expiration = 25/' "$SERVERS_DIR/keystone/keystone.conf"
check "Keystone gives short tokens" keystone_up
SHORT=$(keystone_token demo)
same "a token of 25 s works" 200 "$(status "$SHORT" GET /v2/images)"
is_over() { [ "$(status "$SHORT" GET /v2/images)" = 401 ]; }
check "…and no more when they are over" wait_for 45 is_over
same "a service vouches for it" 200 "$(status "$SHORT" GET /v2/images -H "X-Service-Token: $(keystone_token glance)")"
same "…a user does not" 401 "$(status "$SHORT" GET /v2/images -H "X-Service-Token: $(keystone_token alt)")"
same "nor does the cache" 401 "$(status "$SHORT" GET /v2/images)"
check "Keystone stops" real keystone stop
sed -i 's/^expiration = .*/expiration = 86400/' "$SERVERS_DIR/keystone/keystone.conf"
check "Keystone gives long tokens again" keystone_up
for secret in "$DEMO" "$ADMIN" glancepw sesame; do
  refused "the log holds no secret" grep -qF -- "$secret" "$(server_log server)" "$SCRATCH/server/console.log"
done
check "down" server_down server

# anonymous readers; the same files, one option more, and some in the paste file, which go before those of glance-api.conf
CONF=$(EXTRA="[DEFAULT]
allow_anonymous_access = true
[keystone_authtoken]
password = wrong
[cors]
allowed_origin = https://conf.example
[healthcheck]
disable_by_file_path = $SCRATCH/conf.off" SECURE_RBAC=False real glance conf)
PASTE=$(dirname "$CONF")/glance-api-paste.ini
sed -i -e '/^\[filter:authtoken\]/a password = glancepw' -e '/^\[filter:cors\]/a allowed_origin = https://paste.example' \
  -e '/^\[filter:http_proxy_to_wsgi\]/a enable_proxy_headers_parsing = true' -e "s|^disable_by_file_path = .*|disable_by_file_path = $SCRATCH/paste.off|" "$PASTE"
check "a server with anonymous readers starts" server_up server --conf "$CONF"
check "the paste file: an origin" grep -qi '^access-control-allow-origin: https://paste.example' <(curl -s -o /dev/null -D - -H 'Origin: https://paste.example' "http://127.0.0.1:$PORT/v2/images")
refused "…in place of that of glance-api.conf" grep -qi '^access-control-allow-origin' <(curl -s -o /dev/null -D - -H 'Origin: https://conf.example' "http://127.0.0.1:$PORT/v2/images")
same "…what a proxy says" "https://cloud.example/v2/" "$(curl -s -H 'X-Forwarded-Proto: https' -H 'X-Forwarded-Host: cloud.example' "http://127.0.0.1:$PORT/versions" | jq -r '.versions[0].links[0].href')"
touch "$SCRATCH/conf.off"
same "…not this file switches the health check" 200 "$(status '' GET /healthcheck)"
touch "$SCRATCH/paste.off"
same "…but this one" 503 "$(status '' GET /healthcheck)"
rm "$SCRATCH/paste.off"
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
