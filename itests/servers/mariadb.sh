#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# mariadb.sh start|stop|status: a private MariaDB on 127.0.0.1:$MARIADB_PORT; root needs no password there.
. "$(dirname "$0")/lib.sh"
D=$SERVERS_DIR/mariadb
case ${1:-} in
  start)
    mkdir -p "$D"
    if [ ! -d "$D/data/mysql" ]; then
      mariadb-install-db --no-defaults --user="$(id -un)" --datadir="$D/data" --auth-root-authentication-method=normal --skip-test-db \
        >"$SERVERS_DIR/log/mariadb-install.log" 2>&1 || die "mariadb-install-db failed (see log)"
    fi
    # the path of a socket may have 107 characters, that of a scratch directory more
    alive mariadb || mktemp -u -t oriel-mariadb-XXXXXX.sock >"$D/socket"
    socket=$(cat "$D/socket")
    spawn mariadb mariadbd --no-defaults --user="$(id -un)" --datadir="$D/data" --bind-address=127.0.0.1 --port="$MARIADB_PORT" \
      --socket="$socket" --pid-file="$D/pid" --max-connections=400 --innodb-buffer-pool-size=256M
    for _ in $(seq 1 300); do
      mariadb --no-defaults -S "$socket" -uroot -e 'select 1' >/dev/null 2>&1 && break
      sleep 0.1
    done
    mariadb --no-defaults -S "$socket" -uroot -e "create user if not exists 'root'@'127.0.0.1' identified by ''; grant all on *.* to 'root'@'127.0.0.1' with grant option" ||
      die "mariadb did not start (see log)"
    say "mariadb runs on 127.0.0.1:$MARIADB_PORT" ;;
  stop) halt mariadb ;;
  status) alive mariadb && echo running || echo stopped ;;
  *) die "usage: $0 start|stop|status" ;;
esac
