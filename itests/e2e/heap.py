# SPDX-License-Identifier: Apache-2.0
"""Sends and fetches a large image, looking at the heap: heap.py DATA GIB."""
import os
import re
import subprocess
import sys
import threading
import time

from support import MIB, Blocks, Server, jvm, note, ok, resident

DATA, GIB = sys.argv[1], float(sys.argv[2])
SIZE = int(GIB * 1024) * MIB + 4097
server = Server(data=DATA)
pid = jvm(DATA)


def live():
    """MiB of heap that survive a full collection."""
    jcmd("GC.run")
    time.sleep(0.5)
    return used()


def jcmd(command):
    return subprocess.run(["jcmd", str(pid), command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False).stdout.decode()


def used():
    """MiB of heap in use, all generations."""
    said = jcmd("GC.heap_info")
    return sum(int(kib) for kib in re.findall(r"^\s+(?:def new|tenured|garbage-first|par new|PSYoungGen|ParOldGen)[^\n]*?used (\d+)K", said, re.M)) / 1024


class Watch:
    """Samples heap and resident memory once a second."""

    def __enter__(self):
        self.heap, self.rss, self.over = [], [], threading.Event()
        self.thread = threading.Thread(target=self._run)
        self.thread.start()
        self.began = time.monotonic()
        return self

    def _run(self):
        while not self.over.wait(1):
            self.heap.append(used())
            self.rss.append(resident(pid) / MIB)

    def __exit__(self, *_):
        self.seconds = time.monotonic() - self.began
        self.over.set()
        self.thread.join()

    def tell(self, what):
        note("%s: %.0f s, %.0f MiB/s; heap in use %.0f to %.0f MiB in %d samples, resident at most %.0f MiB" % (
            what, self.seconds, SIZE / MIB / self.seconds, min(self.heap, default=0), max(self.heap, default=0), len(self.heap), max(self.rss, default=0)))


# warm up: classes, buffers, pools
small = Blocks(64 * MIB)
image = server.create()
server.upload(image, small, None)
server.download(image)
server.delete(image)
before = live()
ok(before > 1, "the heap can be read: %.0f MiB live before" % before)

data, image = Blocks(SIZE), server.create(name="large")
with Watch() as watch:
    answer = server.upload(image, data, None, timeout=900)
ok(answer.status == 204, "upload of %g GiB, chunked" % GIB, answer)
watch.tell("upload")
after = live()
ok(after < before + 24, "live heap after the upload: %.0f MiB, before: %.0f" % (after, before))
ok(server.show(image)["size"] == SIZE, "the size is right")
with Watch() as watch:
    answer, count, found = server.download(image, timeout=900)
watch.tell("download")
after = live()
ok(after < before + 24, "live heap after the download: %.0f MiB, before: %.0f" % (after, before))
ok(found == data.digest() == server.show(image)["os_hash_value"], "the same bytes came back")

# in the middle of a slow download and a slow upload the heap must be as flat
second = server.create(name="second")


def push():
    try:
        server.upload(second, data, SIZE, rate=150 * MIB, cut_after=700 * MIB)
    except Exception:  # it is cut on purpose
        pass


thread = threading.Thread(target=push)
thread.start()
time.sleep(2)
during = live()
ok(during < before + 32, "live heap while %g GiB go in: %.0f MiB, before: %.0f" % (GIB, during, before))
thread.join()
ok(not os.path.exists(os.path.join(DATA, "images", second)), "a cut upload leaves no file")
for one in (image, second):
    server.delete(one)
ok(server.alive(), "the server is alive")
