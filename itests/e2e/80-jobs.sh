#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The console, the verify job by hand and by schedule.
. "$(dirname "$0")/lib.sh"
check "a server starts" server_up server || finish
api_login server
DATA=$SCRATCH/server
sh() { server_shell server "$1"; }
says() { # WHAT COMMAND PATTERN: the command succeeds, and says it
  local said status
  said=$(sh "$2")
  status=$?
  if [ "$status" = 0 ] && grep -qiE -- "$3" <<<"$said"; then ok "$1"; else not_ok "$1 (status $status)"; sed 's/^/#   /' <<<"$said" | tail -n 15; return 1; fi
}
new() { # NAME SIZE: an active image; prints its id
  local id
  id=$(api server POST /v2/images -H 'Content-Type: application/json' -d "{\"name\": \"$1\", \"disk_format\": \"raw\", \"container_format\": \"bare\"}" | jq -r .id)
  head -c "$2" /dev/urandom >"$SCRATCH/data.img"
  api server PUT "/v2/images/$id/file" -H 'Content-Type: application/octet-stream' --data-binary "@$SCRATCH/data.img"
  echo "$id"
}
IDS=()
for number in $(seq 1 12); do IDS+=("$(new "job-$number" 1500000)"); done
BROKEN=${IDS[4]} SHORT=${IDS[7]} GONE=${IDS[9]}

says "oriel:image-list shows an image" "oriel:image-list" "${IDS[0]}"
says "oriel:image-show shows it" "oriel:image-show ${IDS[0]}" "job-1"
says "oriel:store-list shows the store and its type" "oriel:store-list" "file.*(ready|default)|(ready|default).*file"
says "oriel:why answers" "oriel:why" "."
says "oriel:job-run tells its help" "oriel:job-run --help" "verify|job"
DOCUMENTED=$(grep -rhoP '(?<![.\w])oriel:[a-z]+(-[a-z]+)*' "$ROOT/docs" "$ROOT/README.md" | sort -u)
HELP=$(sh "$(printf '%s --help;' $DOCUMENTED)")
for name in $DOCUMENTED; do check "$name, named in the documents, is there" grep -qE "^ *$name *\$" <<<"$HELP"; done
refused "oriel:image-show of an unknown id" sh "oriel:image-show 00000000-0000-4000-8000-000000000000"
refused "oriel:job-run of an unknown job" sh "oriel:job-run nothing"
says "oriel:image-delete deletes" "oriel:image-delete ${IDS[11]}" ""
same "…and it is gone" 404 "$(api server GET "/v2/images/${IDS[11]}" -o /dev/null -w '%{http_code}')"

sh "oriel:job-run verify --wait" >"$SCRATCH/first.txt"
same "verify of sound images succeeds" 0 $?
sed 's/^/#   /' "$SCRATCH/first.txt" | head -n 20
says "oriel:job-list shows the run" "oriel:job-list" "verify.*COMPLETED"

# one byte in the middle, one file cut, one gone
"$PYTHON" - "$DATA/images/$BROKEN" <<'END'
import sys
with open(sys.argv[1], "r+b") as file:
    file.seek(700000)
    byte = file.read(1)
    file.seek(700000)
    file.write(bytes([byte[0] ^ 1]))
END
truncate -s 1499999 "$DATA/images/$SHORT"
mv "$DATA/images/$GONE" "$SCRATCH/gone.img"
sh "oriel:job-run verify --wait" >"$SCRATCH/second.txt"
note "status $?"
sed 's/^/#   /' "$SCRATCH/second.txt" | head -n 30
found_in_report() { grep -rqs "$1" "$SCRATCH/second.txt" "$DATA/reports"; }
bad_lines() { cat "$SCRATCH/second.txt" "$DATA"/reports/* 2>/dev/null | grep "$1" | grep -qviE '[^a-z]ok([^a-z]|$)|sound'; }
for what in "BROKEN a flipped byte" "SHORT a cut file" "GONE a missing file"; do
  name=${what%% *}
  check "verify finds ${what#* }" found_in_report "${!name}"
  check "…and calls it bad" bad_lines "${!name}"
done
says "oriel:job-list shows both runs" "oriel:job-list" "verify"
NUMBER=$(sh "oriel:job-list" | grep -oE '^[^0-9]*[0-9]+' | grep -oE '[0-9]+' | head -n 1)
says "oriel:job-show shows the last" "oriel:job-show $NUMBER" "verify"
sh "oriel:job-run verify --wait --image ${IDS[0]}" >"$SCRATCH/third.txt" 2>&1
same "verify of one chosen image" 0 $?

# numbers as arguments, and a run that is stopped in the middle and goes on from there
says "oriel:job-list --limit 1 shows one run" "oriel:job-list --limit 1" "verify"
same "…and no other" 1 "$(sh "oriel:job-list --limit 1" | grep -c verify)"
refused "oriel:job-list of no runs" sh "oriel:job-list --limit 0"
refused "oriel:job-show of an unknown number" sh "oriel:job-show 999999"
refused "oriel:job-restart of a completed run" sh "oriel:job-restart $NUMBER"
refused "oriel:job-restart without a number" sh "oriel:job-restart"
mv "$SCRATCH/gone.img" "$DATA/images/$GONE"
SLOW=$(sh "oriel:job-run verify bytes_per_second=300000" | grep -oE '[0-9]+' | head -n 1)
some_done() { sh "oriel:job-show $SLOW" | grep -qE '^done +\| +[1-9]'; }
check "a slow run gets on" wait_for 60 some_done
says "oriel:job-stop stops it" "oriel:job-stop $SLOW" "$SLOW"
stopped() { sh "oriel:job-show $SLOW" | grep -qE '^status +\| STOPPED'; }
check "…soon" wait_for 30 stopped
sh "oriel:job-show $SLOW" >"$SCRATCH/stopped.txt"
images_read() { awk -F'|' '/^read:/ { sum += $3 } END { print sum + 0 }' "$1"; }
BEFORE_STOP=$(images_read "$SCRATCH/stopped.txt")
sh "oriel:job-restart --wait $SLOW" >"$SCRATCH/restarted.txt"
same "oriel:job-restart goes on with it to its end" 0 $?
AGAIN=$(grep -oE '[0-9]+' "$SCRATCH/restarted.txt" | head -n 1)
sh "oriel:job-show $AGAIN" | tee "$SCRATCH/again.txt" | sed 's/^/#   /'
AFTER_STOP=$(images_read "$SCRATCH/again.txt")
check "…and reads no image twice ($BEFORE_STOP before, $AFTER_STOP after, 11 in all)" test "$BEFORE_STOP" -gt 0 -a "$((BEFORE_STOP + AFTER_STOP))" = 11
same "…and its report has every image once" 11 "$(grep -cE '[0-9a-f]{8}-[0-9a-f-]{27}' "$DATA/reports/verify-$SLOW.csv")"
refused "…and cannot be restarted twice" sh "oriel:job-restart $SLOW"
check "down" server_down server
runs() { sh "oriel:job-list" | grep -c verify; }

# by schedule, from the configuration
cat >"$SCRATCH/glance-api.conf" <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $PORT
[oriel_routes]
verify_schedule = 0/3 * * * * ?
END
check "a server with a schedule starts" server_up server --conf "$SCRATCH/glance-api.conf"
BEFORE=$(runs)
sleep 12
AFTER=$(runs)
check "the schedule starts verify by itself ($BEFORE runs, then $AFTER)" test "$AFTER" -gt "$BEFORE"
check "down" server_down server
finish
