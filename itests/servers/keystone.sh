#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# keystone.sh start|stop|reset|status: a real Keystone (Debian's package) on 127.0.0.1:$KEYSTONE_PORT, fernet tokens, under uwsgi.
#
#   KEYSTONE_DATABASE    SQLAlchemy URL (default: database keystone of mariadb.sh if it runs, else SQLite, which is locked under load)
#   TOKEN_SECONDS        life of a token (86400)
#
# Users: admin (project admin), demo and reader (project demo), alt_demo (project alt_demo), glance (project service);
# roles admin, member, reader, service. The catalog names $IMAGE_ENDPOINT, anew at each start.
# Writes $SERVERS_DIR/keystone/clouds.yaml with the clouds admin, demo, alt and reader.
. "$(dirname "$0")/lib.sh"
D=$SERVERS_DIR/keystone
manage() { keystone-manage --config-file "$D/keystone.conf" "$@" >>"$SERVERS_DIR/log/keystone-setup.log" 2>&1 || die "keystone-manage $1 (see log)"; }
database() {
  if [ -n "${KEYSTONE_DATABASE:-}" ]; then
    echo "$KEYSTONE_DATABASE"
  elif alive mariadb; then
    mariadb_root -e 'drop database if exists keystone; create database keystone character set utf8'
    echo "mysql+pymysql://root@127.0.0.1:$MARIADB_PORT/keystone"
  else
    echo "sqlite:///$D/keystone.db"
  fi
}
prepare() {
  cat >"$D/keystone.conf.new" <<END
[DEFAULT]
log_file = $SERVERS_DIR/log/keystone.app.log
[database]
connection = $(database)
[identity]
password_hash_rounds = 4
[fernet_tokens]
key_repository = $D/fernet
[credential]
key_repository = $D/credential
[token]
provider = fernet
expiration = ${TOKEN_SECONDS:-86400}
[cache]
enabled = true
backend = dogpile.cache.memory
[oslo_policy]
enforce_scope = false
enforce_new_defaults = false
END
  mv "$D/keystone.conf.new" "$D/keystone.conf"
  manage db_sync
  manage fernet_setup --keystone-user "$(id -un)" --keystone-group "$(id -gn)"
  manage credential_setup --keystone-user "$(id -un)" --keystone-group "$(id -gn)"
  manage bootstrap --bootstrap-password "$ADMIN_PASS" --bootstrap-admin-url "$KEYSTONE_URL" --bootstrap-internal-url "$KEYSTONE_URL" \
    --bootstrap-public-url "$KEYSTONE_URL" --bootstrap-region-id RegionOne
  touch "$D/prepared"
}
cloud() { # NAME USER PASSWORD PROJECT
  cat <<END
  $1:
    region_name: RegionOne
    identity_api_version: 3
    image_api_version: 2
    auth: {auth_url: "$KEYSTONE_URL", username: $2, password: "$3", project_name: $4, user_domain_id: default, project_domain_id: default}
END
}
case ${1:-} in
  start)
    command -v keystone-manage >/dev/null && command -v uwsgi >/dev/null || die "the packages keystone and uwsgi-plugin-python3 are not installed"
    mkdir -p "$D/fernet" "$D/credential"
    chmod 700 "$D/fernet" "$D/credential"
    [ -e "$D/prepared" ] || prepare
    export OS_KEYSTONE_CONFIG_DIR=$D
    # uwsgi's own HTTP socket resets connections that the client would use again, unless it says that it closes them
    spawn keystone uwsgi --plugin python3 --http-socket "127.0.0.1:$KEYSTONE_PORT" --buffer-size 65535 --post-buffering 65536 --listen 100 \
      --add-header "Connection: close" --master --lazy-apps --enable-threads --processes "${KEYSTONE_PROCESSES:-1}" --threads 8 \
      --die-on-term --no-orphans --disable-logging --wsgi-file "$(command -v keystone-wsgi-public)"
    wait_http "$KEYSTONE_URL" 60 || die "keystone does not answer (see log)"
    {
      echo "clouds:"
      cloud admin admin "$ADMIN_PASS" admin
      cloud demo demo "$DEMO_PASS" demo
      cloud alt alt_demo "$DEMO_PASS" alt_demo
      cloud reader reader "$DEMO_PASS" demo
    } >"$D/clouds.yaml"
    "$SYSTEM_PYTHON" "$SERVERS/keystone_data.py" "$KEYSTONE_URL" "$ADMIN_PASS" "$DEMO_PASS" "$SERVICE_PASS" "$IMAGE_ENDPOINT" || die "cannot fill keystone"
    say "keystone runs at $KEYSTONE_URL; OS_CLIENT_CONFIG_FILE=$D/clouds.yaml" ;;
  stop) halt keystone ;;
  reset) halt keystone; rm -rf "$D" ;;
  status) alive keystone && echo running || echo stopped ;;
  *) die "usage: $0 start|stop|reset|status" ;;
esac
