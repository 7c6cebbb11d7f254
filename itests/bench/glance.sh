#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# glance.sh start|stop|conf: the Glance of Debian (package glance-api) on 127.0.0.1, as the yardstick of the bench.
#
#   DIR       directory for its files (required)
#   PORT      port to listen on (9390)
#   SERVER    eventlet or uwsgi
#   WORKERS   processes (2), UWSGI_THREADS threads of each under uwsgi (16)
#   DATABASE  SQLAlchemy URL (default: an SQLite file in DIR)
#   STORES    single, or a comma list of file stores, the first being the default
#   EXTRA     further lines of [DEFAULT] in glance-api.conf, EXTRA_SECTIONS further sections
#   FLAVOR    pipeline (headers: without an identity service, trusts X-Identity-Status, X-User-Id, X-Tenant-Id and X-Roles as sent)
#
# `conf` only writes the configuration, with no pipeline at all (every request is the administrator's), and prints its path.
set -euo pipefail
DIR=${DIR:?} PORT=${PORT:-9390} SERVER=${SERVER:-eventlet} WORKERS=${WORKERS:-2} STORES=${STORES:-single}
DATABASE=${DATABASE:-sqlite:///$DIR/glance.sqlite}

write_configuration() { # FLAVOR
  local flavor=$1 store enabled= sections= first=${STORES%%,*}
  mkdir -p "$DIR"/{data,staging,tasks,lock}
  if [ "$STORES" = single ]; then
    sections="[glance_store]
stores = file,http
default_store = file
filesystem_store_datadir = $DIR/data"
  else
    for store in ${STORES//,/ }; do
      enabled="$enabled${enabled:+,}$store:file"
      mkdir -p "$DIR/data-$store"
      sections="$sections
[$store]
filesystem_store_datadir = $DIR/data-$store
store_description = file store $store"
    done
    sections="[glance_store]
default_backend = $first
$sections
[os_glance_staging_store]
filesystem_store_datadir = $DIR/staging
[os_glance_tasks_store]
filesystem_store_datadir = $DIR/tasks"
  fi
  cat >"$DIR/glance-api.conf" <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $PORT
workers = $WORKERS
log_file = $DIR/glance.log
${enabled:+enabled_backends = $enabled}
node_staging_uri = file://$DIR/staging/
${EXTRA:-}
[database]
connection = $DATABASE
[oslo_concurrency]
lock_path = $DIR/lock
[oslo_policy]
policy_file = $DIR/policy.yaml
[paste_deploy]
${PASTE:-config_file = $DIR/glance-api-paste.ini}
flavor = $flavor
[task]
work_dir = $DIR/tasks
$sections
${EXTRA_SECTIONS:-}
END
  echo '# defaults' >"$DIR/policy.yaml"
  {
    cat /etc/glance/glance-api-paste.ini
    printf '\n[pipeline:glance-api-headers]\npipeline = cors healthcheck http_proxy_to_wsgi versionnegotiation gzip context rootapp\n'
  } >"$DIR/glance-api-paste.ini"
}

stop() {
  local pid
  [ -s "$DIR/pid" ] || return 0
  pid=$(cat "$DIR/pid")
  kill -TERM "$pid" 2>/dev/null || true
  for _ in $(seq 1 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  kill -KILL -- "-$pid" 2>/dev/null || true
  rm -f "$DIR/pid"
}

case ${1:-} in
  conf)
    PASTE=' '
    write_configuration ''
    echo "$DIR/glance-api.conf"
    ;;
  start)
    write_configuration "${FLAVOR:-headers}"
    if [ ! -e "$DIR/synced" ]; then
      glance-manage --config-file "$DIR/glance-api.conf" db_sync >"$DIR/db_sync.log" 2>&1 || { cat "$DIR/db_sync.log" >&2; exit 1; }
      touch "$DIR/synced"
    fi
    cd "$DIR"
    if [ "$SERVER" = uwsgi ]; then
      # a keep-alive connection is reset by uwsgi's HTTP socket: the header tells clients
      cp glance-api.conf glance.conf
      OS_GLANCE_CONFIG_DIR=$DIR OS_GLANCE_CONFIG_FILES=glance-api.conf setsid uwsgi --plugin python3 --http-socket "127.0.0.1:$PORT" \
        --buffer-size 65535 --master --lazy-apps --enable-threads --thunder-lock --processes "$WORKERS" --threads "${UWSGI_THREADS:-16}" \
        --socket-timeout 60 --die-on-term --exit-on-reload --disable-logging --add-header 'Connection: close' \
        --wsgi-file "$(command -v glance-wsgi-api)" >"$DIR/console.log" 2>&1 </dev/null &
    else
      setsid glance-api --config-file "$DIR/glance-api.conf" >"$DIR/console.log" 2>&1 </dev/null &
    fi
    echo $! >"$DIR/pid"
    for _ in $(seq 1 600); do
      [ "$(curl -s -o /dev/null -w '%{http_code}' --max-time 5 "http://127.0.0.1:$PORT/healthcheck")" = 200 ] && exit 0
      kill -0 "$(cat "$DIR/pid")" 2>/dev/null || break
      sleep 0.1
    done
    tail -n 20 "$DIR/console.log" >&2
    stop
    exit 1
    ;;
  stop) stop ;;
  *) sed -n '3,14p' "$0" >&2; exit 2 ;;
esac
