#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A glance-api.conf as Glance's operators have it: no authentication, several stores, MariaDB.
. "$(dirname "$0")/lib.sh"

OTHER_PORT=$((PORT + 3))
if ! { mariadb_up && mariadb_database glance; }; then
  skip "a real glance-api.conf" "no mariadbd, or it does not start"
  finish
fi
mkdir -p "$SCRATCH"/{cheap,fast,staging,tasks,lock}
glance_conf() { # PORT MORE...
  cat <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $1
workers = 2
log_file = $SCRATCH/api.log
enabled_backends = cheap:file,fast:file
enabled_import_methods = [glance-direct,web-download,copy-image]
node_staging_uri = file://$SCRATCH/staging/
worker_self_reference_url = http://127.0.0.1:$1
image_cache_dir = $SCRATCH/cache
# limits
limit_param_default = 3
api_limit_max = 5
image_size_cap = 2097152
image_tag_quota = 4
image_property_quota = 6
hashing_algorithm = sha256
# things that no Glance knows
fastness = 11
hashing_algoritm = md5
[database]
connection = $(mariadb_url glance)
[oslo_concurrency]
lock_path = $SCRATCH/lock
[paste_deploy]
config_file = /etc/glance/glance-api-paste.ini
flavor =
[keystone_authtoken]
auth_url = http://127.0.0.1:5000/v3
username = glance
password = hushhush
[task]
task_executor = taskflow
work_dir = $SCRATCH/tasks
[no_such_section]
key = value
[glance_store]
default_backend = fast
[cheap]
filesystem_store_datadir = $SCRATCH/cheap
store_description = file store cheap
weight = 5
[fast]
filesystem_store_datadir = $SCRATCH/fast
store_description = file store fast
speed = 11
[os_glance_tasks_store]
filesystem_store_datadir = $SCRATCH/tasks
[os_glance_staging_store]
filesystem_store_datadir = $SCRATCH/staging
END
}
glance_conf "$OTHER_PORT" >"$SCRATCH/glance-api.conf"
API_PORT=$OTHER_PORT
check "a server starts on it" server_up server --conf "$SCRATCH/glance-api.conf" || finish
get() { api server GET "$@"; }
status_of() { api server "$@" -o /dev/null -w '%{http_code}'; }

check "bind_port is honoured" serves "$OTHER_PORT"
refused "nothing listens on the default port of the test" serves "$PORT"
same "no flavor: a request without credentials is the administrator's" 200 "$(status_of GET /v2/images)"
check "the tables are in MariaDB" test "$(mariadb_do "select count(*) from information_schema.tables where table_schema='glance' and table_name in ('images','image_properties','image_tags','image_locations','image_members')")" = 5
create() { api server POST /v2/images -H 'Content-Type: application/json' -d "$1"; }
put() { api server PUT "/v2/images/$1/file" -o /dev/null -w '%{http_code}' -H 'Content-Type: application/octet-stream' --data-binary "@$2" "${@:3}"; }
head -c 1000000 /dev/urandom >"$SCRATCH/small.img"
head -c 2097153 /dev/urandom >"$SCRATCH/large.img"
ID=$(create '{"name": "config", "disk_format": "raw", "container_format": "bare"}' | jq -r .id)
same "the image is a row in MariaDB" "config queued" "$(mariadb_do "select concat(name, ' ', status) from glance.images where id='$ID'")"
same "upload goes to default_backend" 204 "$(put "$ID" "$SCRATCH/small.img")"
check "…as a file named by the id" cmp "$SCRATCH/small.img" "$SCRATCH/fast/$ID"
same "…with the store in the record" fast "$(get "/v2/images/$ID" | jq -r .stores)"
same "hashing_algorithm is honoured" "sha256 $(sha256sum "$SCRATCH/small.img" | cut -d ' ' -f 1)" "$(get "/v2/images/$ID" | jq -r '.os_hash_algo + " " + .os_hash_value')"
same "the location is Glance's" "file://$SCRATCH/fast/$ID" "$(mariadb_do "select value from glance.image_locations where image_id='$ID' and deleted=0")"
same "…and names its store" fast "$(mariadb_do "select meta_data from glance.image_locations where image_id='$ID' and deleted=0" | jq -r .store)"
TWO=$(create '{"name": "config", "disk_format": "raw", "container_format": "bare"}' | jq -r .id)
same "image_size_cap is honoured" 413 "$(put "$TWO" "$SCRATCH/large.img")"
same "…and leaves nothing" 1 "$(find "$SCRATCH/fast" "$SCRATCH/cheap" -type f | wc -l)"
same "another store by header" 204 "$(put "$TWO" "$SCRATCH/small.img" -H 'X-Image-Meta-Store: cheap')"
check "…takes the data" cmp "$SCRATCH/small.img" "$SCRATCH/cheap/$TWO"
same "an unknown store is refused" 400 "$(put "$(create '{"disk_format": "raw", "container_format": "bare"}' | jq -r .id)" "$SCRATCH/small.img" -H 'X-Image-Meta-Store: none')"
same "creation names the stores" "cheap,fast" "$(api server POST /v2/images -H 'Content-Type: application/json' -d '{}' -D - -o /dev/null | tr -d '\r' | sed -n 's/^openstack-image-store-ids: *//Ip' | tr ',' '\n' | grep -v os_glance | sort | paste -sd ,)"
for _ in 1 2 3 4 5; do create '{"name": "more"}' >/dev/null; done
same "limit_param_default is honoured" 3 "$(get /v2/images | jq '.images | length')"
same "api_limit_max is honoured" 5 "$(get '/v2/images?limit=1000' | jq '.images | length')"
same "image_tag_quota is honoured" 413 "$(status_of POST /v2/images -H 'Content-Type: application/json' -d '{"tags": ["a", "b", "c", "d", "e"]}')"
same "image_property_quota is honoured" 413 "$(status_of POST /v2/images -H 'Content-Type: application/json' -d '{"a": "1", "b": "1", "c": "1", "d": "1", "e": "1", "f": "1", "g": "1"}')"
for key in fastness hashing_algoritm no_such_section speed; do
  check "the log names the unknown $key" grep -q "$key" "$(server_log server)"
done
refused "the log does not tell passwords" grep -q -e hushhush -e sesame "$(server_log server)" "$SCRATCH/server/console.log"
PORT=$OTHER_PORT python reconfigure "$SCRATCH/server" "$SCRATCH/glance-api.conf"
check "down" server_down server
check "it starts on its database again" server_up server --conf "$SCRATCH/glance-api.conf"
same "…and still knows the image" active "$(get "/v2/images/$ID" | jq -r .status)"
same "…and its data" "$(sha256sum <"$SCRATCH/small.img")" "$(get "/v2/images/$ID/file" | sha256sum)"
same "delete" 204 "$(status_of DELETE "/v2/images/$ID")"
refused "…takes the file away" test -e "$SCRATCH/fast/$ID"
same "…and keeps the row, as Glance does" "deleted 1" "$(mariadb_do "select concat(status, ' ', deleted) from glance.images where id='$ID'")"
check "--port goes before bind_port" bash -c "exec 2>&1; '$ORIEL' down --data '$SCRATCH/server' && '$ORIEL' up --data '$SCRATCH/server' --conf '$SCRATCH/glance-api.conf' --port $((PORT + 4)) </dev/null && curl -sf -o /dev/null http://127.0.0.1:$((PORT + 4))/v2/images"
check "down" server_down server

# a configuration with a mistake is not half taken
sed 's/^bind_port = .*/bind_port = many/' "$SCRATCH/glance-api.conf" >"$SCRATCH/broken.conf"
if ORIEL_START_LIMIT=30 server_up broken --conf "$SCRATCH/broken.conf" >/dev/null; then not_ok "a configuration with a mistake is refused"; else ok "a configuration with a mistake is refused"; fi
check "…and the mistake is named" grep -q bind_port "$SCRATCH/broken/oriel.log" "$SCRATCH/broken.up.log"
server_kill broken

# open access only on a loopback listener; in a network of its own, so that no one else is let in
if unshare -n true 2>/dev/null; then
  glance_conf "$OTHER_PORT" | sed -e 's/^bind_host = .*/bind_host = 0.0.0.0/' -e '/^\[database\]/,/^connection/d' >"$SCRATCH/open.conf"
  printf '[oriel_identity]\nallow_open_access = true\n' | cat "$SCRATCH/open.conf" - >"$SCRATCH/allowed.conf"
  UP+=(open allowed)
  probe() { # NAME: status of a list, in a network that has nothing but its loopback
    unshare -n bash -c "ip link set lo up 2>/dev/null || ifconfig lo up
      ORIEL_START_LIMIT=40 '$ORIEL' up --data '$SCRATCH/$1' --conf '$SCRATCH/$1.conf' >'$SCRATCH/$1.up.log' 2>&1 </dev/null
      curl -s -o /dev/null -w '%{http_code}' --max-time 20 http://127.0.0.1:$OTHER_PORT/v2/images
      '$ORIEL' down --data '$SCRATCH/$1' >>'$SCRATCH/$1.up.log' 2>&1"
  }
  case $(probe open) in
    200) not_ok "open access on a listener for everybody is refused" ;;
    *) ok "open access on a listener for everybody is refused" ;;
  esac
  check "…and the log says how it is allowed" grep -q allow_open_access "$SCRATCH/open/oriel.log"
  same "…unless it is allowed" 200 "$(probe allowed)"
else
  skip "open access on a listener for everybody" "unshare -n is not allowed here"
fi
finish
