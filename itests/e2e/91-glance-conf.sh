#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The configuration of Glance in every layout of stores: a server starts on it, takes data where Glance would, and gives it back.
. "$(dirname "$0")/lib.sh"

if ! mariadb_up; then
  skip "Glance's configurations" "no mariadbd, or it does not start"
  finish
fi
export AUTH=fakeauth SECURE_RBAC=True DATABASE
head -c 700000 /dev/urandom >"$SCRATCH/some.img"
call() { curl -s --max-time 60 -H 'X-Auth-Token: u:p:member,reader' -X "$1" "http://127.0.0.1:$PORT$2" "${@:3}"; }
for layout in single one tri files; do
  mariadb_database "$layout"
  DATABASE=$(mariadb_url "$layout")
  conf=$(NAME=$layout STORES=$layout real glance conf)
  check "$layout: a server starts" server_up "$layout" --conf "$conf" || continue
  case $layout in
    single) stores= first=file place=data ;;
    one) stores=fast,web first=fast place=data-fast ;;
    tri) stores=store1,store2,store3 first=store1 place=data-store1 ;;
    files) stores=file1,file2,file3 first=file1 place=data-file1 ;;
  esac
  id=$(call POST /v2/images -H 'Content-Type: application/json' -d '{"name": "x", "disk_format": "raw", "container_format": "bare"}' -D "$SCRATCH/head" | jq -r .id)
  named=$(tr -d '\r' <"$SCRATCH/head" | sed -n 's/^openstack-image-store-ids: *//Ip' | tr ',' '\n' | grep -v os_glance | sort | paste -sd ,)
  same "$layout: creation names the stores" "$stores" "$named"
  same "$layout: upload" 204 "$(call PUT "/v2/images/$id/file" -o /dev/null -w '%{http_code}' -H 'Content-Type: application/octet-stream' --data-binary "@$SCRATCH/some.img")"
  check "$layout: the data lie where Glance puts them" cmp "$SCRATCH/some.img" "$SERVERS_DIR/$layout/$place/$id"
  [ $layout = single ] || same "$layout: the store is told" "$first" "$(call GET "/v2/images/$id" | jq -r .stores)"
  check "$layout: download" cmp "$SCRATCH/some.img" <(call GET "/v2/images/$id/file")
  same "$layout: reserved stores are empty" 0 "$(find "$SERVERS_DIR/$layout/staging" "$SERVERS_DIR/$layout/tasks" -type f | wc -l)"
  check "$layout: down" server_down "$layout"
done
finish
