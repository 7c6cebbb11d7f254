# SPDX-License-Identifier: Apache-2.0
"""Shared parts of the end-to-end tests: checks, an HTTP client that sees everything, image data, load."""
import base64
import hashlib
import http.client
import json
import os
import random
import re
import socket
import subprocess
import sys
import threading
import time
import uuid

SCRATCH = os.environ.get("SCRATCH", ".")
TALLY = os.environ.get("TALLY")
ORIEL = os.environ.get("ORIEL")
PORT = int(os.environ.get("PORT", "11700"))
MIB = 1 << 20
_lock = threading.Lock()


def _say(line):
    with _lock:
        print(line, flush=True)
        if TALLY:
            with open(TALLY, "a", encoding="utf-8") as tally:
                tally.write(line.splitlines()[0] + "\n")


def ok(good, what, why=""):
    """One check. `why` is shown when it fails."""
    if good:
        _say("ok - " + what)
    else:
        _say("not ok - %s%s" % (what, " (%s)" % str(why).replace("\n", " ")[:400] if why != "" else ""))
    return bool(good)


def skip(what, reason):
    _say("skip - %s # %s" % (what, reason))


def note(text):
    with _lock:
        print("# " + text, flush=True)


def wait_until(seconds, condition, pause=0.1):
    """Repeats until the condition gives something true, which is returned; else its last value."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value or time.monotonic() > end:
            return value
        time.sleep(pause)


class Blocks:
    """Image data made on the fly: random blocks, each with its own number, so that no two are alike. Iterable again and again."""

    def __init__(self, size, seed=None, block=MIB):
        self.size = size
        self.seed = uuid.uuid4().bytes if seed is None else seed.encode()
        made = bytearray(random.Random(self.seed).randbytes(min(block, max(size, 1))))
        made[510:512] = bytes(len(made[510:512]))  # no boot sector
        self.block = bytes(made)

    def __iter__(self):
        left, number = self.size, 0
        while left > 0:
            # never looks like a disk format at the front
            data = b"oriel " + number.to_bytes(8, "big") + self.block[14:] if len(self.block) > 14 else self.block
            data = data[:left]
            yield data
            left -= len(data)
            number += 1

    def digest(self, algorithm="sha512"):
        state = hashlib.new(algorithm)
        for data in self:
            state.update(data)
        return state.hexdigest()


class Response:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def header(self, name):
        return self.headers.get(name)

    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return "%s %s" % (self.status, self.body[:200])


class Cut(Exception):
    """The server closed the connection without an answer."""


class Server:
    """An image endpoint. With a data directory, the password of its clouds.yaml is used."""

    def __init__(self, url=None, data=None, headers=None):
        self.url = url or "http://127.0.0.1:%d" % PORT
        self.host, port = re.match(r"http://([^:/]+):(\d+)", self.url).groups()
        self.port = int(port)
        self.data = data
        self.headers = dict(headers or {})
        if data:
            self.login(data)

    def login(self, data):
        path = os.path.join(data, "clouds.yaml")
        if not os.path.exists(path):
            return
        text = open(path, encoding="utf-8").read()
        found = {k: v for k, v in re.findall(r"^\s*(username|password):\s*[\"']?([^\"'\n]*)[\"']?\s*$", text, re.M)}
        if found.get("password"):
            plain = "%s:%s" % (found["username"], found["password"])
            self.headers["Authorization"] = "Basic " + base64.b64encode(plain.encode()).decode()

    def request(self, method, path, body=None, headers=None, timeout=60, json_body=None, auth=True):
        """One request on a connection of its own. A body may be bytes."""
        sent = dict(self.headers) if auth else {}
        if json_body is not None:
            body = json.dumps(json_body).encode()
            sent["Content-Type"] = "application/json"
        sent.update(headers or {})
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        try:
            try:
                connection.request(method, path, body, sent)
            except (BrokenPipeError, ConnectionResetError):
                return read_answer(connection.sock)  # an early answer may be there to be read
            answer = connection.getresponse()
            return Response(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def create(self, expect=201, **attributes):
        attributes = dict({"name": "e2e", "disk_format": "raw", "container_format": "bare"}, **attributes)
        answer = self.request("POST", "/v2/images", json_body=attributes)
        if answer.status != expect:
            raise RuntimeError("create: %r" % answer)
        return answer.json()["id"]

    def show(self, image):
        answer = self.request("GET", "/v2/images/" + image)
        if answer.status != 200:
            raise RuntimeError("show: %r" % answer)
        return answer.json()

    def status_of(self, image):
        return self.show(image)["status"]

    def delete(self, image):
        return self.request("DELETE", "/v2/images/" + image)

    def upload(self, image, data, size=None, headers=None, timeout=300, cut_after=None, rate=None, progress=None):
        """PUT of image data: with Content-Length if a size is given, else chunked. Gives the Response, or raises Cut.

        cut_after: bytes after which the connection is closed. rate: bytes per second at most."""
        sent_headers = dict(self.headers)
        sent_headers["Content-Type"] = "application/octet-stream"
        sent_headers.update(headers or {})
        if size is None:
            sent_headers["Transfer-Encoding"] = "chunked"
        else:
            sent_headers["Content-Length"] = str(size)
        head = "PUT /v2/images/%s/file HTTP/1.1\r\nHost: %s:%d\r\n" % (image, self.host, self.port)
        head += "".join("%s: %s\r\n" % pair for pair in sent_headers.items() if pair[1] is not None) + "\r\n"
        connection = socket.create_connection((self.host, self.port), timeout=timeout)
        started, sent = time.monotonic(), 0
        try:
            try:
                connection.sendall(head.encode("latin-1"))
                for block in data:
                    if cut_after is not None and sent + len(block) > cut_after:
                        block = block[: cut_after - sent]
                    if block:
                        connection.sendall(block if size is not None else b"%x\r\n" % len(block) + block + b"\r\n")
                    sent += len(block)
                    if progress:
                        progress(len(block))
                    if cut_after is not None and sent >= cut_after:
                        raise Cut("we cut")
                    if rate:
                        time.sleep(max(0, sent / rate - (time.monotonic() - started)))
                if size is None:
                    connection.sendall(b"0\r\n\r\n")
            except (BrokenPipeError, ConnectionResetError):
                pass  # an early answer may still be there to be read
            return read_answer(connection)
        finally:
            connection.close()

    def download(self, image, rate=None, headers=None, algorithm="sha512", timeout=120, started=None):
        """GET of image data: (Response without body, bytes, digest)."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        try:
            connection.request("GET", "/v2/images/%s/file" % image, headers=dict(self.headers, **(headers or {})))
            answer = connection.getresponse()
            state, count, begin = hashlib.new(algorithm), 0, time.monotonic()
            while True:
                block = answer.read(64 * 1024 if rate else MIB)
                if not block:
                    break
                count += len(block)
                state.update(block)
                if started:
                    started.set()
                if rate:
                    time.sleep(max(0, count / rate - (time.monotonic() - begin)))
            expected = answer.headers.get("Content-Length")
            if answer.status in (200, 206) and expected is not None and int(expected) != count:
                raise Cut("%d of %s bytes" % (count, expected))
            return Response(answer.status, answer.headers, b""), count, state.hexdigest()
        finally:
            connection.close()

    def stores(self):
        """Bytes on disk by path, of every directory below DATA that a file store of these tests uses."""
        found = {}
        for name in os.listdir(self.data):
            if name == "images" or name.startswith("store-"):
                for folder, _, files in os.walk(os.path.join(self.data, name)):
                    for file in files:
                        path = os.path.join(folder, file)
                        found[path] = os.path.getsize(path)
        return found

    def alive(self):
        try:
            return self.request("GET", "/healthcheck", timeout=10).status == 200
        except (OSError, http.client.HTTPException):
            return False


def read_answer(connection):
    answer = http.client.HTTPResponse(connection)
    try:
        answer.begin()
        return Response(answer.status, answer.headers, answer.read())
    except (http.client.HTTPException, OSError) as problem:
        raise Cut(repr(problem)) from problem


def raw_exchange(server, data, timeout=30, shut=False):
    """Sends bytes as they are; gives the Response, or raises Cut."""
    connection = socket.create_connection((server.host, server.port), timeout=timeout)
    try:
        try:
            connection.sendall(data)
            if shut:
                connection.shutdown(socket.SHUT_WR)
        except (BrokenPipeError, ConnectionResetError):
            pass
        return read_answer(connection)
    finally:
        connection.close()


class Load:
    """Threads that upload, read back and delete images in one store, over and over, and count what goes wrong."""

    def __init__(self, server, store=None, threads=3, size=256 * 1024):
        self.server, self.store, self.size = server, store, size
        self.done, self.failures, self.slowest = 0, [], 0.0
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(threads)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        self._stop.set()
        for thread in self._threads:
            thread.join(120)

    def _run(self):
        headers = {"X-Image-Meta-Store": self.store} if self.store else {}
        while not self._stop.is_set():
            began = time.monotonic()
            try:
                self._round(headers)
            except Exception as problem:  # whatever it is, it counts as a failure
                with _lock:
                    self.failures.append("%s %r" % (time.strftime("%H:%M:%S"), problem))
                if len(self.failures) > 1000:
                    return
                time.sleep(0.05)
            with _lock:
                self.done += 1
                self.slowest = max(self.slowest, time.monotonic() - began)

    def _round(self, headers):
        data = Blocks(self.size)
        image = self.server.create()
        answer = self.server.upload(image, data, self.size, headers, timeout=60)
        if answer.status != 204:
            raise RuntimeError("upload: %r" % answer)
        answer, count, digest = self.server.download(image, timeout=60)
        if answer.status != 200 or digest != data.digest():
            raise RuntimeError("download: %s, %d bytes" % (answer.status, count))
        answer = self.server.delete(image)
        if answer.status != 204:
            raise RuntimeError("delete: %r" % answer)


def jvm(data):
    """Process id of the server's JVM."""
    with open(os.path.join(data, "oriel.pid"), encoding="ascii") as file:
        return int(file.read().split()[0])


def resident(pid):
    """Resident memory in bytes."""
    for line in open("/proc/%d/status" % pid, encoding="ascii"):
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("no VmRSS")


def oriel(*arguments, timeout=180, env=None):
    """Runs ./oriel; gives (status, output)."""
    done = subprocess.run(
        [ORIEL, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout,
        env=dict(os.environ, **(env or {})), check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def thread_dump(pid, path):
    """Keeps a thread dump of a JVM; true if there is one."""
    try:
        done = subprocess.run(["jcmd", str(pid), "Thread.print", "-l"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=30, check=False)
        text = done.stdout
    except (OSError, subprocess.TimeoutExpired):
        os.kill(pid, 3)  # goes to the console log of the server
        text = b"jcmd did not answer; see the console log"
    with open(path, "wb") as file:
        file.write(text)
    return len(text) > 1000


if __name__ == "__main__":
    sys.exit("this is a library")
