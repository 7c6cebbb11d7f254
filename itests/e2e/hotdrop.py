# SPDX-License-Identifier: Apache-2.0
"""Drops store plugins into a running server and takes them out again: hotdrop.py DATA MEMORY-PLUGIN FILE-PLUGIN."""
import os
import re
import shutil
import sys
import threading
import time
import zipfile

from support import MIB, Blocks, Cut, Load, Server, note, ok, oriel, wait_until

DATA, MEMORY, FILE = sys.argv[1:4]
DEPLOY = os.path.join(DATA, "deploy")
SECONDS = 15  # for a plugin to come or go
server = Server(data=DATA)


def drop(jar, name):
    """Copies a plugin into the deploy directory the careful way: complete before it has its name."""
    os.makedirs(DEPLOY, exist_ok=True)
    hidden = os.path.join(DATA, ".drop-" + name)
    shutil.copyfile(jar, hidden)
    os.rename(hidden, os.path.join(DEPLOY, name))
    return time.monotonic()


def take(name):
    os.unlink(os.path.join(DEPLOY, name))
    return time.monotonic()


def repack(jar, target, version):
    """The same plugin as a newer version."""
    with zipfile.ZipFile(jar) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "META-INF/MANIFEST.MF":
                text = data.decode().replace("\r\n", "\n")
                text, count = re.subn(r"^Bundle-Version: .*$", "Bundle-Version: " + version, text, flags=re.M)
                assert count == 1, text
                data = text.encode()
            result.writestr(entry, data)


def upload(store, size=MIB):
    """(status, image, digest, headers) of a new image in a store."""
    data = Blocks(size)
    image = server.create(name="hot")
    answer = server.upload(image, data, size, {"X-Image-Meta-Store": store})
    return answer.status, image, data.digest(), answer.headers


def mem_works():
    status, image, digest, _ = upload("mem", 64 * 1024)
    if status != 204:
        server.delete(image)
        return False
    _, _, found = server.download(image)
    server.delete(image)
    return found == digest


def mem_away():
    status, image, _, headers = upload("mem", 1024)
    server.delete(image)
    return (status, headers.get("Retry-After")) if status != 204 else None


def is_retry(status, retry_after):
    return status == 503 and bool(re.fullmatch(r"[1-9]\d*", retry_after or ""))


def bundles(name):
    """Lines of the console's bundle list with this symbolic name."""
    _, said = oriel("shell", "--data", DATA, "bundle:list -s -t 0")
    return [line for line in said.splitlines() if name in line]


# ---- before
if mem_works():
    # the assembly brings the plugin along: take it out first
    oriel("shell", "--data", DATA, "feature:uninstall oriel-store-memory")
    wait_until(SECONDS, mem_away)
status, image, digest, headers = upload("mem", 1024)
ok(is_retry(status, headers.get("Retry-After")), "an upload to a store without its plugin is 503 with Retry-After", "%s %s" % (status, headers.items()))
ok(server.status_of(image) == "queued", "…and the image stays queued")
server.delete(image)
status, image, digest, _ = upload("fast")
ok(status == 204, "the other store works", status)
server.delete(image)
answer = server.request("GET", "/v2/info/stores")
if answer.status == 200:
    ok({"fast", "mem"} <= {store["id"] for store in answer.json()["stores"]}, "the list of stores names both", answer)

with Load(server, "fast") as load:
    time.sleep(3)

    # ---- in
    began = drop(MEMORY, "memory.jar")
    came = wait_until(SECONDS, mem_works)
    ok(came, "the dropped plugin makes its store usable within %d s" % SECONDS)
    note("usable %.1f s after the drop" % (time.monotonic() - began))
    status, big, big_digest, _ = upload("mem", 64 * MIB)
    ok(status == 204, "64 MiB go into the new store", status)
    ok(server.show(big).get("stores", "mem") == "mem", "…and the image says where it lies", server.show(big).get("stores"))
    _, count, found = server.download(big)
    ok(found == big_digest, "…and come back")
    kept = big

    # ---- out, with a download in flight
    result, moving = {}, threading.Event()

    def slowly():
        try:
            result["answer"], result["bytes"], result["digest"] = server.download(big, rate=10 * MIB, started=moving)
        except (Cut, OSError) as problem:
            result["problem"] = repr(problem)

    reader = threading.Thread(target=slowly)
    reader.start()
    moving.wait(30)
    time.sleep(1)
    began = take("memory.jar")
    gone = wait_until(SECONDS, mem_away, pause=0.05)
    took = time.monotonic() - began
    ok(gone and is_retry(*gone), "after its removal new uploads to it are 503 with Retry-After", gone)
    note("refused %.1f s after the removal, the download %s in flight" % (took, "still" if reader.is_alive() else "NO LONGER"))
    ok(reader.is_alive(), "…while the download is still in flight")
    answer = server.request("GET", "/v2/images/%s/file" % big)
    ok(is_retry(answer.status, answer.header("Retry-After")), "new downloads from it are 503 with Retry-After", answer)
    reader.join(120)
    ok(result.get("digest") == big_digest, "the download in flight finishes, every byte right", result)
    answer = server.request("GET", "/v2/images/" + big)
    ok(answer.status == 200 and answer.json()["status"] == "active", "the record of the image is still there", answer)

    # ---- in again
    wait_until(SECONDS, lambda: not any("memory" in line for line in bundles("org.oriel.stores.memory")), pause=1)
    drop(MEMORY, "memory.jar")
    ok(wait_until(SECONDS + 30, mem_works), "dropped again, it works again")
    # what a memory store held is gone with it: a clear answer, no 500
    answer = server.request("GET", "/v2/images/%s/file" % kept)
    ok(answer.status in (204, 404), "data that were lost with the memory are a clear answer", answer)
    answer = server.delete(kept)
    ok(answer.status == 204, "…and the image can be deleted", answer)

    # ---- an upload in flight when its plugin goes: it fails cleanly or finishes, nothing between
    image, data, moving = server.create(name="cut"), Blocks(48 * MIB), threading.Event()
    outcome = {}

    def push():
        try:
            outcome["status"] = server.upload(image, data, data.size, {"X-Image-Meta-Store": "mem"}, rate=12 * MIB, progress=lambda _: moving.set()).status
        except (Cut, OSError) as problem:
            outcome["status"] = repr(problem)

    writer = threading.Thread(target=push)
    writer.start()
    moving.wait(30)
    time.sleep(1)
    take("memory.jar")
    writer.join(120)
    state = wait_until(60, lambda: server.status_of(image) if server.status_of(image) in ("active", "queued") else None)
    ok((outcome["status"], state) in ((204, "active"), (503, "queued")) or (isinstance(outcome["status"], str) and state == "queued"),
       "an upload in flight finishes, or fails and leaves the image queued", "%s, %s" % (outcome["status"], state))
    server.delete(image)
    time.sleep(2)

ok(load.done > 20 and not load.failures, "the other store never noticed: %d rounds, no failure, the slowest took %.2f s" % (load.done, load.slowest), load.failures[:5])

# ---- a newer version beside the old one
newer = os.path.join(DATA, "newer.zip")
repack(FILE, newer, "9.0.0")
status, image, digest, _ = upload("fast", 32 * MIB)
with Load(server, "fast", threads=4) as load:
    time.sleep(2)
    result, moving = {}, threading.Event()
    big = image
    big_digest = digest
    reader = threading.Thread(target=slowly)
    reader.start()
    moving.wait(30)
    began = drop(newer, "file-newer.jar")
    active = wait_until(SECONDS, lambda: [l for l in bundles("org.oriel.stores.file") if "9.0.0" in l and "Active" in l], pause=0.5)
    ok(active, "a newer version of the file plugin starts beside the old one", bundles("org.oriel.stores.file"))
    time.sleep(4)
    status, second, second_digest, _ = upload("fast", 4 * MIB)
    ok(status == 204 and server.download(second)[2] == second_digest, "the store works with it", status)
    reader.join(60)
    ok(result.get("digest") == digest, "a download that began on the old version finishes", result)
    rounds = load.done
    ok(not load.failures, "no request was lost when it took over (%d rounds)" % rounds, load.failures[:5])

    # the old one goes: only the newer is left
    old = next((line.split()[0] for line in bundles("org.oriel.stores.file") if "9.0.0" not in line), None)
    if old:
        status, said = oriel("shell", "--data", DATA, "bundle:stop " + old)
        time.sleep(3)
        ok(not load.failures and load.done > rounds, "no request was lost when the old version was stopped", said + str(load.failures[:5]))
        ok(server.download(second)[2] == second_digest and upload("fast")[0] == 204, "the newer version alone serves the store")
        oriel("shell", "--data", DATA, "bundle:start " + old)
        time.sleep(3)
    else:
        ok(False, "the old version of the file plugin can be found")

    # and back: the newer one is removed again, the old one takes over
    take("file-newer.jar")
    ok(wait_until(SECONDS + 30, lambda: not any("9.0.0" in line for line in bundles("org.oriel.stores.file")), pause=1), "the newer version goes when its jar goes")
    time.sleep(2)
    ok(server.download(second)[2] == second_digest, "the old version serves what the newer one wrote")
ok(load.done > 20 and not load.failures, "no request was lost over both changes: %d rounds, the slowest took %.2f s" % (load.done, load.slowest), load.failures[:5])
for image in (big, second):
    ok(server.delete(image).status == 204, "delete")
ok(server.alive(), "the server serves")
