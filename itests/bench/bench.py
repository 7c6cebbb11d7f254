# SPDX-License-Identifier: Apache-2.0
"""The measurements of `oriel bench`; see the head of `run`."""
import argparse
import http.client
import json
import os
import platform
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "itests", "e2e"))
from support import Server, oriel  # noqa: E402

MIB = 1 << 20
HEADERS = {"X-Identity-Status": "Confirmed", "X-User-Id": "bench", "X-Tenant-Id": "bench", "X-Roles": "admin,member,reader"}

options = argparse.ArgumentParser(prog="oriel bench", add_help=False)
options.add_argument("--with-glance", action="store_true")
options.add_argument("--keystone", action="store_true")
options.add_argument("--glance")
options.add_argument("--glance-header", action="append", default=[])
options.add_argument("--oriel")
options.add_argument("--oriel-data")
options.add_argument("--quick", action="store_true")
options.add_argument("--only", default="")
options.add_argument("--reps", type=int)
options.add_argument("--embedded", action="store_true")
options.add_argument("--port", type=int, default=11780)
options.add_argument("--work")
options.add_argument("--out", default=os.path.join(ROOT, "target", "bench.json"))
given = options.parse_args()
REPS = given.reps or (1 if given.quick else 3)
BIG, SMALL, SMALLS = (64, 4, 16) if given.quick else (1024, 16, 64)  # MiB, MiB, how many
SECONDS = 1 if given.quick else 5
IMAGES = (2000 if given.quick else 10000) if given.keystone else 100 if given.quick else 1000
given.with_glance |= given.keystone


def say(text):
    print(text, file=sys.stderr, flush=True)


def wanted(name):
    return not given.only or re.search(given.only, name)


class Side:
    """An endpoint that is measured."""

    def __init__(self, name, server, pid=None, start=None, stop=None):
        self.name, self.server, self.pid, self.start, self.stop = name, server, pid, start, stop
        self.big = None

    @property
    def headers(self):
        return self.server.headers

    def curl_headers(self):
        return [word for pair in self.headers.items() for word in ("-H", "%s: %s" % pair)]

    def processes(self):
        """The pid of the server and those of its descendants."""
        found = []

        def walk(pid):
            found.append(pid)
            try:
                for task in os.listdir("/proc/%d/task" % pid):
                    with open("/proc/%d/task/%s/children" % (pid, task), encoding="ascii") as file:
                        for child in file.read().split():
                            walk(int(child))
            except OSError:
                pass

        pid = self.pid() if self.pid else None
        if pid:
            walk(pid)
        return found

    def cpu(self):
        """Seconds of processor time that its processes have used."""
        ticks = 0
        for pid in self.processes():
            try:
                with open("/proc/%d/stat" % pid, encoding="ascii", errors="replace") as file:
                    fields = file.read().rpartition(")")[2].split()
                ticks += int(fields[11]) + int(fields[12])
            except OSError:
                pass
        return ticks / os.sysconf("SC_CLK_TCK")

    def resident(self):
        """MB of memory: proportional where the kernel tells."""
        total = 0
        for pid in self.processes():
            try:
                with open("/proc/%d/smaps_rollup" % pid, encoding="ascii") as file:
                    total += int(re.search(r"^Pss:\s+(\d+)", file.read(), re.M).group(1))
            except (OSError, AttributeError):
                pass
        return total * 1024 / 1e6


class Results:
    """Figures by measurement and side."""

    def __init__(self):
        self.figures, self.errors = {}, []

    def add(self, name, side, value, unit, lower=False):
        entry = self.figures.setdefault(name, {"unit": unit, "lower": lower, "values": {}})
        entry["values"].setdefault(side, []).append(value)
        say("  %-40s %-16s %10.2f %s" % (name, side, value, unit))

    def median(self, name, side):
        values = self.figures.get(name, {}).get("values", {}).get(side)
        return statistics.median(values) if values else None


results = Results()
sides = []
cleanups = []


def each(name, measure, reps=None):
    """Runs a measurement on each side in turn, over and over."""
    for _ in range(REPS if reps is None else reps):
        for side in sides:
            try:
                measure(side)
            except Exception as problem:  # one side's failure must not end the others' figures
                results.errors.append("%s, %s: %s" % (name, side.name, str(problem)[:300]))
                say("  error: " + results.errors[-1])


def load_text():
    return "%.2f %.2f %.2f" % os.getloadavg()


# ---- requests

class Connection:
    """Keeps a connection alive, and opens it anew when the server closed it."""

    def __init__(self, side):
        self.side, self.connection = side, None

    def __call__(self, method, path, body=None):
        headers = dict(self.side.headers)
        if body is not None:
            headers["Content-Type"] = "application/json"
        for attempt in (0, 1):
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection(self.side.server.host, self.side.server.port, timeout=300)
                self.connection.request(method, path, None if body is None else json.dumps(body), headers)
                answer = self.connection.getresponse()
                data = answer.read()
                if (answer.getheader("Connection") or "").lower() == "close":
                    self.close()
                break
            except (http.client.HTTPException, OSError):
                self.close()
                if attempt:
                    raise
        if answer.status >= 400:
            raise RuntimeError("%s %s: %d %s" % (method, path, answer.status, data[:200]))
        return json.loads(data) if data[:1] in (b"{", b"[") else data

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None


def create(connection, **more):
    return connection("POST", "/v2/images", dict({"name": "bench", "disk_format": "raw", "container_format": "bare"}, **more))["id"]


def curl(*arguments):
    done = subprocess.run(["curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if done.stdout not in ("200", "204"):
        raise RuntimeError("curl %s: %s %s" % (arguments[-1], done.stdout, done.stderr))


def upload(side, image, file, chunked=False):
    curl(*side.curl_headers(), "-H", "Content-Type: application/octet-stream", "-H", "Expect:", *(("-H", "Transfer-Encoding: chunked") if chunked else ()),
         "-X", "PUT", "-T", file, "%s/v2/images/%s/file" % (side.server.url, image))


def at_once(threads, tasks):
    """Seconds that the tasks take on so many threads."""
    left, failures, lock = list(tasks), [], threading.Lock()

    def work():
        while True:
            with lock:
                if not left or failures:
                    return
                task = left.pop()
            try:
                task()
            except Exception as problem:
                failures.append(problem)

    crew = [threading.Thread(target=work) for _ in range(threads)]
    began = time.monotonic()
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    if failures:
        raise failures[0]
    return time.monotonic() - began


def wrk(side, path, connections, seconds, script=()):
    """(requests per second, p50 ms, p99 ms, number of requests); a script of wrk may make the requests"""
    script = ["-s", os.path.join(HERE, script[0]), side.server.url + path, "--", *script[1:]] if script else [side.server.url + path]
    said = subprocess.run(["wrk", "-t1", "-c%d" % connections, "-d%ds" % seconds, "--latency", "--timeout", "60s", *side.curl_headers(), *script],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False).stdout
    if "Non-2xx" in said or "Requests/sec" not in said:
        raise RuntimeError(said)
    factor = {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}

    def percentile(number):
        found = re.search(r"%d%%\s+([\d.]+)(us|ms|s|m)" % number, said)
        return float(found.group(1)) * factor[found.group(2)] if found else float("nan")

    return float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1)), percentile(50), percentile(99), int(re.search(r"(\d+) requests in", said).group(1))


def settle(side):
    """Requests that the load generator gave up may still keep workers busy."""
    quick, end = 0, time.monotonic() + 60
    while quick < 5 and time.monotonic() < end:
        began = time.monotonic()
        side.server.request("GET", "/v2/images?limit=1")
        quick = quick + 1 if time.monotonic() - began < 0.5 else 0


# ---- what is measured

def measure_startup(side):
    if not side.start:
        return
    side.stop()
    time.sleep(0.5)
    began = time.monotonic()
    side.start()
    while True:
        try:
            if side.server.request("GET", "/v2/images", timeout=10).status == 200:
                break
        except (OSError, http.client.HTTPException):
            pass
        if time.monotonic() - began > 120:
            raise RuntimeError("no answer within 120 s")
        time.sleep(0.02)
    results.add("startup, warm", side.name, time.monotonic() - began, "s", lower=True)


def measure_memory(name):
    for side in sides:
        if side.resident():
            results.add(name, side.name, side.resident(), "MB", lower=True)


def measure_upload(chunked):
    name = "upload %d MiB%s" % (BIG, ", chunked" if chunked else "")

    def measure(side):
        connection = Connection(side)
        image = create(connection)
        cpu, began = side.cpu(), time.monotonic()
        upload(side, image, BIG_FILE, chunked)
        results.add(name, side.name, BIG / (time.monotonic() - began), "MiB/s")
        if side.pid:
            results.add(name + ", CPU", side.name, (side.cpu() - cpu) * 1024 / BIG, "s/GiB", lower=True)
        if side.big:
            connection("DELETE", "/v2/images/" + side.big)
        side.big = image

    each(name, measure)


def measure_small(threads):
    name = "upload %d x %d MiB, %d at once" % (SMALLS, SMALL, threads)

    def measure(side):
        connection = Connection(side)
        images = [create(connection) for _ in range(SMALLS)]
        cpu = side.cpu()
        seconds = at_once(threads, [lambda image=image: upload(side, image, SMALL_FILE) for image in images])
        results.add(name, side.name, SMALLS * SMALL / seconds, "MiB/s")
        if side.pid:
            results.add(name + ", CPU", side.name, (side.cpu() - cpu) * 1024 / (SMALLS * SMALL), "s/GiB", lower=True)
        for image in images:
            connection("DELETE", "/v2/images/" + image)

    each(name, measure)


def measure_download(threads):
    name = "download %d MiB%s" % (BIG, "" if threads == 1 else ", %d at once" % threads)

    def measure(side):
        if not side.big:
            connection = Connection(side)
            side.big = create(connection)
            upload(side, side.big, BIG_FILE)
        cpu = side.cpu()
        seconds = at_once(threads, [lambda: curl(*side.curl_headers(), "%s/v2/images/%s/file" % (side.server.url, side.big))] * threads)
        results.add(name, side.name, BIG * threads / seconds, "MiB/s")
        if side.pid:
            results.add(name + ", CPU", side.name, (side.cpu() - cpu) * 1024 / BIG / threads, "s/GiB", lower=True)

    each(name, measure)


def seed(side):
    connection = [Connection(side) for _ in range(8)]

    def make(number):
        create(connection[number % 8], name="seed-%d" % number, tags=["seed"], os_distro="debian", hw_disk_bus="virtio", k1="v1", k2="v2")

    at_once(8, [lambda k=k: [make(number) for number in range(k, IMAGES, 8)] for k in range(8)])


def measure_requests(name, path, connections, script=(), each_takes=1, unit="req", seconds=SECONDS):
    full = "%s, %d connection%s" % (name, connections, "" if connections == 1 else "s")

    def measure(side):
        cpu = side.cpu()
        rate, p50, p99, count = wrk(side, path(side), connections, seconds, script)
        settle(side)
        results.add(full, side.name, rate / each_takes, unit + "/s")
        if side.pid:
            results.add(full + ", CPU", side.name, (side.cpu() - cpu) * 1000 * each_takes / count, "ms/" + unit, lower=True)
        results.add(full + ", p50", side.name, p50, "ms", lower=True)
        results.add(full + ", p99", side.name, p99, "ms", lower=True)

    each(full, measure)


def warm(path, seconds=SECONDS * 2, script=()):
    """A long-running server is measured, not one whose code has just been loaded: unmeasured requests to every side."""
    for side in sides:
        for connections in (1, 16):
            wrk(side, path(side), connections, seconds, script)


def copy_images(database, others):
    """The images of the first side to the databases of the others: the same for all, and made quickly."""
    for table in ("images", "image_properties", "image_tags", "image_locations", "image_members"):
        columns = sql("select group_concat(concat('`', column_name, '`')) from information_schema.columns where table_schema = '%s' and table_name = '%s'" % (others[0], table))
        for other in others:
            sql("insert into %s.%s (%s) select %s from %s.%s" % (other, table, columns, columns, database, table))
    for name in (database, *others):
        sql("analyze table %s.images, %s.image_properties, %s.image_tags, %s.image_locations, %s.image_members" % ((name,) * 5))


def sql(statement):
    return subprocess.check_output(["mariadb", "--no-defaults", "-h127.0.0.1", "-P%d" % (given.port + 9), "-ubench", "-pbench", "-N", "-B", "-e", "set session group_concat_max_len=100000; " + statement],
                                   stdin=subprocess.DEVNULL, text=True).strip()


def measure_pairs(threads):
    name = "create + delete, %d connection%s" % (threads, "" if threads == 1 else "s")

    def measure(side):
        end, count = time.monotonic() + SECONDS, [0] * threads

        def work(number):
            connection = Connection(side)
            while time.monotonic() < end:
                connection("DELETE", "/v2/images/" + create(connection))
                count[number] += 1

        seconds = at_once(threads, [lambda number=number: work(number) for number in range(threads)])
        results.add(name, side.name, sum(count) / seconds, "pairs/s")

    each(name, measure)


def measure_physical():
    copy = os.path.join(WORK, "copy.img")

    def timed(name, command):
        began = time.monotonic()
        subprocess.run(command, shell=True, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        results.add(name, "machine", BIG / (time.monotonic() - began), "MiB/s")

    for _ in range(REPS):
        timed("cp", "cp %s %s" % (BIG_FILE, copy))
        os.unlink(copy)
        timed("cp and fsync", "dd if=%s of=%s bs=1M conv=fsync" % (BIG_FILE, copy))
        os.unlink(copy)
        timed("md5sum and sha512sum at once", "md5sum %s & sha512sum %s; wait" % (BIG_FILE, BIG_FILE))
        java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"
        said = subprocess.run([java, os.path.join(HERE, "Digests.java"), BIG_FILE], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
        if said.returncode == 0:
            results.add("MD5 and SHA-512 in Java, two threads", "machine", float(said.stdout.replace(",", ".")), "MiB/s")


def measure_behind_keystone():
    """One token of an administrator, 16 connections; then the same lists and images, each request another."""
    seed(sides[0])
    copy_images("oriel", ["eventlet", "uwsgi"])
    pages = os.path.join(WORK, "pages")
    with open(pages, "w", encoding="utf-8") as file:
        file.write(sql("select id from oriel.images where deleted = 0 order by rand() limit 1000") + "\n")
    with open(pages, encoding="utf-8") as file:
        one = file.readline().strip()
    if wanted("show"):
        warm(lambda side: "/v2/images/" + one, SECONDS + 1)
        measure_requests("show", lambda side: "/v2/images/" + one, 16)
        measure_requests("show, any of 1000", lambda side: "/v2/images/", 16, ("any.lua", pages))
    if wanted("list"):
        warm(lambda side: "/v2/images?limit=25", SECONDS + 1)
        measure_requests("list of %d, limit 25" % IMAGES, lambda side: "/v2/images?limit=25", 16)
        measure_requests("list of %d, limit 25, any of 1000 pages" % IMAGES, lambda side: "/v2/images?limit=25&marker=", 16, ("any.lua", pages))
    if wanted("thousand"):
        warm(lambda side: "/v2/images?limit=1000", 2)
        measure_requests("list of %d, limit 1000" % IMAGES, lambda side: "/v2/images?limit=1000", 16, seconds=SECONDS * 4)
    if wanted("create"):
        warm(lambda side: "/v2/images", SECONDS + 1, ("pairs.lua",))
        measure_requests("create + delete", lambda side: "/v2/images", 16, ("pairs.lua",), 2, "pair")


# ---- what is started

def spawn(command, log, **more):
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=open(log, "ab"), stderr=subprocess.STDOUT, start_new_session=True, **more)
    cleanups.append(lambda: end(process))
    return process


def end(process):
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def start_mariadb(port):
    """A private MariaDB; true if it runs."""
    if not (shutil.which("mariadbd") and shutil.which("mariadb-install-db")):
        return False
    place = os.path.join(WORK, "mariadb")
    socket = os.path.join(tempfile.gettempdir(), "oriel-bench-%d.sock" % os.getpid())
    os.makedirs(place)
    user = subprocess.check_output(["id", "-un"], text=True).strip()
    subprocess.run(["mariadb-install-db", "--no-defaults", "--user=" + user, "--datadir=" + place + "/data", "--auth-root-authentication-method=normal", "--skip-test-db"],
                   check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    spawn(["mariadbd", "--no-defaults", "--user=" + user, "--datadir=" + place + "/data", "--bind-address=127.0.0.1", "--port=%d" % port, "--socket=" + socket,
           "--pid-file=" + place + "/pid", "--max-connections=400", "--innodb-buffer-pool-size=256M"], os.path.join(WORK, "mariadb.log"))
    statements = "create user if not exists 'bench'@'127.0.0.1' identified by 'bench'; grant all on *.* to 'bench'@'127.0.0.1';" + "".join(
        "create database if not exists %s character set utf8mb3;" % name for name in ("oriel", "eventlet", "uwsgi"))
    for _ in range(300):
        if subprocess.run(["mariadb", "--no-defaults", "-S", socket, "-uroot", "-e", statements], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0:
            return True
        time.sleep(0.1)
    return False


def keystone_url():
    return "http://127.0.0.1:%d/v3" % (given.port + 8)


def start_keystone():
    """A real Keystone on the MariaDB."""
    environment = dict(os.environ, SERVERS_DIR=os.path.join(WORK, "servers"), KEYSTONE_PORT=str(given.port + 8), MARIADB_PORT=str(given.port + 9),
                       KEYSTONE_DATABASE="mysql+pymysql://bench:bench@127.0.0.1:%d/keystone" % (given.port + 9), IMAGE_ENDPOINT="http://127.0.0.1:%d" % given.port)
    script = os.path.join(ROOT, "itests", "servers", "keystone.sh")
    sql("create database keystone character set utf8mb3")
    cleanups.append(lambda: subprocess.run([script, "stop"], env=environment, check=False))
    subprocess.run([script, "start"], env=environment, stdin=subprocess.DEVNULL, stdout=open(os.path.join(WORK, "keystone.log"), "ab"), stderr=subprocess.STDOUT, check=True)


def authtoken():
    """What both sides are told of Keystone; both keep what it says of a token for the usual five minutes."""
    return ("[keystone_authtoken]\nwww_authenticate_uri = %s\nauth_url = %s\nauth_type = password\nproject_domain_id = default\nuser_domain_id = default\n"
            "project_name = service\nusername = glance\npassword = glancepw\n" % (keystone_url(), keystone_url()))


def token():
    """The header of an administrator; none without Keystone."""
    if not given.keystone:
        return {}
    user = {"name": "admin", "domain": {"id": "default"}, "password": "adminpw"}
    body = {"auth": {"identity": {"methods": ["password"], "password": {"user": user}}, "scope": {"project": {"name": "admin", "domain": {"id": "default"}}}}}
    asked = urllib.request.Request(keystone_url() + "/auth/tokens", data=json.dumps(body).encode(), headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(asked) as answer:
        return {"X-Auth-Token": answer.headers["X-Subject-Token"]}


def own_server(port, database):
    data = os.path.join(WORK, "oriel")
    os.makedirs(data)
    conf = os.path.join(WORK, "oriel.conf")
    with open(conf, "w", encoding="utf-8") as file:
        file.write("[DEFAULT]\nbind_host = 127.0.0.1\nbind_port = %d\n[paste_deploy]\nflavor = %s\n[glance_store]\nfilesystem_store_datadir = %s/images\n%s" % (
            port, "keystone" if given.keystone else "", data, authtoken() if given.keystone else ""))
        if database:
            file.write("[database]\nconnection = %s\n" % database)
    server = Server("http://127.0.0.1:%d" % port, headers=token())

    def start():
        status, said = oriel("up", "--data", data, "--conf", conf, timeout=900)
        if status != 0:
            raise RuntimeError("oriel up: " + said[-2000:])

    def stop():
        oriel("down", "--data", data)

    def pid():
        try:
            with open(os.path.join(data, "oriel.pid"), encoding="ascii") as file:
                return int(file.read())
        except (OSError, ValueError):
            return None

    oriel("down", "--data", data)  # builds nothing, starts nothing
    began = time.monotonic()
    start()
    results.add("startup, cold", "oriel", time.monotonic() - began, "s", lower=True)
    cleanups.append(stop)
    return Side("oriel", server, pid, start, stop)


def debian_glance(kind, port, database):
    place = os.path.join(WORK, "glance-" + kind)
    os.makedirs(place)
    environment = dict(os.environ, DIR=place, PORT=str(port), SERVER=kind, DATABASE=database)
    if given.keystone:
        environment.update(FLAVOR="keystone", EXTRA_SECTIONS=authtoken())

    def control(word):
        done = subprocess.run([os.path.join(HERE, "glance.sh"), word], env=environment, stdin=subprocess.DEVNULL, stdout=open(place + ".log", "ab"), stderr=subprocess.STDOUT, check=False)
        if done.returncode != 0:
            raise RuntimeError("glance.sh %s: see %s.log" % (word, place))

    def pid():
        try:
            with open(os.path.join(place, "pid"), encoding="ascii") as file:
                return int(file.read())
        except (OSError, ValueError):
            return None

    cleanups.append(lambda: control("stop"))
    control("start")
    return Side("glance " + kind, Server("http://127.0.0.1:%d" % port, headers=token() if given.keystone else HEADERS), pid, lambda: control("start"), lambda: control("stop"))


# ---- the report

GOALS = [  # measurement, least ratio to the better Glance
    ("upload %d MiB" % BIG, 2.0), ("upload %d x %d MiB, 8 at once" % (SMALLS, SMALL), 2.0), ("download %d MiB" % BIG, 1.0), ("download %d MiB, CPU" % BIG, 1.0),
    ("list of %d, limit 25, 1 connection" % IMAGES, 15.0), ("list of %d, limit 25, 16 connections" % IMAGES, 15.0), ("show, 1 connection", 15.0), ("show, 16 connections", 15.0)]
if given.keystone:
    GOALS = []
    for about, least_rate in (("list of %d, limit 25" % IMAGES, 20.0), ("list of %d, limit 1000" % IMAGES, 40.0), ("show", 20.0), ("create + delete", 10.0)):
        GOALS += [(about + ", 16 connections", least_rate), (about + ", 16 connections, p99", 10.0)]
LIMITS = [("startup, cold", 12.0), ("startup, warm", 8.0), ("memory idle", 450.0)]


def better(name, names):
    """The better side of some, with its median."""
    entry = results.figures[name]
    found = [(results.median(name, side), side) for side in names if results.median(name, side) is not None]
    return (min(found) if entry["lower"] else max(found)) if found else None


def report():
    ours, others = sides[0].name, [side.name for side in sides[1:]]
    names = [side.name for side in sides]
    rows = []
    for name, entry in results.figures.items():
        medians = {side: results.median(name, side) for side in [*names, "machine"]}
        ratio, goal = None, ""
        best = better(name, others) if others else None
        if best and medians[ours]:
            ratio = best[0] / medians[ours] if entry["lower"] else medians[ours] / best[0]
        for which, least in GOALS:
            if which == name and ratio is not None:
                goal = ">= %g x: %s" % (least, "met" if ratio >= least else "MISSED")
        for which, most in LIMITS:
            if which == name and medians[ours] is not None:
                goal = "< %g %s: %s" % (most, entry["unit"], "met" if medians[ours] < most else "MISSED")
        rows.append((name, medians, ratio, entry["unit"], goal))
    width = max(len(row[0]) for row in rows)
    print("%-*s " % (width, "") + " ".join("%15s" % name for name in names) + " %12s %8s  %-7s %s" % ("machine", "ratio", "unit", "goal"))
    for name, medians, ratio, unit, goal in rows:
        cells = " ".join("%15s" % ("" if medians[side] is None else "%.2f" % medians[side]) for side in names)
        print("%-*s %s %12s %8s  %-7s %s" % (width, name, cells, "" if medians["machine"] is None else "%.2f" % medians["machine"], "" if ratio is None else "%.2f x" % ratio, unit, goal))
    limit, ours_up = results.median("MD5 and SHA-512 in Java, two threads", "machine"), results.median("upload %d MiB" % BIG, ours)
    if limit and ours_up:
        print("upload runs at %.0f %% of the speed of this Java's MD5 and SHA-512 on two threads" % (100 * ours_up / limit))
    print("load average: %s at the start, %s at the end; medians of %d; ratio: against the better Glance, above 1 is better" % (load_before, load_text(), REPS))
    print("machine: %d cores, %s; %s" % (os.cpu_count(), machine(), versions()))
    for error in results.errors:
        print("error: " + error)
    os.makedirs(os.path.dirname(os.path.abspath(given.out)), exist_ok=True)
    with open(given.out, "w", encoding="utf-8") as file:
        json.dump({"sides": names, "load_before": load_before, "load_after": load_text(), "cores": os.cpu_count(), "machine": machine(), "versions": versions(), "quick": given.quick,
                   "results": {name: {"unit": unit, "ratio": ratio, "goal": goal, "medians": {k: v for k, v in medians.items() if v is not None}, "values": results.figures[name]["values"]}
                               for name, medians, ratio, unit, goal in rows}, "errors": results.errors}, file, indent=1)
    print("as JSON: " + given.out)


def machine():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return re.search(r"^model name\s*: (.*)$", file.read(), re.M).group(1)
    except (OSError, AttributeError):
        return platform.machine()


def versions():
    found = ["Linux " + platform.release()]
    java = subprocess.run(["java", "-version"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False).stdout.splitlines()
    found += java[:1]
    if given.with_glance:
        for package in ("glance-api", "mariadb-server", "uwsgi-core", "keystone"):
            done = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}", package], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
            found += [done.stdout] if done.returncode == 0 else []
    return ", ".join(found)


def make_file(name, size):
    path = os.path.join(WORK, name)
    with open(path, "wb") as file:
        for _ in range(size):
            block = bytearray(os.urandom(MIB))
            block[510:512] = b"\0\0"
            file.write(block)
    return path


def main():
    port = given.port
    mariadb = False
    if (given.with_glance or not given.oriel) and not given.embedded:
        mariadb = start_mariadb(port + 9)
    if given.with_glance and not mariadb:
        sys.exit("bench: --with-glance needs a MariaDB that starts (package mariadb-server)")

    if given.keystone:
        start_keystone()

    def database(name):
        return "mysql+pymysql://bench:bench@127.0.0.1:%d/%s?charset=utf8" % (port + 9, name)

    if given.oriel:
        def pid():
            with open(os.path.join(given.oriel_data, "oriel.pid"), encoding="ascii") as file:
                return int(file.read())
        sides.append(Side("oriel", Server(given.oriel, given.oriel_data), pid if given.oriel_data else None))
    else:
        sides.append(own_server(port, database("oriel") if mariadb else None))
    if given.with_glance:
        for number, kind in enumerate(("eventlet", "uwsgi")):
            sides.append(debian_glance(kind, port + 1 + number, database(kind)))
    if given.glance:
        sides.append(Side("glance", Server(given.glance, headers=dict(HEADERS, **dict(re.split(r":\s*", header, 1) for header in given.glance_header)))))

    try:
        measure()
    finally:
        report()  # of what there is, also when it is ended early


def measure():
    if given.keystone:
        measure_behind_keystone()
        return
    if wanted("startup"):
        each("startup", measure_startup, min(REPS, 2))
        time.sleep(3)
        measure_memory("memory idle")
    if wanted("physical"):
        measure_physical()
    if wanted("upload"):
        measure_upload(False)
        measure_upload(True)
    if wanted("small"):
        measure_small(1)
        measure_small(8)
    if wanted("download"):
        measure_download(1)
        measure_download(8)
    measure_memory("memory after transfers")
    if wanted("show"):
        for side in sides:
            side.one = create(Connection(side), tags=["a"], k1="v1", k2="v2")
        warm(lambda side: "/v2/images/" + side.one)
        for connections in (1, 16):
            measure_requests("show", lambda side: "/v2/images/" + side.one, connections)
    if wanted("create"):
        for connections in (1, 8):
            measure_pairs(connections)
    if wanted("list"):
        for side in sides:
            seed(side)
        warm(lambda side: "/v2/images?limit=25")
        for connections in (1, 16):
            measure_requests("list of %d, limit 25" % IMAGES, lambda side: "/v2/images?limit=25", connections)
    measure_memory("memory in the end")


WORK = os.path.abspath(given.work) if given.work else tempfile.mkdtemp(prefix="oriel-bench-")
os.makedirs(WORK, exist_ok=True)
load_before = load_text()
status = 1
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
try:
    if not given.keystone:
        BIG_FILE, SMALL_FILE = make_file("big.img", BIG), make_file("small.img", SMALL)
    main()
    status = 1 if results.errors else 0
finally:
    for cleanup in reversed(cleanups):
        try:
            cleanup()
        except Exception as problem:
            say("error while ending: %r" % problem)
    if not given.work:
        shutil.rmtree(WORK, ignore_errors=True)
sys.exit(status)
