#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Every sub-command for images of the real clients, openstack and glance, behind a real Keystone on MariaDB.
. "$(dirname "$0")/lib.sh"
for tool in /usr/bin/openstack /usr/bin/glance keystone-manage uwsgi nginx mariadbd jq curl; do
  command -v "$tool" >/dev/null || { skip "clients" "$tool is not installed"; finish; }
done
export IMAGE_ENDPOINT=http://127.0.0.1:$PORT
mariadb_up && mariadb_database glance || { skip "clients" "MariaDB does not start"; finish; }
check "a real Keystone" keystone_up || finish
UP_WEB=$(real web start 2>&1) || { not_ok "a web server: $UP_WEB"; finish; }
CONF=$(env NAME=clients STORES=multi SECURE_RBAC=True CACHE=1 DATABASE="$(mariadb_url glance)" "$ROOT/itests/servers/glance.sh" conf) ||
  { not_ok "a configuration"; finish; }
check "a server starts on Glance's configuration" server_up server --conf "$CONF" || finish
TOKEN_ADMIN=$(keystone_token admin) TOKEN_DEMO=$(keystone_token demo) TOKEN_ALT=$(keystone_token alt)
export TOKEN_ADMIN TOKEN_DEMO TOKEN_ALT OS_CLIENT_CONFIG_FILE=$SERVERS_DIR/keystone/clouds.yaml
cache=()
[ "$(curl -s -o /dev/null -w '%{http_code}' -H "X-Auth-Token: $TOKEN_ADMIN" "http://127.0.0.1:$PORT/v2/cache")" = 200 ] && cache=(cache)
python clients "$PORT" "$KEYSTONE_URL" "http://127.0.0.1:$WEB_PORT/tiny.img" "$SCRATCH" ${cache[@]+"${cache[@]}"}
check "down" server_down server
finish
