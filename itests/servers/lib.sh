# SPDX-License-Identifier: Apache-2.0
# Shared functions of the scripts that run real servers beside Oriel. Sourced, not run.
#
#   SERVERS_DIR    what the started servers write (default: one directory of this user under /tmp)
#   MARIADB_PORT, KEYSTONE_PORT, GLANCE_PORT, WEB_PORT    where they listen on 127.0.0.1 (3307, 5000, 9292, 8099)
#   IMAGE_ENDPOINT    the image service in Keystone's catalog (http://127.0.0.1:$GLANCE_PORT)
set -u
SERVERS=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
SERVERS_DIR=${SERVERS_DIR:-${TMPDIR:-/tmp}/oriel-servers-$(id -u)}
SYSTEM_PYTHON=${SYSTEM_PYTHON:-/usr/bin/python3}
MARIADB_PORT=${MARIADB_PORT:-3307}
KEYSTONE_PORT=${KEYSTONE_PORT:-5000}
KEYSTONE_URL=${KEYSTONE_URL:-http://127.0.0.1:$KEYSTONE_PORT/v3}
GLANCE_PORT=${GLANCE_PORT:-9292}
WEB_PORT=${WEB_PORT:-8099}
IMAGE_ENDPOINT=${IMAGE_ENDPOINT:-http://127.0.0.1:$GLANCE_PORT}
ADMIN_PASS=${ADMIN_PASS:-adminpw}
DEMO_PASS=${DEMO_PASS:-demopw}
SERVICE_PASS=${SERVICE_PASS:-glancepw}
export OS_CLIENT_CONFIG_FILE=${OS_CLIENT_CONFIG_FILE:-$SERVERS_DIR/keystone/clouds.yaml}
PATH=$PATH:/usr/sbin:/sbin
mkdir -p "$SERVERS_DIR/run" "$SERVERS_DIR/log"

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

# spawn NAME CMD...: in a session of its own; log in log/NAME.log, pid in run/NAME.pid
spawn() {
  local name=$1
  shift
  if alive "$name"; then
    say "$name runs already (pid $(cat "$SERVERS_DIR/run/$name.pid"))"
    return 0
  fi
  pushd "$SERVERS_DIR" >/dev/null || return 1 # some packages write into the current directory
  setsid "$@" >>"$SERVERS_DIR/log/$name.log" 2>&1 </dev/null &
  echo $! >"$SERVERS_DIR/run/$name.pid"
  popd >/dev/null || return 1
}
alive() { [ -s "$SERVERS_DIR/run/$1.pid" ] && kill -0 "$(cat "$SERVERS_DIR/run/$1.pid")" 2>/dev/null; }
# halt NAME: ends the session that spawn made, and nothing else
halt() {
  local pid
  [ -s "$SERVERS_DIR/run/$1.pid" ] || return 0
  pid=$(cat "$SERVERS_DIR/run/$1.pid")
  if kill -0 "$pid" 2>/dev/null; then
    kill -TERM "$pid" 2>/dev/null
    for _ in $(seq 1 100); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL -- "-$pid" 2>/dev/null
  fi
  rm -f "$SERVERS_DIR/run/$1.pid"
}
# wait_http URL SECONDS: any answer of a server counts
wait_http() {
  local end=$((SECONDS + $2))
  while [ "$SECONDS" -lt "$end" ]; do
    [ "$(curl -s -o /dev/null -w '%{http_code}' --max-time 5 "$1")" != 000 ] && return 0
    sleep 0.1
  done
  return 1
}
mariadb_root() { mariadb --no-defaults -h127.0.0.1 -P"$MARIADB_PORT" -uroot "$@"; }
# token [CLOUD]: a new Keystone token of admin, demo, alt, reader or glance, without the weight of a client
token() {
  local user pass project
  case ${1:-admin} in
    admin) user=admin pass=$ADMIN_PASS project=admin ;;
    demo) user=demo pass=$DEMO_PASS project=demo ;;
    alt) user=alt_demo pass=$DEMO_PASS project=alt_demo ;;
    reader) user=reader pass=$DEMO_PASS project=demo ;;
    glance) user=glance pass=$SERVICE_PASS project=service ;;
    *) die "no such cloud: $1" ;;
  esac
  token_of "$user" "$pass" '{"project":{"name":"'"$project"'","domain":{"id":"default"}}}'
}
token_of() { # USER PASSWORD [SCOPE]
  curl -s -D - -o /dev/null -H 'Content-Type: application/json' "$KEYSTONE_URL/auth/tokens" -d '{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"'"$1"'","domain":{"id":"default"},"password":"'"$2"'"}}}'"${3:+,\"scope\":$3}"'}}' |
    tr -d '\r' | awk 'tolower($1) == "x-subject-token:" { print $2 }'
}
