# SPDX-License-Identifier: Apache-2.0
"""Clients that are slow, silent or gone, against a server with client_socket_timeout = 5: slow.py DATA."""
import os
import re
import socket
import sys
import threading
import time

from support import MIB, Blocks, Cut, Server, jvm, note, ok, read_answer, wait_until

DATA = sys.argv[1]
server = Server(data=DATA)
AUTHORIZATION = "".join("%s: %s\r\n" % pair for pair in server.headers.items())


def connect():
    return socket.create_connection((server.host, server.port), timeout=120)


def head(first, *headers, auth=True):
    return (first + "\r\nHost: x\r\n" + (AUTHORIZATION if auth else "") + "".join(h + "\r\n" for h in headers)).encode("latin-1")


def busy():
    """Threads of the server that serve a request now, told by its own console-free means: the threads of its pool in /proc."""
    return len(os.listdir("/proc/%d/task" % jvm(DATA)))


def prompt(what):
    began = time.monotonic()
    try:
        answer = server.request("GET", "/v2/images?limit=1", timeout=20)
        took = time.monotonic() - began
        ok(answer.status == 200 and took < 5, "%s: others are served at once" % what, "%s after %.1f s" % (answer, took))
    except OSError as problem:
        ok(False, "%s: others are served at once" % what, repr(problem))


def ended(connections, limit):
    """Reads all to their ends; (answers, how many were still open after the limit, seconds until the last ended)."""
    answers, open_still, begun = {}, 0, time.monotonic()
    for connection in connections:
        connection.settimeout(max(0.1, limit - (time.monotonic() - begun)))
        try:
            answer = read_answer(connection)
            answers[answer.status] = answers.get(answer.status, 0) + 1
            while connection.recv(65536):
                pass
        except Cut as problem:
            if "timed out" in str(problem):
                open_still += 1
            else:
                answers["cut"] = answers.get("cut", 0) + 1
        except socket.timeout:
            open_still += 1
        except OSError:
            answers["cut"] = answers.get("cut", 0) + 1
        finally:
            connection.close()
    return answers, open_still, time.monotonic() - begun


# ---- silence: at every point of a request
SILENT = {
    "in the first line": b"GET /v2/im",
    "in the headers": head("GET /v2/images HTTP/1.1", "X-Slow: ")[:-2],
    "in a JSON body": head("POST /v2/images HTTP/1.1", "Content-Type: application/json", "Content-Length: 1000") + b'\r\n{"name":',
    "before a JSON body": head("POST /v2/images HTTP/1.1", "Content-Type: application/json", "Content-Length: 1000") + b"\r\n",
    "in a chunked JSON body": head("POST /v2/images HTTP/1.1", "Content-Type: application/json", "Transfer-Encoding: chunked") + b'\r\n5\r\n{"nam',
    "in a body that nobody may send": head("POST /v2/images HTTP/1.1", "Content-Type: application/json", "Content-Length: 100000", auth=False) + b"\r\n{",
}
groups = {where: [connect() for _ in range(40)] for where in SILENT}
for where, data in SILENT.items():
    for connection in groups[where]:
        connection.sendall(data)
prompt("240 clients are silent at six points")
for where, connections in groups.items():
    answers, still, took = ended(connections, 30)
    ok(not still, "clients that are silent %s are let go (%s)" % (where, answers), "%d still open" % still)

# ---- one byte a second
image = server.create(name="slow")
TRICKLE = {
    "the headers": (head("GET /v2/images HTTP/1.1", "X-Slow: ")[:-2], 62),
    "a JSON body": (head("POST /v2/images HTTP/1.1", "Content-Type: application/json", "Content-Length: 10000") + b'\r\n{"name":"', 70),
    "image data": (head("PUT /v2/images/%s/file HTTP/1.1" % image, "Content-Type: application/octet-stream", "Content-Length: 1000000") + b"\r\n", 30),
    "a body that nobody may send": (head("POST /v2/images HTTP/1.1", "Content-Type: application/json", "Content-Length: 100000", auth=False) + b"\r\n{", 40),
}
results = {}


def trickle(what, data, limit):
    connection = connect()
    connection.sendall(data)
    begun = time.monotonic()
    connection.settimeout(1)
    said = b""
    while time.monotonic() - begun < limit:
        try:
            connection.sendall(b"x")
            got = connection.recv(65536)
            said += got
            if not got:
                break
        except socket.timeout:
            continue
        except OSError:
            break
    else:
        results[what] = "still open after %d s" % limit
        connection.close()
        return
    results[what] = (time.monotonic() - begun, said[:30])
    connection.close()


threads = [threading.Thread(target=trickle, args=(what, *how)) for what, how in TRICKLE.items()]
for thread in threads:
    thread.start()
prompt("clients send a byte a second")
trickling = image  # they take a minute; what follows goes on meanwhile

# ---- slow, but not too slow
image = server.create(name="patient")
data = Blocks(MIB)
answer = server.upload(image, data, MIB, rate=100 * 1024, timeout=60)
ok(answer.status == 204, "an upload at 100 KiB/s for 10 s is taken", answer)
answer, count, digest = server.download(image, rate=100 * 1024)
ok(digest == data.digest(), "…and a download at that speed is whole", answer)

# ---- readers that do not read: more of them than downloads at a time
large = server.create(name="large")
big = Blocks(48 * MIB)
ok(server.upload(large, big, big.size).status == 204, "a large image")
connections = []
for _ in range(80):
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(60)
    connection.connect((server.host, server.port))
    connection.sendall(head("GET /v2/images/%s/file HTTP/1.1" % large) + b"\r\n")
    connections.append(connection)
time.sleep(1)
prompt("80 clients do not read what they asked for")
answer = wait_until(40, lambda: server.download(image)[2] == data.digest(), pause=1)
ok(answer, "…and downloads go on when they were let go")
for connection in connections:
    connection.close()

# ---- connections that break, at every place
for cut in range(0, 400, 7):
    whole = head("PUT /v2/images/%s/file HTTP/1.1" % server.create(name="cut") if cut % 5 == 0 else "POST /v2/images HTTP/1.1", "Content-Type: application/octet-stream", "Content-Length: 1000") + b"\r\n" + b"{" * 500
    connection = connect()
    connection.sendall(whole[:cut])
    if cut % 2:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")  # a reset, not an end
    connection.close()
prompt("57 connections were cut at every place")


for thread in threads:
    thread.join(120)
for what, result in sorted(results.items()):
    if what == "the headers":  # no thread waits for them, so they may take their time; the largest header ends them
        note("one byte a second of the headers: %s" % (result,))
    else:
        ok(isinstance(result, tuple), "%s at a byte a second come to an end: %s" % (what, result), result)
ok(wait_until(10, lambda: server.status_of(trickling) == "queued"), "the image is queued again", server.status_of(trickling))


def settled():
    left = server.request("GET", "/v2/images?limit=1000").json()["images"]
    return all(image["status"] in ("queued", "active") for image in left)


ok(wait_until(20, settled), "no image stays between two states")
for left in server.request("GET", "/v2/images?limit=1000").json()["images"]:
    server.delete(left["id"])
ok(wait_until(10, lambda: not server.stores()), "nothing is left in the store", server.stores())

# ---- many at once
connections = []
for number in range(1500):
    try:
        connection = connect()
        connection.sendall(b"GET /healthcheck HTTP/1.1\r\nHost: x\r\n\r\n")
        connections.append(connection)
    except OSError as problem:
        note("connection %d: %r" % (number, problem))
        break
prompt("%d connections are open" % len(connections))
for connection in connections:
    connection.close()
note("%d threads in the end" % busy())
ok(busy() < 300, "the threads of the server stay few", busy())
log = open(os.path.join(DATA, "oriel.log"), encoding="utf-8", errors="replace").read()
errors = [entry for entry in log.splitlines() if re.search(r"\bERROR\b", entry)]
ok(not errors, "no error in the server's log", "%d: %s" % (len(errors), errors[:5]))
