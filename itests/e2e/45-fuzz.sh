#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Nonsense for every door that there is, also for those that were added after this was written; and clients that are slow on purpose.
. "$(dirname "$0")/lib.sh"
mkdir -p "$SCRATCH/server"
cat >"$SCRATCH/glance-api.conf" <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $PORT
enabled_backends = fast:file
client_socket_timeout = 5
image_size_cap = 67108864
[glance_store]
default_backend = fast
[fast]
filesystem_store_datadir = $SCRATCH/server/store-fast
END
check "a server starts" server_up server --conf "$SCRATCH/glance-api.conf" || finish
python fuzz "$SCRATCH/server"
python slow "$SCRATCH/server"
check "down" server_down server
finish
