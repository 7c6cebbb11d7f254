#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Hostile images at the real doors: each is refused for its reason, and nothing of it is left; sound ones pass.
. "$(dirname "$0")/lib.sh"
WEB_PORT=$((PORT + 1))
mkdir -p "$SCRATCH/web" "$SCRATCH/store" "$SCRATCH/staging"
cat >"$SCRATCH/glance-api.conf" <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $PORT
enabled_backends = fast:file
[glance_store]
default_backend = fast
[fast]
filesystem_store_datadir = $SCRATCH/store
[os_glance_staging_store]
filesystem_store_datadir = $SCRATCH/staging
[image_format]
disk_formats = ami,ari,aki,vhd,vhdx,vmdk,raw,qcow2,vdi,iso,ploop,gpt,luks
[import_filtering_opts]
allowed_hosts = 127.0.0.1
allowed_ports = $WEB_PORT
END
check "a server starts" server_up server --conf "$SCRATCH/glance-api.conf" || finish
(cd "$SCRATCH/web" && exec "$PYTHON" -m http.server --bind 127.0.0.1 "$WEB_PORT") >/dev/null 2>&1 &
HELPERS+=($!)
check "a web server answers" wait_for 20 curl -sf -o /dev/null "http://127.0.0.1:$WEB_PORT/"
python hostile "$SCRATCH/server" "$SCRATCH/store" "$SCRATCH/staging" "$SCRATCH/web" "$WEB_PORT"
sed -i '0,/^disk_formats/s//gpt_safety_checks_nonfatal = mbr\n&/' "$SCRATCH/glance-api.conf"
check "an operator lets boot sectors pass" wait_for 30 "$PYTHON" "$E2E/hostile.py" "$SCRATCH/server" --boot-sector
check "down" server_down server
finish
