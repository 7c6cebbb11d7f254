#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# web.sh start|stop|status: nginx on 127.0.0.1:$WEB_PORT serving $SERVERS_DIR/www, a source for web-download.
. "$(dirname "$0")/lib.sh"
D=$SERVERS_DIR/nginx
case ${1:-} in
  start)
    mkdir -p "$D" "$SERVERS_DIR/www"
    [ -e "$SERVERS_DIR/www/tiny.img" ] || head -c 1048576 /dev/urandom >"$SERVERS_DIR/www/tiny.img"
    chmod 755 "$SERVERS_DIR/www"
    cat >"$D/nginx.conf" <<END
user $(id -un) $(id -gn); daemon off; worker_processes 1; pid $D/nginx.pid; error_log $SERVERS_DIR/log/nginx.err;
events { worker_connections 256; }
http { access_log off; sendfile on; tcp_nopush on; default_type application/octet-stream;
  client_body_temp_path $D; proxy_temp_path $D; fastcgi_temp_path $D; uwsgi_temp_path $D; scgi_temp_path $D;
  server { listen 127.0.0.1:$WEB_PORT; root $SERVERS_DIR/www; } }
END
    spawn nginx nginx -p "$D" -e "$SERVERS_DIR/log/nginx.err" -c "$D/nginx.conf"
    wait_http "http://127.0.0.1:$WEB_PORT/tiny.img" 10 || die "nginx does not answer (see log)"
    say "http://127.0.0.1:$WEB_PORT/ serves $SERVERS_DIR/www" ;;
  stop) halt nginx ;;
  status) alive nginx && echo running || echo stopped ;;
  *) die "usage: $0 start|stop|status" ;;
esac
