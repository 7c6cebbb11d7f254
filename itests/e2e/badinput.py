# SPDX-License-Identifier: Apache-2.0
"""Bad input at every door of a running server: badinput.py DATA."""
import json
import os
import random
import re
import socket
import struct
import sys
import time

from support import MIB, Blocks, Cut, Server, note, ok, raw_exchange, wait_until

DATA = sys.argv[1]
server = Server(data=DATA)
PATCH = "application/openstack-images-v2.1-json-patch"
PATCH_20 = "application/openstack-images-v2.0-json-patch"
UNKNOWN = "00000000-0000-4000-8000-000000000000"
CAP = 64 * MIB
TRACE = re.compile(
    rb"\tat |\bat (java|javax|jakarta|sun|jdk|org|com)\.[\w.$]+\(|Exception\b|\bCaused by\b|org\.(oriel|apache|eclipse|osgi|hibernate)|"
    rb"java\.(lang|util|io|nio)|jetty|SQL(STATE|Syntax|Exception)|jdbc:|mariadb|hikari|/system/|\.java:\d", re.I)


def clear(answer, expected, what):
    """A door's answer: one of the expected statuses, with no insides of the server in it."""
    if isinstance(answer, Cut):
        return ok(False, what, "the connection was cut without an answer: %s" % answer)
    allowed = expected if isinstance(expected, tuple) else (expected,)
    good = answer.status in allowed
    leak = TRACE.search(answer.body) if answer.status >= 300 else None
    headers = "\n".join("%s: %s" % pair for pair in answer.headers.items()).encode("latin-1", "replace")
    leak = leak or TRACE.search(headers)
    return ok(good and not leak, "%s: %s" % (what, "/".join(map(str, allowed))), "%r%s" % (answer, " leaks " + repr(leak.group()) if leak else ""))


def ask(what, expected, method, path, body=None, headers=None, **options):
    if isinstance(body, (dict, list)):
        body, headers = json.dumps(body).encode(), dict({"Content-Type": "application/json"}, **(headers or {}))
    try:
        answer = server.request(method, path, body, headers, **options)
    except Exception as problem:  # http.client's many ways to say that there was no answer
        answer = Cut(repr(problem))
    clear(answer, expected, what)
    return answer


def line(what, expected, first, headers=(), body=b"", shut=False):
    """A request written by hand."""
    head = first.encode("latin-1") if isinstance(first, str) else first
    lines = [b"Host: %s:%d" % (server.host.encode(), server.port)]
    lines += [("%s: %s" % pair).encode("latin-1") for pair in server.headers.items()]
    lines += [h.encode("latin-1") if isinstance(h, str) else h for h in headers]
    data = head + b"\r\n" + b"\r\n".join(lines) + b"\r\n\r\n" + body
    try:
        answer = raw_exchange(server, data, shut=shut)
    except (Cut, OSError) as problem:
        answer = problem if isinstance(problem, Cut) else Cut(repr(problem))
    clear(answer, expected, what)
    return answer


def post(what, expected, body, **attributes):
    answer = ask(what, expected, "POST", "/v2/images", body, {"Content-Type": "application/json"} if isinstance(body, bytes) else None, **attributes)
    if answer.__class__ is not Cut and answer.status == 201:
        server.delete(answer.json()["id"])


def patch(what, expected, body, kind=PATCH, target=None):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    ask("PATCH " + what, expected, "PATCH", "/v2/images/" + (target or one), raw, {"Content-Type": kind})


def put(what, expected, image, data, size=None, **options):
    try:
        answer = server.upload(image, data, size, **options)
    except (Cut, OSError) as problem:
        answer = Cut(repr(problem))
    clear(answer, expected, what)


# ---- a good image, which must be as it was in the end
one = server.create(name="good")
good = Blocks(3 * MIB + 17)
answer = server.upload(one, good, good.size)
if not ok(answer.status == 204, "a good image", answer):
    sys.exit(1)
before = server.show(one)
queued = server.create(name="queued")

# ---- creation
for what, body in (
        ("no JSON", b"{"), ("empty", b""), ("a list", b"[]"), ("a word", b'"x"'), ("a number", b"7"), ("null", b"null"), ("true", b"true"),
        ("bytes that are no UTF-8", b'{"name": "\xff\xfe"}'), ("a NUL", b"\x00"), ("two documents", b"{}{}"), ("a trailing comma", b'{"name": "x",}'),
        ("comments", b"/* */ {}"), ("NaN", b'{"min_disk": NaN}'), ("UTF-16", '{"name": "x"}'.encode("utf-16")), ("binary", os.urandom(4000))):
    post("create: " + what, 400, body)
for key, value in (
        ("name", 7), ("name", "x" * 256), ("name", ["x"]), ("name", {"a": 1}), ("id", "7"), ("id", 7), ("id", "../../etc/passwd"),
        ("id", UNKNOWN + "0"), ("id", "g" * 8 + UNKNOWN[8:]), ("visibility", "nobody"), ("visibility", 1), ("visibility", None), ("protected", "true"), ("protected", 1),
        ("min_disk", -1), ("min_disk", "1"), ("min_disk", 1.5), ("min_disk", 2 ** 31), ("min_disk", 10 ** 400), ("min_ram", -1), ("min_ram", 2 ** 63), ("tags", "x"), ("tags", [7]),
        ("tags", ["x" * 256]), ("tags", {"a": 1}), ("disk_format", "floppy"), ("disk_format", 7), ("container_format", "bag"), ("os_hidden", "yes"),
        ("owner", 7), ("owner", "x" * 256), ("custom", 7), ("custom", {"a": "b"}), ("custom", ["a"]), ("custom", True), ("x" * 300, "y"), ("locations", "x"), ("locations", [7])):
    shown = json.dumps(value)
    post("create: %s = %s" % (key[:20], shown[:40]), (400, 403) if key == "locations" else 400, {key: value})
for key in ("status", "size", "checksum", "created_at", "updated_at", "virtual_size", "direct_url", "self", "file", "schema", "os_hash_value", "os_glance_x", "deleted", "deleted_at"):
    post("create: read-only %s" % key, (400, 403), {key: "2001-01-01T00:00:00Z" if key.endswith("_at") else "x"})
post("create: an id that is taken", 409, {"id": one})
post("create: depth 100000", (400, 413), b'{"name":' + b"[" * 100000 + b"]" * 100000 + b"}")
post("create: depth 2000 of objects", (400, 413), b'{"a":' * 2000 + b"1" + b"}" * 2000)
post("create: 20000 properties", (400, 413), {"k%d" % number: "v" for number in range(20000)})
post("create: 500 tags", (400, 413), {"tags": ["t%d" % number for number in range(500)]})
post("create: a property of 1 MiB", (400, 413), {"k": "v" * MIB})
post("create: a name with a NUL", (201, 400), {"name": "a\0b"})
post("create: a lone surrogate", 400, b'{"name": "\\ud800"}')
post("create: a key twice", (201, 400), b'{"name": "a", "name": "b"}')
ask("create: 40 MiB of JSON", (400, 413), "POST", "/v2/images", b'{"k": "' + b"v" * (40 * MIB) + b'"}', {"Content-Type": "application/json"})

# ---- ids and paths
for name, image in (("unknown", UNKNOWN), ("no id", "nothing"), ("empty", "%20"), ("long", "a" * 3000), ("dots", ".."), ("encoded dots", "%2e%2e%2f%2e%2e%2fetc%2fpasswd"),
                    ("an encoded slash", one + "%2Ffile"), ("a quote", "%27%20or%201=1--"), ("a NUL", one + "%00"), ("bad UTF-8", "%ff%fe"), ("a line feed", one + "%0d%0aX-Evil:1"), ("a semicolon", one + ";x=1")):
    wanted = (200, 400, 404) if name == "a semicolon" else (300, 400, 404, 405)
    ask("id %s: GET" % name, wanted, "GET", "/v2/images/" + image)
    ask("id %s: GET file" % name, wanted, "GET", "/v2/images/%s/file" % image)
    if name != "a semicolon":
        ask("id %s: DELETE" % name, wanted, "DELETE", "/v2/images/" + image)
        ask("id %s: PUT file" % name, wanted, "PUT", "/v2/images/%s/file" % image, b"x", {"Content-Type": "application/octet-stream"})
        ask("id %s: PATCH" % name, wanted, "PATCH", "/v2/images/" + image, b"[]", {"Content-Type": PATCH})
        ask("id %s: PUT tag" % name, wanted, "PUT", "/v2/images/%s/tags/x" % image)
ask("an unknown path", 404, "GET", "/v2/nothing")
ask("a trailing slash", 404, "GET", "/v2/images/")
for method, path in (("PUT", "/v2/images"), ("DELETE", "/v2/images"), ("PATCH", "/v2/images"), ("POST", "/v2/images/" + one), ("PUT", "/v2/images/" + one),
                     ("POST", "/v2/images/%s/file" % one), ("DELETE", "/v2/images/%s/file" % one), ("POST", "/v2/schemas/image"), ("FOO", "/v2/images"), ("HEAD", "/v2/images")):
    ask("wrong method %s %s" % (method, path.replace(one, "ID")), 405, method, path)
for path in ("/v2/images/%s/../%s" % (one, one), "/v2/./images", "/v2//images", "//v2/images", "/v2/images/%2e%2e/%2e%2e/etc/passwd", "/../../../../etc/passwd", "/v2/images/..%2f..%2f..%2fetc%2fpasswd/file"):
    line("path %s" % path.replace(one, "ID"), (200, 300, 302, 400, 404), "GET %s HTTP/1.1" % path, ["Connection: close"])

# ---- lists
for query in ("limit=x", "limit=-1", "limit=1e3", "limit=99999999999999999999", "marker=" + UNKNOWN, "marker=x", "sort_key=nothing", "sort_dir=up", "sort_key=name&sort_dir=asc&sort_dir=desc",
              "sort=name:up", "sort=nothing:asc", "sort=name&sort_key=name", "visibility=some", "member_status=maybe", "os_hidden=perhaps", "protected=perhaps", "created_at=yesterday",
              "created_at=gt:13", "created_at=like:2020-01-01T00:00:00Z", "name=like:x", "size_min=x", "size_max=-x", "changes-since=2020-01-01T00:00:00Z", "properties=x", "foo_min=7",
              "name=in:%22", "name=%ff", "name=%", "name=%zz", "%00=1", "sort_key=name%27;drop%20table%20images"):
    allowed = (200, 400) if query in ("name=%ff", "name=%", "name=%zz", "%00=1", "limit=99999999999999999999", "name=in:%22", "properties=x", "foo_min=7", "size_max=-x") else 400
    ask("list ?%s" % query, allowed, "GET", "/v2/images?" + query)
ask("list with a body", 400, "GET", "/v2/images/" + one, b"x", {"Content-Type": "text/plain"})
ask("list with a query of 4000 filters", (200, 400, 414, 431), "GET", "/v2/images?" + "&".join("k%d=v" % number for number in range(700)))
ask("list with a tag 300 times", (200, 400, 414, 431), "GET", "/v2/images?" + "&".join("tag=t%d" % number for number in range(300)))

# ---- patches
patch("no JSON", 400, b"[{")
patch("an object", 400, {})
patch("a word", 400, b'"x"')
patch("empty", 400, b"")
patch("depth 100000", (400, 413), b"[" * 100000 + b"]" * 100000)
patch("20 MiB", (400, 413), b'[{"op":"add","path":"/k","value":"' + b"v" * (20 * MIB) + b'"}]')
patch("100000 operations", (400, 413), [{"op": "add", "path": "/k%d" % number, "value": "v"} for number in range(100000)])
for operation in ([7], [None], ["x"], [[]], [{}], [{"op": "add"}], [{"op": "add", "path": "/k"}], [{"path": "/k", "value": "v"}], [{"op": "test", "path": "/name", "value": "good"}],
                  [{"op": "move", "from": "/name", "path": "/k"}], [{"op": 7, "path": "/k", "value": "v"}], [{"op": "add", "path": 7, "value": "v"}], [{"op": "add", "path": "k", "value": "v"}],
                  [{"op": "add", "path": "", "value": "v"}], [{"op": "add", "path": "/a/b", "value": "v"}], [{"op": "add", "path": "/a/", "value": "v"}], [{"op": "add", "path": "/~2", "value": "v"}],
                  [{"op": "add", "path": "/k", "value": 7}], [{"op": "add", "path": "/k", "value": {"a": 1}}], [{"op": "replace", "path": "/name", "value": 7}],
                  [{"op": "replace", "path": "/tags", "value": "x"}], [{"op": "replace", "path": "/visibility", "value": "nobody"}], [{"op": "replace", "path": "/min_disk", "value": -1}],
                  [{"op": "replace", "path": "/protected", "value": "x"}], [{"op": "add", "path": "/" + "k" * 300, "value": "v"}]):
    patch(json.dumps(operation)[:90], 400, operation)
for key in ("status", "size", "checksum", "id", "created_at", "self", "file", "schema", "os_hash_value", "virtual_size", "os_glance_x", "deleted", "disk_format", "container_format"):
    patch("replace /" + key, (403, 409), [{"op": "replace", "path": "/" + key, "value": "bare" if key == "container_format" else "raw"}])
for key in ("name", "owner", "status", "id", "tags", "visibility"):
    patch("remove /" + key, 403, [{"op": "remove", "path": "/" + key}])
for key in ("image_id", "extra_properties", "member"):
    patch("an inner name: replace /" + key, (400, 403, 409), [{"op": "replace", "path": "/" + key, "value": UNKNOWN}])
patch("replace a missing property", 409, [{"op": "replace", "path": "/missing", "value": "x"}])
patch("remove a missing property", 409, [{"op": "remove", "path": "/missing"}])
patch("a good operation before a bad one", 409, [{"op": "replace", "path": "/name", "value": "changed"}, {"op": "remove", "path": "/missing"}])
patch("the old form with two keys", 400, [{"add": "/a", "remove": "/b", "value": "x"}], PATCH_20)
patch("the old form adds what is there", 409, [{"add": "/name", "value": "x"}], PATCH_20)
for kind in ("application/json", "application/json-patch+json", "text/plain", "application/openstack-images-v2.2-json-patch", "nonsense", "a/b/c", ";;;"):
    patch("as " + kind, (400, 415), [], kind)

# ---- tags
ask("a tag of 256 characters", 400, "PUT", "/v2/images/%s/tags/%s" % (one, "t" * 256))
ask("a tag with an encoded slash", (400, 404), "PUT", "/v2/images/%s/tags/a%%2Fb" % one)
ask("a tag that is no UTF-8", 400, "PUT", "/v2/images/%s/tags/%%ff%%fe" % one)
ask("an empty tag", (400, 404, 405), "PUT", "/v2/images/%s/tags/" % one)
ask("a tag with a body", 400, "PUT", "/v2/images/%s/tags/x" % one, b"{}", {"Content-Type": "application/json"})
ask("delete a tag that is not there", 404, "DELETE", "/v2/images/%s/tags/none" % one)
ask("delete with a body", 400, "DELETE", "/v2/images/" + one, b"{}", {"Content-Type": "application/json"})

# ---- image data
put("upload to an active image", 409, one, [b"x"], 1)
put("upload without a type", 415, queued, [b"x"], 1, headers={"Content-Type": None})
put("upload as JSON", 415, queued, [b"{}"], 2, headers={"Content-Type": "application/json"})
put("upload to an unknown store", 400, queued, [b"x"], 1, headers={"X-Image-Meta-Store": "none"})
put("upload with a bad size header", 400, queued, [b"x"], 1, headers={"X-Openstack-Image-Size": "many"})
put("upload with a negative size header", 400, queued, [b"x"], 1, headers={"X-Openstack-Image-Size": "-1"})
put("upload of less than announced", 400, queued, [b"x"], 1, headers={"X-Openstack-Image-Size": "7"})
put("upload of more than announced", 400, queued, [b"x" * 9], headers={"X-Openstack-Image-Size": "7"})
put("upload beyond the cap, sized", 413, queued, Blocks(CAP + 1), CAP + 1)
put("upload beyond the cap, chunked", 413, queued, Blocks(CAP + 4096))
bare = server.create(name="no formats", disk_format=None, container_format=None)
put("upload without formats", 400, bare, [b"x"], 1)
server.delete(bare)
ok(server.status_of(queued) == "queued", "…all this left the image queued", server.status_of(queued))

for what, size in (("sized", 40 * MIB), ("chunked", None)):
    try:
        server.upload(queued, Blocks(40 * MIB), size, cut_after=11 * MIB)
    except Cut:
        pass
    state = wait_until(60, lambda: server.status_of(queued) == "queued")
    ok(state, "a cut upload (%s) leaves the image queued" % what, server.status_of(queued))
    ok(wait_until(20, lambda: len(server.stores()) == 1), "…and nothing in the store", server.stores())
    record = server.show(queued)
    ok(all(record.get(key) is None for key in ("size", "checksum", "os_hash_value", "virtual_size")), "…nor in the record", record)
for what, framing in (("a chunk without a length", b"xyz\r\n"), ("a negative chunk", b"-5\r\nhello\r\n0\r\n\r\n"), ("a huge chunk length", b"ffffffffffffffffff\r\nx\r\n0\r\n\r\n"),
                      ("a chunk that is longer than it says", b"1\r\nhello\r\n0\r\n\r\n")):
    line("upload with " + what, 400, "PUT /v2/images/%s/file HTTP/1.1" % queued,
         ["Content-Type: application/octet-stream", "Transfer-Encoding: chunked", "Connection: close"], framing, shut=True)
    ok(wait_until(30, lambda: server.status_of(queued) == "queued"), "…image queued", server.status_of(queued))
for headers in (["Content-Length: x"], ["Content-Length: -1"], ["Content-Length: 5", "Content-Length: 6"], ["Content-Length: 99999999999999999999"], ["Content-Length: 5", "Transfer-Encoding: chunked"],
                ["Transfer-Encoding: gzip"], ["Transfer-Encoding: chunked, identity"]):
    line("upload with " + ", ".join(headers), (400, 411, 413, 501), "PUT /v2/images/%s/file HTTP/1.1" % queued, ["Content-Type: application/octet-stream", "Connection: close", *headers], b"5\r\nhello\r\n0\r\n\r\n", shut=True)
    ok(wait_until(30, lambda: server.status_of(queued) == "queued"), "…image queued", server.status_of(queued))

# ---- ranges
for given, status in (("bytes=5-2", (400, 416)), ("bytes=99999999-", 416), ("bytes=-0", 416), ("bytes=0-1,3-4", 400), ("bytes=x-y", 416), ("bits=0-1", 416), ("bytes", 416), ("bytes=--1", 416),
                      ("bytes=99999999999999999999-", 416), ("bytes=0-99999999999999999999", (206, 416)), ("bytes=" + ",".join("%d-%d" % (n, n) for n in range(0, 2000, 2)), (400, 416, 431))):
    ask("range %s" % given[:40], status, "GET", "/v2/images/%s/file" % one, None, {"Range": given})
ask("a file asked with a body", 400, "GET", "/v2/images/%s/file" % one, b"x", {"Content-Type": "text/plain"})
answer = server.request("GET", "/v2/images/%s/file" % queued)
ok(answer.status == 204, "the data of a queued image: 204", answer)

# ---- HTTP itself
line("a header of 100 KiB", (400, 431), "GET /v2/images HTTP/1.1", ["X-Long: " + "x" * 102400])
line("5000 headers", (400, 431), "GET /v2/images HTTP/1.1", ["X-%d: y" % number for number in range(5000)])
line("a URL of 100 KiB", (400, 414, 431), "GET /v2/images/%s HTTP/1.1" % ("x" * 102400))
line("a query of 100 KiB", (400, 414, 431), "GET /v2/images?name=%s HTTP/1.1" % ("x" * 102400))
line("a request id of 200 characters", (400, 431), "GET /v2/images HTTP/1.1", ["X-Openstack-Request-Id: req-" + "x" * 200, "Connection: close"])
for path in ("/v2/images/%", "/v2/images/%zz", "/v2/images/%4", "/v2/images?name=%zz", "/%c0%ae%c0%ae/etc"):
    line("percent-encoding: " + path, (300, 400, 404), "GET %s HTTP/1.1" % path, ["Connection: close"])
line("no HTTP", 400, b"\x16\x03\x01\x02\x00\x01\x00")
line("an unknown version", (400, 426, 505), "GET /v2/images HTTP/9.9")
line("no path", (400, 505), "GET HTTP/1.1")
line("a header without a colon", 400, "GET /v2/images HTTP/1.1", ["nonsense", "Connection: close"])
line("a header with a space before the colon", 400, "GET /v2/images HTTP/1.1", ["X : y", "Connection: close"])
line("a header with a NUL", 400, "GET /v2/images HTTP/1.1", [b"X: a\x00b", "Connection: close"])
line("two hosts", 400, "GET /v2/images HTTP/1.1", ["Host: evil", "Connection: close"])
for kind in ("gzip", "deflate", "br", "nonsense"):
    ask("create with Content-Encoding " + kind, (201, 400, 415), "POST", "/v2/images", b"\x1f\x8b\x08\x00nonsense", {"Content-Type": "application/json", "Content-Encoding": kind})
for accept in ("nonsense", "*/*;q=x", "application/json;q=2", ",,,", "x" * 3000):
    ask("Accept %s" % accept[:20], (200, 300, 400, 406, 431), "GET", "/v2/images", None, {"Accept": accept})
ask("an unknown version by Accept", (300, 406), "GET", "/images", None, {"Accept": "application/vnd.openstack.images-v9"})

# ---- who
if "Authorization" in server.headers:
    for what, value in (("none", None), ("a wrong password", "Basic YWRtaW46d3Jvbmc="), ("an unknown user", "Basic bm9ib2R5OnNlY3JldA=="), ("no base64", "Basic ###"), ("no colon", "Basic YWRtaW4="),
                        ("an empty pair", "Basic Og=="), ("another scheme", "Bearer x"), ("no scheme", "x"), ("8000 characters", "Basic " + "QQ" * 4000), ("bytes that are no UTF-8", "Basic //8="), ("empty", "")):
        headers = {} if value is None else {"Authorization": value}
        ask("credentials: " + what, (401, 431), "GET", "/v2/images", None, headers, auth=False)
        ask("credentials for data: " + what, (401, 431), "GET", "/v2/images/%s/file" % one, None, headers, auth=False)
    answer = server.request("GET", "/v2/images", auth=False)
    ok(answer.header("WWW-Authenticate") is not None, "401 says what it wants", answer.headers)
    # an upload that nobody may make is answered without taking it in
    began = time.monotonic()
    try:
        nobody = Server()
        answer = nobody.upload(queued, Blocks(CAP), CAP)
        clear(answer, 401, "an upload without credentials")
    except (Cut, OSError) as problem:
        ok(time.monotonic() - began < 30, "an upload without credentials is cut", problem)


# ---- hostile disks
def qcow2(version=3, backing=0, backing_size=0, bits=16, size=MIB, crypt=0, l1_size=1, l1=0x30000, table=0x10000, clusters=1, snapshots=0, snapshot_table=0, incompatible=0, compatible=0,
          autoclear=0, order=4, length=104, extensions=b"", total=4 * 65536):
    header = struct.pack(">4sIQIIQIIQQIIQ", b"QFI\xfb", version, backing, backing_size, bits, size & (2 ** 64 - 1), crypt, l1_size, l1, table, clusters, snapshots, snapshot_table)
    if version >= 3:
        header += struct.pack(">QQQII", incompatible, compatible, autoclear, order, length)
    return (header + extensions).ljust(total, b"\0")


HOSTILE = {
    "a backing file": qcow2(backing=104, backing_size=11, extensions=b"/etc/passwd"),
    "a backing file of no length": qcow2(backing=104),
    "a backing file beyond the end": qcow2(backing=2 ** 63, backing_size=1023),
    "a data file": qcow2(incompatible=4, extensions=struct.pack(">II", 0x44415441, 11) + b"/etc/passwd\0\0\0\0\0"),
    "a data file bit without a name": qcow2(incompatible=4),
    "version 1": qcow2(version=1),
    "version 0": qcow2(version=0),
    "version 4": qcow2(version=4),
    "version 2^32-1": qcow2(version=2 ** 32 - 1),
    "unknown features": qcow2(incompatible=1 << 40),
    "all features": qcow2(incompatible=2 ** 64 - 1),
    "cluster bits 0": qcow2(bits=0),
    "cluster bits 8": qcow2(bits=8),
    "cluster bits 22": qcow2(bits=22),
    "cluster bits 2^32-1": qcow2(bits=2 ** 32 - 1),
    "size 2^64-1": qcow2(size=2 ** 64 - 1),
    "size 2^63": qcow2(size=2 ** 63),
    "an L1 table of 2^32-1 entries": qcow2(l1_size=2 ** 32 - 1),
    "an L1 table at 2^64-1": qcow2(l1=2 ** 64 - 1),
    "an L1 table at an odd place": qcow2(l1=0x30001),
    "2^32-1 refcount clusters": qcow2(clusters=2 ** 32 - 1),
    "a refcount table at 2^64-512": qcow2(table=2 ** 64 - 512),
    "2^32-1 snapshots": qcow2(snapshots=2 ** 32 - 1),
    "refcount order 7": qcow2(order=7),
    "refcount order 2^32-1": qcow2(order=2 ** 32 - 1),
    "header length 0": qcow2(length=0),
    "header length 100": qcow2(length=100),
    "header length 2^32-1": qcow2(length=2 ** 32 - 1),
    "encryption 1": qcow2(crypt=1),
    "encryption 77": qcow2(crypt=77),
    "an extension of 2^32-1 bytes": qcow2(extensions=struct.pack(">II", 0x12345678, 2 ** 32 - 1)),
}
# those that only a reader of the whole disk can find wrong; at the door either answer is right, but never an error of ours
EITHER = {"an L1 table at an odd place", "an L1 table at 2^64-1", "an extension of 2^32-1 bytes", "size 2^64-1", "size 2^63"}
for what, data in HOSTILE.items():
    image = server.create(name="hostile", disk_format="qcow2")
    put("qcow2 with " + what, (204, 415, 400) if what in EITHER else (400, 415), image, [data], len(data))
    if server.status_of(image) == "active":
        note("taken: qcow2 with " + what)
    else:
        answer = server.request("GET", "/v2/images/%s/file" % image)
        ok(answer.status == 204 and server.status_of(image) == "queued", "…no data, image queued", answer)
    server.delete(image)
for what in ("a backing file", "a data file"):
    image = server.create(name="hostile", disk_format="raw")
    put("raw that is a qcow2 with " + what, (400, 415), image, [HOSTILE[what]], len(HOSTILE[what]))
    server.delete(image)
for cut in (1, 3, 4, 7, 8, 20, 71, 72, 103):
    image = server.create(name="hostile", disk_format="qcow2")
    put("a qcow2 of %d bytes" % cut, (400, 415), image, [qcow2()[:cut]], cut)
    server.delete(image)
image = server.create(name="slow", disk_format="qcow2")
data = HOSTILE["a data file"]
put("a hostile header that comes byte by byte", (400, 415), image, [data[n:n + 1] for n in range(600)] + [data[600:]])
server.delete(image)
for number in range(60):  # noise over a good header
    noisy = bytearray(qcow2())
    noise = random.Random(number)
    for _ in range(noise.randint(1, 12)):
        noisy[noise.randrange(4, 112)] = noise.randrange(256)
    image = server.create(name="noise", disk_format="qcow2")
    try:
        answer = server.upload(image, [bytes(noisy)], len(noisy))
    except (Cut, OSError) as problem:
        answer = Cut(repr(problem))
    if isinstance(answer, Cut) or answer.status not in (204, 400, 415) or TRACE.search(answer.body):
        ok(False, "qcow2 with noise, seed %d" % number, answer)
    server.delete(image)
ok(True, "60 qcow2 headers with noise were taken or refused")

# ---- many at once, and slow ones
connections = []
for _ in range(150):
    connection = socket.create_connection((server.host, server.port), timeout=10)
    connection.sendall(b"GET /v2/images HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    connections.append(connection)
began = time.monotonic()
try:
    answer = server.request("GET", "/v2/images", timeout=20)
    ok(answer.status == 200, "150 half-sent requests do not stop another one (%.2f s)" % (time.monotonic() - began), answer)
except Exception as problem:
    ok(False, "150 half-sent requests do not stop another one", repr(problem))
for connection in connections:
    connection.close()

# ---- in the end
ok(server.alive(), "the server is alive")
ok(server.show(one) == before, "the good image is as it was", server.show(one))
ok(server.download(one)[2] == good.digest(), "…and its data are whole")
data = Blocks(MIB)
put("the queued image can still be uploaded", 204, queued, data, MIB)
ok(server.download(queued)[2] == data.digest(), "…and read")
for image in (one, queued):
    server.delete(image)
ok(wait_until(10, lambda: not server.stores()), "nothing is left in the store", server.stores())
left = server.request("GET", "/v2/images?limit=1000").json()["images"]
note("%d records left by requests that were not refused: %s" % (len(left), [image["name"] for image in left][:10]))
for image in left:
    server.delete(image["id"])
log = os.path.join(DATA, "oriel.log")
if os.path.exists(log):
    text = open(log, encoding="utf-8", errors="replace").read()
    errors = [entry for entry in text.splitlines() if re.search(r"\bERROR\b", entry)]
    ok(not errors, "no error in the server's log", errors[:5])
