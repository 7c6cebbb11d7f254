#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Notifications: to a real RabbitMQ with a real oslo.messaging listener, and as signed webhooks; nothing is lost.
. "$(dirname "$0")/lib.sh"
RABBIT_PORT=$((PORT + 1)) DIST_PORT=$((PORT + 2)) EPMD_PORT=$((PORT + 3)) HOOK_PORT=$((PORT + 4))
EVENTS=$SCRATCH/events HOOKS=$SCRATCH/hooks CLOSED=$SCRATCH/closed SECRET=sesame-open-sesame
if ! command -v rabbitmq-server >/dev/null || ! "$PYTHON" -c 'import oslo_messaging' 2>/dev/null; then
  skip "notifications" "no rabbitmq-server or no oslo.messaging"
  finish
fi
export PORT HOOK_PORT EVENTS HOOKS CLOSED SECRET RABBIT_PORT

# rabbit_up: a private RabbitMQ on 127.0.0.1:$RABBIT_PORT; RABBIT_PID is its pid
rabbit_up() {
  local place=$SCRATCH/rabbit
  mkdir -p "$place/home"
  printf 'listeners.tcp.1 = 127.0.0.1:%s\n' "$RABBIT_PORT" >"$place/rabbitmq.conf"
  if ! [ -e "$place/epmd" ]; then
    epmd -port "$EPMD_PORT" -address 127.0.0.1 >"$place/epmd" 2>&1 </dev/null &
    HELPERS+=($!)
  fi
  HOME=$place/home RABBITMQ_HOME=$place/home RABBITMQ_MNESIA_BASE=$place/mnesia RABBITMQ_LOG_BASE=$place/log RABBITMQ_NODENAME=oriel$RABBIT_PORT@localhost \
    RABBITMQ_DIST_PORT=$DIST_PORT ERL_EPMD_PORT=$EPMD_PORT ERL_EPMD_ADDRESS=127.0.0.1 RABBITMQ_CONFIG_FILE=$place/rabbitmq.conf \
    RABBITMQ_ENABLED_PLUGINS_FILE=$place/plugins RABBITMQ_CONF_ENV_FILE=$place/none RABBITMQ_PID_FILE=$place/pid \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' \
    setsid "$(ls -d /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin | head -n 1)/rabbitmq-server" >>"$place/out" 2>&1 </dev/null &
  HELPERS+=($!)
  wait_for 90 rabbit_answers || { tail -n 5 "$place/out"; return 1; }
  RABBIT_PID=$(cat "$place/pid")
  HELPERS+=("$RABBIT_PID")
}
rabbit_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$RABBIT_PORT") && [ -s "$SCRATCH/rabbit/pid" ]; } 2>/dev/null
rabbit_down() {
  kill "$RABBIT_PID"
  for _ in $(seq 1 200); do kill -0 "$RABBIT_PID" 2>/dev/null || break; sleep 0.1; done
  kill -9 "$RABBIT_PID" 2>/dev/null
  rm -f "$SCRATCH/rabbit/pid"
}
start() { # NAME ARG...: a part of notifications.py that runs beside
  "$PYTHON" "$E2E/notifications.py" "$@" >"$SCRATCH/$1.log" 2>&1 </dev/null &
  HELPERS+=($!)
}
creates() { # NAME COUNT: makes images; prints the slowest and the number of those that were made
  local number slowest=0 made=0 code time
  for number in $(seq 1 "$2"); do
    read -r code time < <(curl -s -o /dev/null -w '%{http_code} %{time_total}\n' --max-time 30 -H 'Content-Type: application/json' \
      "http://127.0.0.1:$PORT/v2/images" -d "{\"name\": \"$1-$number\"}")
    [ "$code" = 201 ] && made=$((made + 1))
    slowest=$(awk -v a="$slowest" -v b="$time" 'BEGIN {print (a > b ? a : b)}')
  done
  echo "$made $slowest"
}
arrived() { # FILE NAME COUNT: events of all these creates are there
  [ "$("$PYTHON" "$E2E/notifications.py" names "$1" "$2" | wc -l)" -ge "$3" ]
}
in_order() { # WHAT FILE NAME COUNT: just these, in order, once
  wait_for 60 arrived "$2" "$3" "$4"
  same "$1" "$(for number in $(seq 1 "$4"); do echo "$3-$number"; done | paste -sd ' ' -)" "$("$PYTHON" "$E2E/notifications.py" names "$2" "$3" | paste -sd ' ' -)"
}

mkdir -p "$SCRATCH"/{cheap,fast}
cat >"$SCRATCH/glance-api.conf" <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $PORT
enabled_backends = cheap:file,fast:file
transport_url = rabbit://guest:guest@127.0.0.1:$RABBIT_PORT/
default_publisher_id = image.e2e
disabled_notifications = metadef_tag
[glance_store]
default_backend = fast
[cheap]
filesystem_store_datadir = $SCRATCH/cheap
[fast]
filesystem_store_datadir = $SCRATCH/fast
[paste_deploy]
flavor =
[oslo_messaging_notifications]
driver = messagingv2
[oriel_notifications]
webhooks = audit:http://127.0.0.1:$HOOK_PORT/in
webhook_secret = $SECRET
END
check "a RabbitMQ starts" rabbit_up || finish
start listen
start hook
check "a server starts" server_up server --conf "$SCRATCH/glance-api.conf" || finish
python notifications kinds

note "RabbitMQ goes away"
warm=$(creates warm 50)
in_order "50 creates are told in order" "$EVENTS" warm 50
rabbit_down
away=$(creates away 50)
note "slowest of 50 creates: with the broker ${warm#* } s, without it ${away#* } s"
same "50 images are made while the broker is away" 50 "${away% *}"
check "…and none waits for it" awk -v t="${away#* }" 'BEGIN {exit !(t < 1.5)}'
in_order "webhooks go on meanwhile" "$HOOKS" away 50
check "the log says that notifications wait" grep -q 'Notifications for messaging wait' "$(server_log server)"
check "RabbitMQ comes back" rabbit_up || finish
in_order "all 50 arrive, in order, once" "$EVENTS" away 50
check "the log says that they are delivered again" grep -q 'Notifications for messaging are delivered again' "$(server_log server)"

note "Oriel dies between commit and delivery"
rabbit_down
touch "$CLOSED"
killed=$(creates killed 20)
same "20 images are made" 20 "${killed% *}"
kill -9 "$(server_pid server)"
sleep 1
check "RabbitMQ comes back" rabbit_up || finish
rm -f "$CLOSED"
check "the server starts again" server_up server --conf "$SCRATCH/glance-api.conf" || finish
in_order "nothing was lost for the broker" "$EVENTS" killed 20
in_order "nothing was lost for the webhook" "$HOOKS" killed 20

python notifications signatures
finish
