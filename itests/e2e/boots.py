# SPDX-License-Identifier: Apache-2.0
"""Boots servers over and over: boots.py. See 60-boots.sh."""
import json
import os
import re
import shutil
import statistics
import subprocess
import time

from support import ORIEL, PORT, SCRATCH, Server, jvm, note, ok, oriel, resident, thread_dump

BOOTS = int(os.environ.get("BOOTS", "3"))
LIMIT = float(os.environ.get("LIMIT", "60"))
GOALS = {"cold": float(os.environ.get("COLD_GOAL", "12")), "warm": float(os.environ.get("WARM_GOAL", "8"))}
RSS_GOAL = float(os.environ.get("RSS_GOAL", "450"))
times, missed, stopping, failed_stops = {"cold": [], "warm": []}, [], [], []


def boot(kind, data, number):
    """Seconds until a list of images was served, or None."""
    began = time.monotonic()
    output = open(os.path.join(SCRATCH, "up.log"), "ab")
    starter = subprocess.Popen([ORIEL, "up", "--data", data, "--port", str(PORT)], stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                               env=dict(os.environ, ORIEL_START_LIMIT=str(int(LIMIT))))
    took = None
    while time.monotonic() - began < LIMIT:
        try:
            answer = Server(data=data).request("GET", "/v2/images", timeout=5)
            if answer.status == 200:
                took = time.monotonic() - began
                break
        except (OSError, ValueError):
            pass
        except Exception as problem:  # http.client
            note("%s boot %d: %r" % (kind, number, problem))
        if starter.poll() not in (None, 0):
            break
        time.sleep(0.02)
    if took is None:
        dump = os.path.join(SCRATCH, "threads-%s-%d.txt" % (kind, number))
        try:
            kept = thread_dump(jvm(data), dump)
        except (OSError, ValueError) as problem:
            kept = repr(problem)
        missed.append("%s boot %d (thread dump: %s)" % (kind, number, dump if kept is True else kept))
        for name in ("oriel.log", "console.log"):
            if os.path.exists(os.path.join(data, name)):
                shutil.copy(os.path.join(data, name), os.path.join(SCRATCH, "%s-%d-%s" % (kind, number, name)))
    try:
        starter.wait(LIMIT)
    except subprocess.TimeoutExpired:
        starter.kill()
    output.close()
    return took


def look(kind, data, number):
    """Karaf must not refresh bundles while it boots: that is how boots hang."""
    for name in ("oriel.log", "console.log"):
        path = os.path.join(data, name)
        if os.path.exists(path) and re.search(r"Stopping bundles|Refreshing bundles", open(path, encoding="utf-8", errors="replace").read()):
            stopping.append("%s boot %d, %s" % (kind, number, name))


def stop(kind, data, number):
    status, said = oriel("down", "--data", data)
    if status != 0 or "killing" in said:
        failed_stops.append("%s boot %d: %s" % (kind, number, said[-200:]))


def tell(kind):
    found = times[kind]
    if not found:
        return
    middle = statistics.median(found)
    note("%s boots: %d, min %.2f s, median %.2f s, max %.2f s; load %s; goal < %g s: %s" % (
        kind, len(found), min(found), middle, max(found), " ".join("%.2f" % load for load in os.getloadavg()), GOALS[kind], "met" if middle < GOALS[kind] else "MISSED"))


for number in range(1, BOOTS + 1):
    data = os.path.join(SCRATCH, "cold-%d" % number)
    took = boot("cold", data, number)
    if took is not None:
        times["cold"].append(took)
    look("cold", data, number)
    stop("cold", data, number)
    if took is not None:
        shutil.rmtree(data, ignore_errors=True)
tell("cold")
data = os.path.join(SCRATCH, "warm")
boot("first", data, 0)
stop("first", data, 0)
rss = None
for number in range(1, BOOTS + 1):
    took = boot("warm", data, number)
    if took is not None:
        times["warm"].append(took)
        if number == BOOTS:
            time.sleep(5)
            rss = resident(jvm(data)) / 1e6
    look("warm", data, number)
    stop("warm", data, number)
tell("warm")
ok(len(times["cold"]) == BOOTS, "%d cold boots, each serves within %g s" % (BOOTS, LIMIT), missed)
ok(len(times["warm"]) == BOOTS, "%d warm boots, each serves within %g s" % (BOOTS, LIMIT), missed)
ok(not stopping, "no boot stops or refreshes bundles", stopping)
ok(not failed_stops, "each stops when asked to", failed_stops)
ok(rss and rss < RSS_GOAL, "idle, it resides in %.0f MB: less than %g MB" % (rss or 0, RSS_GOAL))
with open(os.path.join(SCRATCH, "boots.json"), "w", encoding="utf-8") as file:
    json.dump({"seconds": times, "rss_mb": rss, "load": os.getloadavg()}, file, indent=1)
