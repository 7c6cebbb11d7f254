#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Bad input at every door: a clear 4xx, no stack trace, nothing lost, nothing left.
. "$(dirname "$0")/lib.sh"
cat >"$SCRATCH/glance-api.conf" <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $PORT
image_size_cap = 67108864
enabled_backends = fast:file
[glance_store]
default_backend = fast
[fast]
filesystem_store_datadir = $SCRATCH/server/store-fast
END
check "a server starts" server_up server --conf "$SCRATCH/glance-api.conf" || finish
python badinput "$SCRATCH/server"
check "down" server_down server
finish
