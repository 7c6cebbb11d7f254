# SPDX-License-Identifier: Apache-2.0
# Shared functions of the end-to-end tests. Sourced, not run.
#
#   ORIEL     the ./oriel script (default: the one of this repository)
#   SCRATCH   directory for everything that a test writes, or the first argument (default: a new one, removed after success)
#   PORT      first of ten ports that the test may listen on (default: the first free ten from 11700 on)
#   KEEP=1    keep the scratch directory
#
# A check prints one line: "ok - …", "not ok - …" or "skip - … # reason". `finish` prints the sum and ends the test.
# Every server that a test starts is ended by pid, also after a failure or a signal.
set -uo pipefail
E2E=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$E2E/../.." && pwd)
export ORIEL=${ORIEL:-$ROOT/oriel}
TEST=$(basename "$0" .sh)
PYTHON=${PYTHON:-/usr/bin/python3}
free_ports() { # BASE: none of its ten is taken
  local port
  for port in $(seq "$1" $(($1 + 9))); do
    ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || return 1
  done
}
if [ -z "${PORT:-}" ]; then
  for PORT in 11700 11710 11720 11730 11740 11750 11760 11770; do free_ports "$PORT" && break; done
fi
export PORT
export PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
[ $# -gt 0 ] && SCRATCH=$1
if [ -n "${SCRATCH:-}" ]; then SCRATCH_IS_OURS=0; else SCRATCH=$(mktemp -d -t "oriel-e2e-$TEST.XXXXXX"); SCRATCH_IS_OURS=1; fi
mkdir -p "$SCRATCH"
SCRATCH=$(cd "$SCRATCH" && pwd)
export SCRATCH
export TALLY=$SCRATCH/tally
: >"$TALLY"
UP=()           # data directories of started servers
HELPERS=()      # pids of other started processes

ok() { printf 'ok - %s\n' "$*" | tee -a "$TALLY"; }
not_ok() { printf 'not ok - %s\n' "$*" | tee -a "$TALLY"; }
skip() { printf 'skip - %s # %s\n' "$1" "$2" | tee -a "$TALLY"; }
note() { printf '# %s\n' "$*"; }
# check WHAT CMD...: the command succeeds; its output is shown if it does not. It runs in this shell, so that what it starts is known.
check() {
  local what=$1
  shift
  if "$@" >"$SCRATCH/said" 2>&1; then ok "$what"; else not_ok "$what"; sed 's/^/#   /' "$SCRATCH/said" | tail -n 15; return 1; fi
}
# refused WHAT CMD...: the command fails
refused() {
  local what=$1
  shift
  if "$@" >"$SCRATCH/said" 2>&1; then not_ok "$what (was not refused)"; sed 's/^/#   /' "$SCRATCH/said" | tail -n 5; return 1; else ok "$what"; fi
}
same() { # same WHAT EXPECTED ACTUAL
  if [ "$2" = "$3" ]; then ok "$1"; else not_ok "$1 (expected '$2', got '$3')"; return 1; fi
}
finish() {
  local passed failed skipped
  clean_up
  as_described
  passed=$(grep -c '^ok - ' "$TALLY")
  failed=$(grep -c '^not ok - ' "$TALLY")
  skipped=$(grep -c '^skip - ' "$TALLY")
  trap - EXIT
  [ "$failed" = 0 ] && [ "$((passed + skipped))" -gt 0 ] && [ "$SCRATCH_IS_OURS" = 1 ] && [ -z "${KEEP:-}" ] && rm -rf "$SCRATCH"
  [ "$failed" = 0 ] || printf '# logs and data: %s\n' "$SCRATCH"
  printf '%s: %d passed, %d failed, %d skipped\n' "$TEST" "$passed" "$failed" "$skipped"
  [ "$failed" = 0 ] && [ "$((passed + skipped))" -gt 0 ]
  exit $?
}
# as_described: the document of the API tells of all that the servers of this test answered
as_described() {
  local logs=("$SCRATCH"/*.access)
  [ -s "${logs[0]}" ] || return 0
  python described "$ROOT/docs/about/openapi.json" "${logs[@]}"
}
clean_up() {
  local name pid
  for name in ${UP[@]+"${UP[@]}"}; do server_kill "$name"; done
  UP=()
  [ -d "$SERVERS_DIR/run" ] && for name in barbican keystone web; do "$ROOT/itests/servers/$name.sh" stop; done
  for pid in ${HELPERS[@]+"${HELPERS[@]}"}; do kill "$pid" 2>/dev/null; done
  for pid in ${HELPERS[@]+"${HELPERS[@]}"}; do
    for _ in $(seq 1 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -9 "$pid" 2>/dev/null
  done
  HELPERS=()
}
trap 'clean_up' EXIT
trap 'exit 130' INT TERM

# answers_to FILE: options of the virtual machine by which a server notes each answer: status, method, path
answers_to() { printf '%s' "-Dorg.apache.felix.http.requestlog.file.path=$1 -Dorg.apache.felix.http.requestlog.file.format=%s|%m|%U"; }
export ORIEL_OPTS="${ORIEL_OPTS:-} $(answers_to "$SCRATCH/other.access")"

# python NAME [ARG...]: runs NAME.py of this folder; its checks count, and so does an end by an error
python() {
  local name=$1
  shift
  "$PYTHON" "$E2E/$name.py" "$@" || not_ok "$name.py ended with status $?"
}

# server_up NAME [OPTION...]: starts a server on $SCRATCH/NAME and waits until it serves; options go to `oriel up`.
# The port is 127.0.0.1:$PORT unless an option says otherwise.
server_up() {
  local name=$1 status port=(--port "$PORT")
  shift
  UP+=("$name")
  case " $* " in *" --port "* | *" --conf "*) port=() ;; esac
  mkdir -p "$SCRATCH"
  ORIEL_OPTS="$ORIEL_OPTS $(answers_to "$SCRATCH/$name.access")" timeout -k 5 "${UP_LIMIT:-180}" "$ORIEL" up --data "$SCRATCH/$name" ${port[@]+"${port[@]}"} "$@" >>"$SCRATCH/$name.up.log" 2>&1 </dev/null
  status=$?
  if [ "$status" != 0 ]; then
    note "oriel up ended with status $status:"
    tail -n 15 "$SCRATCH/$name.up.log" | sed 's/^/#   /'
  fi
  return "$status"
}
server_down() { timeout -k 5 90 "$ORIEL" down --data "$SCRATCH/$1" >>"$SCRATCH/$1.up.log" 2>&1 </dev/null; }
server_pid() { cat "$SCRATCH/$1/oriel.pid" 2>/dev/null; }
# server_kill NAME: ends it whatever it does
server_kill() {
  local pid
  pid=$(server_pid "$1")
  [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null || return 0
  server_down "$1"
  kill -0 "$pid" 2>/dev/null && kill -9 "$pid" 2>/dev/null
  return 0
}
# server_shell NAME COMMAND: one command on the server's console
server_shell() { "$ORIEL" shell --data "$SCRATCH/$1" --timeout "${SHELL_LIMIT:-120}" "$2" </dev/null 2>&1; }
server_log() { printf '%s\n' "$SCRATCH/$1/oriel.log"; }
# wait_for SECONDS CMD...: repeats until it succeeds
wait_for() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.2
  done
}
serves() { [ "$(curl -s -o /dev/null -w '%{http_code}' --max-time 5 "http://127.0.0.1:$1/healthcheck")" = 200 ]; }
# api NAME METHOD PATH [CURL-OPTION...]: a request as the administrator; prints the body
api() {
  local name=$1 method=$2 path=$3
  shift 3
  curl -sS --max-time 120 ${AUTH_FILE:+-K "$AUTH_FILE"} -X "$method" "http://127.0.0.1:${API_PORT:-$PORT}$path" "$@"
}
# api_login NAME: takes the administrator's password out of the clouds.yaml which the first start wrote
api_login() {
  AUTH_FILE=
  local user password
  user=$(sed -n 's/^ *username: *"\{0,1\}\([^"]*\)"\{0,1\} *$/\1/p' "$SCRATCH/$1/clouds.yaml" 2>/dev/null | head -n 1)
  password=$(sed -n 's/^ *password: *"\{0,1\}\([^"]*\)"\{0,1\} *$/\1/p' "$SCRATCH/$1/clouds.yaml" 2>/dev/null | head -n 1)
  [ -n "$password" ] || return 0
  AUTH_FILE=$SCRATCH/$1.curl
  (umask 077 && printf 'user = "%s:%s"\n' "$user" "$password" >"$AUTH_FILE")
}

# mariadb_up: a private MariaDB on 127.0.0.1:$MARIADB_PORT, root without a password; its databases are made by mariadb_database
MARIADB_PORT=${MARIADB_PORT:-$((PORT + 9))}
mariadb_up() {
  local place=$SCRATCH/mariadb
  command -v mariadbd >/dev/null || return 1
  mkdir -p "$place"
  if [ ! -d "$place/data/mysql" ]; then
    mariadb-install-db --no-defaults --user="$(id -un)" --datadir="$place/data" --auth-root-authentication-method=normal --skip-test-db \
      >"$place/install.log" 2>&1 || return 1
  fi
  # a socket path may have 107 characters at most, a scratch directory may be longer
  MARIADB_SOCKET=$(mktemp -u -t oriel-e2e-XXXXXX.sock)
  mariadbd --no-defaults --user="$(id -un)" --datadir="$place/data" --bind-address=127.0.0.1 --port="$MARIADB_PORT" --socket="$MARIADB_SOCKET" \
    --pid-file="$place/pid" --max-connections=200 --innodb-buffer-pool-size=128M >"$place/log" 2>&1 </dev/null &
  HELPERS+=($!)
  wait_for 60 mariadb --no-defaults -S "$MARIADB_SOCKET" -uroot -e 'select 1' || return 1
  mariadb --no-defaults -S "$MARIADB_SOCKET" -uroot -e "create user if not exists 'glance'@'127.0.0.1' identified by 'sesame'; grant all on *.* to 'glance'@'127.0.0.1'"
}
mariadb_do() { mariadb --no-defaults -S "$MARIADB_SOCKET" -uroot -N -B -e "$1"; }
mariadb_database() { mariadb_do "create database \`$1\` character set utf8mb3"; }
mariadb_url() { printf 'mysql+pymysql://glance:sesame@127.0.0.1:%s/%s?charset=utf8' "$MARIADB_PORT" "$1"; }

# keystone_up: a real Keystone at $KEYSTONE_URL, on the MariaDB of mariadb_up; users and roles: itests/servers/keystone.sh.
# IMAGE_ENDPOINT is what its catalog says of the image service. `real NAME VERB` runs another script of itests/servers.
export SERVERS_DIR=${SERVERS_DIR:-$SCRATCH/servers} MARIADB_PORT KEYSTONE_PORT=${KEYSTONE_PORT:-$((PORT + 8))} WEB_PORT=${WEB_PORT:-$((PORT + 7))}
export KEYSTONE_URL=http://127.0.0.1:$KEYSTONE_PORT/v3 GLANCE_PORT=${GLANCE_PORT:-$PORT}
real() { "$ROOT/itests/servers/$1.sh" "${@:2}"; }
keystone_up() {
  command -v keystone-manage >/dev/null && command -v uwsgi >/dev/null || return 1
  mariadb_do "create database if not exists keystone character set utf8mb3" || return 1
  KEYSTONE_DATABASE=$(mariadb_url keystone) real keystone start >>"$SCRATCH/keystone.up.log" 2>&1 || { tail -n 5 "$SCRATCH/keystone.up.log"; return 1; }
}
keystone_token() { (. "$ROOT/itests/servers/lib.sh" && token "$@"); } # CLOUD: admin, demo, alt, reader or glance
