# SPDX-License-Identifier: Apache-2.0
"""Changes options of a running server under load: reconfigure.py DATA CONF."""
import re
import sys
import threading
import time

from support import Load, Server, note, ok, wait_until

DATA, CONF = sys.argv[1:3]
server = Server(data=DATA)


def change(key, value):
    text = open(CONF, encoding="utf-8").read()
    changed, count = re.subn(r"^%s = .*$" % key, "%s = %s" % (key, value), text, count=1, flags=re.M)
    assert count == 1, key
    open(CONF, "w", encoding="utf-8").write(changed)


def page():
    answer = server.request("GET", "/v2/images")
    return len(answer.json()["images"]) if answer.status == 200 else answer.status


for _ in range(5):
    server.create(name="page", disk_format="raw")
before = page()
with Load(server, threads=3, size=16 * 1024) as load:
    time.sleep(1)
    for size in (1, 2, 4, 1, before):
        change("limit_param_default", size)
        ok(wait_until(10, lambda: page() == size), "limit_param_default = %d is taken by the running server" % size, page())
    change("limit_param_default", "many")
    time.sleep(3)
    ok(page() == before, "a mistake changes nothing", page())
    change("limit_param_default", before)
    time.sleep(3)
ok(load.done > 20 and not load.failures, "no request failed while options of the API changed: %d rounds, the slowest took %.2f s" % (load.done, load.slowest), load.failures[:5])

# an option of another room: the room begins anew, which may be felt, but only as 503
seen, stop = {}, threading.Event()


def ask():
    while not stop.is_set():
        answer = server.request("GET", "/v2/images?limit=1", timeout=30)
        key = answer.status if answer.status != 503 or answer.header("Retry-After") else "503 without Retry-After"
        seen[key] = seen.get(key, 0) + 1


asking = [threading.Thread(target=ask) for _ in range(3)]
for thread in asking:
    thread.start()


def tags(count):
    answer = server.request("POST", "/v2/images", json_body={"tags": ["t%d" % n for n in range(count)]})
    if answer.status == 201:
        server.delete(answer.json()["id"])
    return answer.status


for quota in (6, 2, 4):
    change("image_tag_quota", quota)
    ok(wait_until(15, lambda: tags(quota) == 201 and tags(quota + 1) == 413), "image_tag_quota = %d is taken by the running server" % quota, (tags(quota), tags(quota + 1)))
stop.set()
for thread in asking:
    thread.join(30)
ok(set(seen) <= {200, 503} and seen.get(200, 0) > 20, "while a room begins anew, requests get their answer or 503 with Retry-After: %s" % seen, seen)
for image in server.request("GET", "/v2/images?limit=1000").json()["images"]:
    if image["name"] == "page":
        server.delete(image["id"])
