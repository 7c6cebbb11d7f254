# SPDX-License-Identifier: Apache-2.0
"""One round of the crash test: crash.py DATA ROUND [OPTION-OF-UP...]. Starts the server, kills it, starts it again."""
import os
import random
import re
import signal
import sys
import threading
import time

from support import MIB, PORT, Blocks, Cut, Server, jvm, note, ok, oriel, wait_until

DATA, ROUND, OPTIONS = sys.argv[1], sys.argv[2], sys.argv[3:]
UPLOADS = int(os.environ.get("UPLOADS", "50"))
LEAST, MOST = (int(size) for size in os.environ.get("SIZES", "16 64").split())
CLEANED = 60  # seconds after the restart in which everything must be in order again
chance = random.Random("crash" + ROUND)


def up():
    options = OPTIONS if "--conf" in OPTIONS else ["--port", str(PORT), *OPTIONS]
    began = time.monotonic()
    status, said = oriel("up", "--data", DATA, *options)
    if not ok(status == 0, "%s: the server starts" % ROUND, said[-400:]):
        sys.exit(1)
    return time.monotonic() - began


os.makedirs(DATA, exist_ok=True)
try:
    running = os.kill(jvm(DATA), 0) is None
except (OSError, ValueError):
    running = False
if not running:
    up()
server = Server(data=DATA)
before = {image["id"] for image in server.request("GET", "/v2/images?limit=1000").json()["images"]}

uploads = {}  # id: (data, sized?)
for number in range(UPLOADS):
    data = Blocks(chance.randint(LEAST * MIB, MOST * MIB) + chance.randint(0, 4095))
    uploads[server.create(name="crash-%s-%d" % (ROUND, number))] = (data, number % 2 == 0)
total = sum(data.size for data, _ in uploads.values())
reported, refused, sent = set(), {}, [0]
lock = threading.Lock()


def count(size):
    with lock:
        sent[0] += size


def send(image):
    data, sized = uploads[image]
    try:
        answer = server.upload(image, data, data.size if sized else None, progress=count)
    except (Cut, OSError):
        return
    with lock:
        if answer.status == 204:
            reported.add(image)
        else:
            refused[image] = answer


threads = [threading.Thread(target=send, args=(image,), daemon=True) for image in uploads]
for thread in threads:
    thread.start()
# in the middle: some are through, most are not
end = time.monotonic() + 240
while time.monotonic() < end:
    with lock:
        if sent[0] >= total * 0.75 or (len(reported) >= UPLOADS // 5 and sent[0] >= total * 0.4):
            break
    time.sleep(0.01)
os.kill(jvm(DATA), signal.SIGKILL)
for thread in threads:
    thread.join(60)
ok(not refused, "%s: no upload was refused before the end" % ROUND, list(refused.values())[:3])
ok(0 < len(reported) < UPLOADS, "%s: killed in the middle: %d of %d uploads were through, %d of %d MiB sent" % (ROUND, len(reported), UPLOADS, sent[0] // MIB, total // MIB))
remains = len(server.stores())
seconds = up()
began = time.monotonic()
note("%s: %d files lay in the store, up again after %.1f s" % (ROUND, remains, seconds))


def states():
    return {image: server.status_of(image) for image in uploads}


settled = wait_until(CLEANED, lambda: all(state in ("active", "queued") for state in states().values()), pause=0.5)
found = states()
ok(settled, "%s: after %d s every image is active or queued" % (ROUND, CLEANED), sorted(set(found.values())))
note("%s: settled %.1f s after it served; %d active, %d of them never reported" % (
    ROUND, time.monotonic() - began, sum(s == "active" for s in found.values()), sum(s == "active" and i not in reported for i, s in found.items())))
ok(all(found[image] == "active" for image in reported), "%s: all that were reported are active" % ROUND, [found[i] for i in reported if found[i] != "active"])
broken = []
for image, state in found.items():
    if state != "active":
        continue
    data = uploads[image][0]
    try:
        answer, size, digest = server.download(image)
    except (Cut, OSError) as problem:
        broken.append((image, repr(problem)))
        continue
    wanted = data.digest()
    if not (answer.status == 200 and size == data.size and digest == wanted == server.show(image)["os_hash_value"]):
        broken.append((image, answer.status, size, data.size))
ok(not broken, "%s: all that are active are whole" % ROUND, broken)
queued = [image for image, state in found.items() if state == "queued"]
dirty = [image for image in queued if any(server.show(image).get(key) is not None for key in ("size", "checksum", "os_hash_value", "virtual_size"))]
ok(not dirty, "%s: the records of the others are empty" % ROUND, [server.show(i) for i in dirty[:1]])


def orphans():
    """Files in the store that are no active image's data."""
    whole = {i for i, s in found.items() if s == "active"} | before
    return [path for path in server.stores() if os.path.basename(path) not in whole]


wait_until(CLEANED, lambda: not orphans(), pause=0.5)
ok(not orphans(), "%s: no orphan and no temporary file in the store" % ROUND, orphans()[:5])
trying = queued[:10]
again = []
for image in trying:
    data, sized = uploads[image]
    answer = server.upload(image, data, None if sized else data.size)
    if answer.status != 204 or server.download(image)[2] != data.digest():
        again.append((image, answer))
ok(trying and not again, "%s: a queued one can be uploaded again (%d tried)" % (ROUND, len(trying)), again[:3])
for image in uploads:
    server.delete(image)
left = [path for path in server.stores() if os.path.basename(path) not in before]
ok(not left, "%s: all deleted, the store is empty" % ROUND, left[:5])
log = os.path.join(DATA, "oriel.log")
if os.path.exists(log):
    text = open(log, encoding="utf-8", errors="replace").read()
    note("%s: %d errors in the log so far" % (ROUND, len(re.findall(r"\bERROR\b", text))))
