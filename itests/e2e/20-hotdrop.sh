#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Store plugins come into, and go out of, the running server, under load.
. "$(dirname "$0")/lib.sh"

mkdir -p "$SCRATCH/server/store-fast"
cat >"$SCRATCH/glance-api.conf" <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $PORT
enabled_backends = fast:file, mem:memory

[glance_store]
default_backend = fast

[fast]
filesystem_store_datadir = $SCRATCH/server/store-fast
store_description = files

[mem]
store_description = memory
END

# plugin NAME: the jar of a store plugin, from the assembly or from the build
plugin() {
  find "$ROOT/karaf-assembly/target/assembly/system" "$ROOT/bundles/stores/$1/target" -name "org.oriel.stores.$1-*.jar" 2>/dev/null | grep -v -e sources -e javadoc | head -n 1
}
MEMORY=${MEMORY_PLUGIN:-$(plugin memory)}
FILE=${FILE_PLUGIN:-$(plugin file)}
check "the plugin of the memory store is built" test -s "$MEMORY" || finish
check "the plugin of the file store is built" test -s "$FILE" || finish

check "a server with the stores fast and mem starts, though mem has no plugin yet" server_up server --conf "$SCRATCH/glance-api.conf" || finish
python hotdrop "$SCRATCH/server" "$MEMORY" "$FILE"
check "down" server_down server
finish
