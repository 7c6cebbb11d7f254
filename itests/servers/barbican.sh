#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# barbican.sh start|stop|reset|status: a real Barbican (Debian's package) on 127.0.0.1:$BARBICAN_PORT, on SQLite, behind the Keystone of
# keystone.sh, whose catalog names it from then on as the key manager. Members of a project create secrets there and read them.
. "$(dirname "$0")/lib.sh"
BARBICAN_PORT=${BARBICAN_PORT:-9311}
D=$SERVERS_DIR/barbican
URL=http://127.0.0.1:$BARBICAN_PORT
prepare() {
  mkdir -p "$D/.barbican"
  # Its settings are looked for below the home directory first.
  cat >"$D/.barbican/barbican.conf" <<END
[DEFAULT]
log_file = $SERVERS_DIR/log/barbican.app.log
sql_connection = sqlite:///$D/barbican.db
host_href = $URL
db_auto_create = true
[keystone_authtoken]
www_authenticate_uri = $KEYSTONE_URL
auth_url = $KEYSTONE_URL
auth_type = password
project_domain_id = default
user_domain_id = default
project_name = service
username = glance
password = $SERVICE_PASS
[keystone_notifications]
enable = false
[oslo_policy]
enforce_new_defaults = true
enforce_scope = true
[secretstore]
enabled_secretstore_plugins = store_crypto
[crypto]
enabled_crypto_plugins = simple_crypto
[simple_crypto_plugin]
kek = $(head -c 32 /dev/urandom | base64 -w 0)
END
  touch "$D/prepared"
}
keystone() { curl -sS -H "X-Auth-Token: $ADMIN" -H 'Content-Type: application/json' "$KEYSTONE_URL$@"; }
announce() {
  local ADMIN service interface
  ADMIN=$(token admin)
  [ "$(keystone '/services?type=key-manager' | jq '.services | length')" = 0 ] || return 0
  service=$(keystone /services -d '{"service": {"type": "key-manager", "name": "barbican"}}' | jq -r .service.id)
  for interface in public internal; do
    keystone /endpoints -d "{\"endpoint\": {\"interface\": \"$interface\", \"service_id\": \"$service\", \"url\": \"$URL\", \"region\": \"RegionOne\"}}" >/dev/null
  done
}
case ${1:-} in
  start)
    command -v barbican-wsgi-api >/dev/null && command -v uwsgi >/dev/null || die "the packages barbican-api and uwsgi-plugin-python3 are not installed"
    [ -e "$D/prepared" ] || prepare
    HOME=$D spawn barbican uwsgi --plugin python3 --http-socket "127.0.0.1:$BARBICAN_PORT" --buffer-size 65535 --post-buffering 65536 \
      --add-header "Connection: close" --master --lazy-apps --enable-threads --processes 1 --threads 4 --die-on-term --no-orphans \
      --disable-logging --wsgi-file "$(command -v barbican-wsgi-api)"
    wait_http "$URL" 60 && [ "$(curl -s -o /dev/null -w '%{http_code}' "$URL")" = 300 ] || die "barbican does not answer (see log)"
    announce
    say "barbican runs at $URL" ;;
  stop) halt barbican ;;
  reset) halt barbican; rm -rf "$D" ;;
  status) alive barbican && echo running || echo stopped ;;
  *) die "usage: $0 start|stop|reset|status" ;;
esac
