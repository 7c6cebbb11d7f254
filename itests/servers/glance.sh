#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# glance.sh start|stop|status|reset|conf|load-metadefs: a real Glance API (Debian's package) on 127.0.0.1:$GLANCE_PORT.
# `conf` only writes its configuration, to start Oriel on, and prints the path of the glance-api.conf; it needs no package.
#
#   NAME=glance      instance; several may run at once on different ports
#   AUTH=keystone    keystone | noauth (everybody is the administrator) | headers (X-Identity-Status, X-Roles… trusted as sent)
#                    | fakeauth (X-Auth-Token "user:tenant:role"; Glance itself needs the packaged glance.tests for it)
#   STORES=single    single (no enabled_backends) | one (fast) | multi (cheap, fast; default fast) | tri (store1..3) | files (file1..3)
#   CACHE=0          1: image cache and cache management in the pipeline
#   SERVER=eventlet  eventlet | uwsgi;  WORKERS=2
#   DB=mysql         mysql (mariadb.sh) | sqlite;  DATABASE=URL takes the place of both
#   SECURE_RBAC=False  SHOW_LOCATIONS=True  SHOW_DIRECT=True  EXTRA_PORTS=  TASKFLOW_MODE=parallel
#   PEER_OF=name     share that instance's database and image directories: a second API host
#   PASTE_BASE=file  a paste file in place of Glance's own pipelines
#   EXTRA=""         further lines at the end of glance-api.conf; they may open sections anew
. "$(dirname "$0")/lib.sh"
NAME=${NAME:-glance} AUTH=${AUTH:-keystone} STORES=${STORES:-single} CACHE=${CACHE:-0} SERVER=${SERVER:-eventlet} WORKERS=${WORKERS:-2} DB=${DB:-mysql}
D=$SERVERS_DIR/$NAME
S=$SERVERS_DIR/${PEER_OF:-$NAME} # shared by peers: image directories, SQLite file
DBNAME=$(tr -c 'a-z0-9\n' _ <<<"${PEER_OF:-$NAME}")
store_sections() { # sets backends and sections
  local names default each
  case $STORES in
    single)
      mkdir -p "$S/data"
      sections="[glance_store]
stores = file,http
default_store = file
filesystem_store_datadir = $S/data"
      return ;;
    one) names=fast default=fast ;;
    multi) names="cheap fast" default=fast ;;
    tri) names="store1 store2 store3" default=store1 ;;
    files) names="file1 file2 file3" default=file1 ;;
    *) die "no such layout of stores: $STORES" ;;
  esac
  for each in $names; do
    backends="$backends${backends:+,}$each:file"
    mkdir -p "$S/data-$each"
    sections="$sections
[$each]
filesystem_store_datadir = $S/data-$each
store_description = file store $each"
  done
  case $STORES in one | multi) backends="$backends,web:http" ;; esac
  sections="$sections
[os_glance_tasks_store]
filesystem_store_datadir = $D/tasks
[os_glance_staging_store]
filesystem_store_datadir = $D/staging
[glance_store]
default_backend = $default"
}
write_configuration() {
  local flavor connection=${DATABASE:-} backends= sections=
  mkdir -p "$D/etc" "$S" "$D/staging" "$D/tasks" "$D/cache" "$D/lock"
  if [ -z "$connection" ]; then
    case $DB in
      mysql) connection="mysql+pymysql://root@127.0.0.1:$MARIADB_PORT/$DBNAME?charset=utf8" ;;
      sqlite) connection="sqlite:///$S/glance.db" ;;
      *) die "no such kind of database: $DB" ;;
    esac
  fi
  case $AUTH in
    keystone | headers | fakeauth) flavor=$AUTH ;;
    noauth) flavor= ;;
    *) die "no such authentication: $AUTH" ;;
  esac
  [ "$CACHE" = 1 ] && flavor=${flavor:+$flavor+}cachemanagement
  store_sections
  cat >"$D/etc/glance-api.conf" <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $GLANCE_PORT
workers = $WORKERS
log_file = $SERVERS_DIR/log/$NAME.app.log
${backends:+enabled_backends = $backends}
enabled_import_methods = [glance-direct,web-download,copy-image,glance-download]
node_staging_uri = file://$D/staging/
worker_self_reference_url = http://127.0.0.1:$GLANCE_PORT
show_multiple_locations = ${SHOW_LOCATIONS:-True}
show_image_direct_url = ${SHOW_DIRECT:-True}
image_cache_dir = $D/cache
image_cache_max_size = 21474836480
enforce_secure_rbac = ${SECURE_RBAC:-False}
[database]
connection = $connection
[oslo_concurrency]
lock_path = $D/lock
[oslo_policy]
enforce_new_defaults = ${SECURE_RBAC:-False}
policy_file = $D/etc/policy.yaml
[paste_deploy]
config_file = $D/etc/glance-api-paste.ini
flavor = $flavor
[import_filtering_opts]
allowed_ports = [80,443,8080,$WEB_PORT${EXTRA_PORTS:+,$EXTRA_PORTS}]
allowed_hosts = [127.0.0.1,localhost]
[glance_download_opts]
[keystone_authtoken]
www_authenticate_uri = $KEYSTONE_URL
auth_url = $KEYSTONE_URL
auth_type = password
project_domain_id = default
user_domain_id = default
project_name = service
username = glance
password = $SERVICE_PASS
[task]
task_executor = taskflow
work_dir = $D/tasks
[taskflow_executor]
engine_mode = ${TASKFLOW_MODE:-parallel}
$sections
${EXTRA:-}
END
  [ -e "$D/etc/policy.yaml" ] || echo '# defaults' >"$D/etc/policy.yaml"
  { cat "${PASTE_BASE:-$SERVERS/glance-api-paste.ini}"; cat "$SERVERS/more-pipelines.ini"; } >"$D/etc/glance-api-paste.ini"
}
manage() { glance-manage --config-file "$D/etc/glance-api.conf" "$@" >>"$SERVERS_DIR/log/$NAME-manage.log" 2>&1 || die "glance-manage $1 (see log)"; }
serve() {
  case $SERVER in
    eventlet) spawn "$NAME" glance-api --config-file "$D/etc/glance-api.conf" ;;
    uwsgi) # a wsgi-file reads its configuration from OS_GLANCE_CONFIG_DIR
      OS_GLANCE_CONFIG_DIR=$D/etc OS_GLANCE_CONFIG_FILES=glance-api.conf spawn "$NAME" uwsgi --plugin python3 \
        --http-socket "127.0.0.1:$GLANCE_PORT" --buffer-size 65535 --master --lazy-apps --enable-threads --thunder-lock \
        --processes "$WORKERS" --threads "${UWSGI_THREADS:-16}" --socket-timeout 60 --die-on-term --exit-on-reload --disable-logging \
        --add-header "Connection: close" --wsgi-file "$(command -v glance-wsgi-api)" ;;
    *) die "no such server: $SERVER" ;;
  esac
}
case ${1:-} in
  conf)
    write_configuration
    echo "$D/etc/glance-api.conf" ;;
  start)
    write_configuration
    if [ ! -e "$S/db-done" ]; then
      if [ "$DB" = mysql ] && [ -z "${DATABASE:-}" ]; then mariadb_root -e "create database if not exists \`$DBNAME\` character set utf8"; fi
      manage db_sync
      touch "$S/db-done"
    fi
    begun=$(date +%s%N)
    serve
    for i in $(seq 1 60); do
      wait_http "http://127.0.0.1:$GLANCE_PORT/healthcheck" 1 && break
      alive "$NAME" || die "glance $NAME ended (see log)"
      [ "$i" -lt 60 ] || die "glance does not answer"
    done
    say "glance $NAME ($SERVER, auth=$AUTH, stores=$STORES, cache=$CACHE) runs on 127.0.0.1:$GLANCE_PORT after $((($(date +%s%N) - begun) / 1000000)) ms" ;;
  load-metadefs) manage db_load_metadefs "${METADEFS:-/etc/glance/metadefs}" ;;
  stop) halt "$NAME" ;;
  reset)
    halt "$NAME"
    rm -rf "$D"
    mariadb_root -e "drop database if exists \`$DBNAME\`" 2>/dev/null || true ;;
  status) alive "$NAME" && echo running || echo stopped ;;
  *) die "usage: $0 start|stop|status|reset|conf|load-metadefs" ;;
esac
