#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# kill -9 in the middle of many uploads: what was reported is whole, the rest is as if it had not been.
#   ROUNDS=3 UPLOADS=50 SIZES="16 64" (MiB, from and to)
. "$(dirname "$0")/lib.sh"
ROUNDS=${ROUNDS:-3}

UP+=(embedded mariadb-server)
for round in $(seq 1 "$ROUNDS"); do
  note "round $round, embedded database"
  python crash "$SCRATCH/embedded" "$round"
done
check "down" server_down embedded
rm -rf "$SCRATCH/embedded/images"

if mariadb_up && mariadb_database oriel; then
  cat >"$SCRATCH/glance-api.conf" <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $PORT
[database]
connection = $(mariadb_url oriel)
END
  note "one round, MariaDB"
  python crash "$SCRATCH/mariadb-server" maria --conf "$SCRATCH/glance-api.conf"
  check "down" server_down mariadb-server
else
  skip "the same on MariaDB" "no mariadbd, or it does not start"
fi
finish
