#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The image tests of Tempest (Debian's package), all feature flags on, against Oriel behind a real Keystone on MariaDB.
# What may fail or be skipped stands with its reason in tempest-not-yet.txt; any other failure or skip fails here.
#   REGEX=tempest\.api\.image\.v2   CONCURRENCY=2   which tests, and how many at a time
. "$(dirname "$0")/lib.sh"
for tool in tempest stestr keystone-manage uwsgi nginx mariadbd; do
  command -v "$tool" >/dev/null || { skip "Tempest" "$tool is not installed"; finish; }
done
REMOTE_PORT=$((PORT + 1))
mariadb_up && mariadb_database glance || { skip "Tempest" "MariaDB does not start"; finish; }
check "a real Keystone" keystone_up || finish
UP_WEB=$(real web start 2>&1) || { not_ok "a web server to import from: $UP_WEB"; finish; }

# the configuration that Glance would get, for two servers on one database and the same stores
configure() { # NAME PORT [VARIABLE=VALUE...]
  env GLANCE_PORT="$2" NAME="$1" STORES=multi DATABASE="$(mariadb_url glance)" "${@:3}" "$ROOT/itests/servers/glance.sh" conf
}
ONE=$(configure one "$PORT") && TWO=$(configure two "$REMOTE_PORT" PEER_OF=one) || { not_ok "two configurations"; finish; }
check "a server starts on Glance's configuration, behind Keystone" server_up one --conf "$ONE" || finish
check "and a second one on its database and stores" server_up two --conf "$TWO" || finish
catalog() {
  "$PYTHON" - "$KEYSTONE_URL" "$(keystone_token admin)" "http://127.0.0.1:$REMOTE_PORT" <<'END'
import json, sys, urllib.request
url, token, endpoint = sys.argv[1:]
def call(method, path, body=None):
    data = body and json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url + path, method=method, data=data, headers={"X-Auth-Token": token, "Content-Type": "application/json"})) as answer:
        return json.loads(answer.read() or b"null")
service = call("POST", "/services", {"service": {"type": "image_remote", "name": "glance_remote"}})["service"]
call("POST", "/endpoints", {"endpoint": {"interface": "public", "service_id": service["id"], "url": endpoint, "region": "RegionOne"}})
END
}
check "the second server stands in the catalog" catalog || finish

# Tempest takes the first resource type of the catalogue, as it would find it after glance-manage db_load_metadefs
mkdir -p "$SCRATCH/metadefs"
cat >"$SCRATCH/metadefs/tempest.json" <<END
{"namespace": "OS::Oriel::Tempest", "display_name": "Tempest", "description": "Something to find", "visibility": "public",
 "protected": false, "resource_type_associations": [{"name": "OS::Glance::Image"}], "properties": {}}
END
check "definitions are loaded" server_shell one "oriel:metadef-load $SCRATCH/metadefs"

PLACE=$SCRATCH/tempest
mkdir -p "$PLACE/lock"
cat >"$PLACE/tempest.conf" <<END
[DEFAULT]
log_file = $PLACE/tempest.log
[oslo_concurrency]
lock_path = $PLACE/lock
[auth]
use_dynamic_credentials = True
admin_username = admin
admin_password = ${ADMIN_PASS:-adminpw}
admin_project_name = admin
admin_domain_name = Default
[identity]
uri_v3 = $KEYSTONE_URL
auth_version = v3
region = RegionOne
[identity-feature-enabled]
api_v2 = False
[image]
region = RegionOne
build_timeout = ${BUILD_TIMEOUT:-20}
build_interval = 1
http_image = http://127.0.0.1:$WEB_PORT/tiny.img
image_caching_enabled = True
alternate_image_endpoint = image_remote
[image-feature-enabled]
api_v1 = False
import_image = True
os_glance_reserved = True
manage_locations = True
[service_available]
glance = True
nova = False
neutron = False
cinder = False
swift = False
horizon = False
END
HOME_OF_TEMPEST=$("$PYTHON" -c 'import os, tempest; print(os.path.dirname(tempest.__file__))')
cat >"$PLACE/.stestr.conf" <<END
[DEFAULT]
test_path=$HOME_OF_TEMPEST/test_discover
top_dir=$(dirname "$HOME_OF_TEMPEST")
END
cd "$PLACE" || exit 1
export TEMPEST_CONFIG_DIR=$PLACE TEMPEST_CONFIG=tempest.conf
PYTHON="$PYTHON" "$PYTHON" "$(command -v stestr)" run --concurrency "${CONCURRENCY:-2}" "${REGEX:-tempest\\.api\\.image\\.v2}" >"$PLACE/output" 2>&1
"$PYTHON" "$(command -v stestr)" last --subunit >"$PLACE/last.subunit" 2>/dev/null
cd "$SCRATCH" || exit 1
python tempest_results "$PLACE/last.subunit" "$E2E/tempest-not-yet.txt"
for name in one two; do
  # Spring Batch calls it an error when a step fails, also where the test wants the import to fail
  refused "no error in the log of server $name" grep -qP '\| ERROR \| [^|]*\| (?!AbstractStep )' "$SCRATCH/$name/oriel.log"
done
check "down" server_down one
check "down" server_down two
finish
