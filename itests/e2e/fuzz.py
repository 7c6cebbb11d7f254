# SPDX-License-Identifier: Apache-2.0
"""Nonsense for every door that the server has, as its own description tells: fuzz.py DATA.

The doors come from /oriel/v1/openapi.json, or from the annotations in the sources while there is none: a resource that is added
is tried without a word here. Each door gets bodies, path segments, queries and headers that nobody should send; the answer has
to be one that the API knows, never a 500, and never with insides of the server in it."""
import http.client
import json
import os
import re
import socket
import sys
import time

from support import MIB, Blocks, Cut, Server, note, ok, raw_exchange, skip, wait_until

DATA = sys.argv[1]
HERE = os.path.dirname(os.path.abspath(__file__))
SOURCES = os.path.join(HERE, "..", "..", "bundles", "rest", "src", "main", "java")
UNKNOWN = "00000000-0000-4000-8000-000000000000"
DEEP = 10000
server = Server(data=DATA)
TRACE = re.compile(
    rb"\tat |\bat (java|javax|jakarta|sun|jdk|org|com)\.[\w.$]+\(|Exception\b|\bCaused by\b|org\.(oriel|apache|eclipse|osgi|hibernate)|"
    rb"java\.(lang|util|io|nio)|jetty|SQL(STATE|Syntax|Exception)|jdbc:|mariadb|hikari|/system/|\.java:\d", re.I)


# ---- the doors
def described():
    """(method, path) of the server's own description; empty if it has none."""
    answer = server.request("GET", "/oriel/v1/openapi.json")
    if answer.status != 200:
        return set()
    verbs = {"get", "put", "post", "patch", "delete"}
    return {(verb.upper(), path) for path, item in answer.json().get("paths", {}).items() for verb in item if verb in verbs}


def declared():
    """(method, path) of the annotations in the sources."""
    found = set()
    for folder, _, files in os.walk(SOURCES):
        for name in files:
            if not name.endswith(".java"):
                continue
            text = open(os.path.join(folder, name), encoding="utf-8").read()
            for path, verb in re.findall(r"\.data\(\s*\"([^\"]+)\",\s*\"([A-Z]+)\"", text):
                found.add((verb, path))
            root = re.search(r"@Path\(\"([^\"]+)\"\)[^{;]*?\bclass\b", text)
            if not root:
                continue
            body = text[root.end():]
            for block in re.findall(r"((?:^  @[^\n]*\n(?:    [^\n]*\n)*?)+)  public ", body, re.M):
                verb = re.search(r"@(GET|PUT|POST|PATCH|DELETE)\b", block)
                below = re.search(r"@Path\(\"([^\"]*)\"\)", block)
                if verb:
                    found.add((verb.group(1), root.group(1) + ("/" + below.group(1) if below else "")))
    return found


# ---- what is sent
def nested(opening, closing, depth=DEEP):
    return opening * depth + b"1" + closing * depth


BODIES = {
    "nothing": b"", "a word": b'"x"', "a number": b"7", "null": b"null", "true": b"true", "a list": b"[]", "an object": b"{}", "a list of lists": b"[[[[]]]]", "a list of nulls": b"[null,null]",
    "half an object": b'{"a":', "two documents": b"{}{}", "no UTF-8": b'{"name":"\xff\xfe\x80"}', "UTF-16": '{"name": "x"}'.encode("utf-16"), "a BOM": b'\xef\xbb\xbf{}', "a NUL": b"\0", "NaN": b'{"a":NaN}',
    "a lone surrogate": b'{"name":"\\ud800"}', "a NUL in a text": b'{"name":"a\\u0000b"}', "a face": '{"name":"\U0001F600"}'.encode(), "10000 lists": nested(b"[", b"]"), "10000 objects": nested(b'{"a":', b"}"),
    "10000 lists, left open": b"[" * DEEP, "20000 keys": json.dumps({"k%d" % n: "v" for n in range(20000)}).encode(), "a key of 300 KB": b'{"' + b"k" * 300000 + b'":1}',
    "a text of 900 KB": b'{"name":"' + b"x" * 900000 + b'"}', "more than a body may have": b'{"name":"' + b"x" * (2 * MIB) + b'"}', "a number of 5000 digits": b'{"min_disk":' + b"9" * 5000 + b"}",
    "1e999999": b'{"min_ram":1e999999}', "the same key a thousand times": b'{"name":"a"' + b',"name":"a"' * 1000 + b"}", "a form": b"name=x&name=y", "XML": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "100000 empty operations": b"[" + b",".join([b"{}"] * 100000) + b"]",
}
VALUES = [7, -1, 0.5, 2 ** 63, 10 ** 400, None, True, False, "", "x", "x" * 300, "x" * 70000, "a\0b", "\U0001F600", "\u202e", "..", "../../etc/passwd", "file:///etc/passwd", "%s%n${jndi:x}", [], [[]], [None], ["x"] * 1000,
          {}, {"a": {"b": {}}}, {"": ""}, {"k%d" % n: "v" for n in range(500)}]
ODD_NAMES = ["", " ", "/", "~", "__class__", "__proto__", "id", "status", "self", "x" * 300, "a\0b", "\U0001F600", "os_glance_x", "a.b[c]", "'; drop table images; --"]
SEGMENTS = ["%20", ".", "..", "%2e%2e", "a%2Fb", "a%5Cb", "%00", "%0d%0aX:1", "%ff%fe", "%c0%ae", "%F0%9F%98%80", "%zz", "%", "%4", "'", "%22", ";x=1", "*", "x" * 300, "x" * 7000, "-1", "0", "9" * 30, "null", "%25s%25n", UNKNOWN, UNKNOWN.upper(), "~", "%E2%80%AE"]
QUERY_KEYS = ["limit", "marker", "sort", "sort_key", "sort_dir", "name", "status", "visibility", "owner", "created_at", "updated_at", "size_min", "size_max", "member_status", "os_hidden", "protected", "tag", "id", "checksum", "disk_format",
              "container_format", "min_disk", "min_ram", "type", "resource_types", "namespace", "prefer", "foo", "resource_type", "target", "detail"]
QUERY_VALUES = ["", "-1", "0", "1", "x", "9" * 40, "1e9", "%00", "%ff", "%F0%9F%98%80", "in:", "in:%22", "in:,,,", "gt:", "gt:x", "gt:99999-99-99T00:00:00Z", "like:%25", "'", "%2527", "asc", "desc,asc", "name:asc,name:desc", "x" * 2000, "a,b,c", "null", "true"]
HEADERS = [
    {"Accept": "x" * 5000}, {"Accept": "application/json;q=x, */*;q=9"}, {"Accept": "text/html;" + "a=b;" * 500}, {"Accept-Language": "xx-" * 500}, {"Content-Type": ";;;"}, {"Content-Type": "a/b/c"},
    {"Content-Type": "application/json; charset=klingon"}, {"Content-Encoding": "gzip"}, {"X-Openstack-Request-Id": "\x7f" * 40}, {"X-Openstack-Request-Id": "x" * 3000}, {"X-Image-Meta-Store": "nothing"},
    {"X-Image-Meta-Store": "x" * 3000}, {"X-Openstack-Image-Size": "x"}, {"X-Openstack-Image-Size": "-1"}, {"X-Openstack-Append": "maybe"}, {"Range": "bytes=" + ",".join("%d-" % n for n in range(500))}, {"Range": "x"},
    {"If-Match": "x" * 500}, {"If-Match": '"' * 50}, {"If-None-Match": ",,,"}, {"If-Modified-Since": "yesterday"}, {"Expect": "miracles"}, {"Transfer-Encoding": "x"}, {"X-Forwarded-Proto": "x" * 500},
    {"Forwarded": "for=;;;by="}, {"X-Forwarded-Host": "a b"}, {"Origin": "null"}, {"Origin": "x" * 500}, {"Cookie": "JSESSIONID=" + "x" * 500}, {"X-Project-Id": "x"}, {"X-Roles": "admin"}, {"X-Identity-Status": "Confirmed"},
    {"X-Service-Catalog": "{["}, {"X-Auth-Token": "x" * 5000}, {"X-Image-Cache-Clear-Target": "x"}, {"Connection": "upgrade", "Upgrade": "h2c", "HTTP2-Settings": "x"},
]
# Bodies as they should be, by the end of the path: what is wrong is put into them, one place at a time.
SHAPES = [
    (r"/images$", [{"name": "fuzz", "tags": ["a"], "disk_format": "raw", "container_format": "bare", "visibility": "private", "protected": False, "min_disk": 1, "min_ram": 1, "os_hidden": False, "owner": "p", "custom": "v"},
                   {"id": "11111111-2222-4333-8444-555555555555", "locations": [{"url": "http://127.0.0.1:9/x", "metadata": {"a": "b"}, "validation_data": {"os_hash_algo": "sha512", "os_hash_value": "0" * 128, "checksum": "0" * 32}}]}]),
    (r"/images/\{[^}]+\}$", [[{"op": "replace", "path": "/name", "value": "fuzz"}], [{"op": "add", "path": "/custom", "value": "v"}], [{"op": "replace", "path": "/tags", "value": ["a"]}], [{"op": "remove", "path": "/custom"}],
                             [{"op": "add", "path": "/locations/-", "value": {"url": "http://127.0.0.1:9/x", "metadata": {}}}], [{"op": "replace", "path": "/locations", "value": []}]]),
    (r"/members$", [{"member": "fuzzer"}]),
    (r"/members/\{[^}]+\}$", [{"status": "accepted"}]),
    (r"/import$", [{"method": {"name": "glance-direct"}, "stores": ["fast"], "all_stores": False, "all_stores_must_succeed": True}, {"method": {"name": "web-download", "uri": "http://127.0.0.1:9/x"}},
                   {"method": {"name": "copy-image"}, "stores": ["fast"]}, {"method": {"name": "glance-download", "glance_image_id": UNKNOWN, "glance_region": "r", "glance_service_interface": "public"}}]),
    (r"/locations$", [{"url": "http://127.0.0.1:9/x", "validation_data": {"os_hash_algo": "sha512", "os_hash_value": "0" * 128, "checksum": "0" * 32}}]),
    (r"/tasks$", [{"type": "import", "input": {"import_from": "http://127.0.0.1:9/x", "import_from_format": "raw", "image_properties": {"name": "x", "disk_format": "raw", "container_format": "bare"}}}]),
    (r"/namespaces(/\{[^}]+\})?$", [{"namespace": "Fuzz::Space", "display_name": "d", "description": "d", "visibility": "private", "protected": False, "owner": "p", "resource_type_associations": [{"name": "t", "prefix": "p", "properties_target": "x"}],
                                     "properties": {"a": {"title": "t", "type": "string", "enum": ["a"], "items": {"type": "string"}}}, "objects": [{"name": "o", "properties": {"b": {"title": "t", "type": "integer", "minimum": 1}}}], "tags": [{"name": "t"}]}]),
    (r"/objects(/\{[^}]+\})?$", [{"name": "o", "description": "d", "required": ["a"], "properties": {"a": {"title": "t", "type": "integer", "minimum": 0, "maximum": 3, "default": 1}}}]),
    (r"/properties(/\{[^}]+\})?$", [{"name": "p", "title": "t", "type": "array", "operators": ["<or>"], "items": {"type": "string", "enum": ["a"]}, "uniqueItems": True, "minItems": 1, "maxItems": 3, "default": ["a"], "readonly": False, "minLength": 0}]),
    (r"/tags$", [{"tags": [{"name": "a"}, {"name": "b"}]}]),
    (r"/tags/\{[^}]+\}$", [{"name": "a"}]),
    (r"/resource_types$", [{"name": "OS::Fuzz", "prefix": "p", "properties_target": "image"}]),
    (r"/cache/\{[^}]+\}$", [{}]),
    (r".*", [{"name": "fuzz", "parameters": {"a": "b"}}]),
]


def places(shape, way=()):
    """Every place in a document."""
    yield way
    if isinstance(shape, dict):
        for key in shape:
            yield from places(shape[key], way + (key,))
    elif isinstance(shape, list):
        for index, each in enumerate(shape):
            yield from places(each, way + (index,))


def put_in(shape, way, value):
    if not way:
        return value
    copy = dict(shape) if isinstance(shape, dict) else list(shape)
    copy[way[0]] = put_in(shape[way[0]], way[1:], value)
    return copy


def renamed(shape, way, name):
    """The document with the key at the end of the way renamed; None if there is no key."""
    if not way or isinstance(way[-1], int):
        return None
    parent = shape
    for step in way[:-1]:
        parent = parent[step]
    other = {name if key == way[-1] else key: value for key, value in parent.items()}
    return put_in(shape, way[:-1], other)


class Door:
    """One method of one path, and what went wrong behind it."""

    def __init__(self, method, template):
        self.method, self.template = method, template
        self.tried, self.wrong, self.statuses = 0, [], {}
        self.connection = None

    def path(self, **values):
        def value(match):
            name = match.group(1).split(":")[0].strip()
            return values.get(name) or self.usual(name)
        return re.sub(r"\{([^}]+)\}", value, self.template)

    def usual(self, name):
        if "/images/" in self.template and name in ("id", "image_id", "image"):
            return one
        if name in ("id", "image_id", "image", "task_id", "task"):
            return one
        return "fuzz"

    def variables(self):
        return [name.split(":")[0].strip() for name in re.findall(r"\{([^}]+)\}", self.template)]

    def content_type(self):
        if self.template.endswith(("/file", "/stage")):
            return "application/octet-stream"
        return "application/openstack-images-v2.1-json-patch" if self.method == "PATCH" else "application/json"

    def send(self, what, path=None, body=None, headers=None):
        sent = dict(server.headers)
        if body is not None:
            sent["Content-Type"] = self.content_type()
        sent.update(headers or {})
        self.tried += 1
        for attempt in (1, 2):
            fresh = self.connection is None
            if fresh:
                self.connection = http.client.HTTPConnection(server.host, server.port, timeout=60)
            try:
                try:
                    self.connection.request(self.method, path or self.path(), body, sent)
                except (BrokenPipeError, ConnectionResetError):
                    if not fresh:
                        raise
                answer = self.connection.getresponse()
                data = answer.read()
                if answer.will_close:
                    self.close()
                return self.judge(what, answer, data)
            except (OSError, http.client.HTTPException) as problem:
                self.close()
                if fresh or attempt == 2:
                    return self.complain(what, "no answer: %r" % problem)
        return None

    def judge(self, what, answer, data):
        self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        if answer.status >= 500 and answer.status != 501 and not (answer.status == 503 and answer.headers.get("Retry-After")):
            self.complain(what, "%d %s" % (answer.status, data[:150]))
        leak = TRACE.search(data) if answer.status >= 300 and "/schemas/" not in self.template else None
        if leak:
            self.complain(what, "leaks %r" % leak.group())
        if answer.status >= 400 and len(data) > 100000:
            self.complain(what, "an error of %d bytes" % len(data))
        return answer.status

    def complain(self, what, why):
        self.wrong.append("%s: %s" % (what, why))

    def close(self):
        if self.connection:
            self.connection.close()
            self.connection = None

    def takes_json(self):
        return self.method in ("POST", "PUT", "PATCH") and not self.template.endswith(("/file", "/stage"))

    def fuzz(self):
        for what, body in BODIES.items():
            if self.method in ("POST", "PUT", "PATCH") or len(body) < 100:
                self.send("body of " + what, body=body)
        if self.takes_json():
            for shape in next(shapes for end, shapes in SHAPES if re.search(end, self.template)):
                for way in places(shape):
                    for value in VALUES:
                        self.send("%s = %s" % ("/".join(map(str, way)), json.dumps(value)[:40]), body=json.dumps(put_in(shape, way, value)).encode())
                    if way:
                        for name in ODD_NAMES:
                            other = renamed(shape, way, name)
                            if other is not None:
                                self.send("%s as %s" % ("/".join(map(str, way)), name[:20]), body=json.dumps(other).encode())
                    deep = json.dumps(put_in(shape, way, "@")).encode().replace(b'"@"', nested(b"[", b"]"), 1)
                    self.send("%s is deep" % "/".join(map(str, way)), body=deep)
        for name in self.variables():
            for segment in SEGMENTS:
                for body in (None, b"{}") if self.takes_json() else (None,):
                    self.send("%s of %s" % (name, segment[:30]), path=self.path(**{name: segment}), body=body)
        if self.method == "GET":
            for key in QUERY_KEYS:
                for value in QUERY_VALUES:
                    self.send("?%s=%s" % (key, value[:30]), path="%s?%s=%s" % (self.path(), key, value))
        for query in ("&".join("k%d=v" % n for n in range(3000)), "&".join(["limit=1"] * 2000), "&" * 5000, "=" * 5000, "%", "a=%zz", "%ff=%ff", "x" * 12000, "?" * 100, "a[b]=c&a[]=d"):
            self.send("a query of %s" % query[:20], path=self.path() + "?" + query, body=b"{}" if self.takes_json() else None)
        for headers in HEADERS:
            self.send("header %s" % str(headers)[:50], body=b"{}" if self.takes_json() else None, headers=headers)
        self.close()
        return self


one = server.create(name="fuzz-good")
good = Blocks(MIB + 17)
if not ok(server.upload(one, good, good.size).status == 204, "a good image"):
    sys.exit(1)
before = {key: server.show(one)[key] for key in ("status", "checksum", "size", "disk_format", "id")}

doors = described()
source = "the server's description"
if not doors:
    doors, source = declared(), "the sources"
note("%d doors, told by %s" % (len(doors), source))
ok(len(doors) >= 10, "the doors are known", sorted(doors))
page = open(os.path.join(HERE, "..", "..", "docs", "about", "api.md"), encoding="utf-8").read()
written = {(verb, path) for path, verbs in re.findall(r"^\| `(/[^`]+)` \| ([A-Z, ]+) \|$", page, re.M) for verb in verbs.split(", ")}
for method, path in sorted(doors - written):
    note("docs/about/api.md does not tell of %s %s" % (method, path))
total, begun = 0, time.monotonic()
# What takes things away comes last, and never the good image.
for method, template in sorted(doors, key=lambda door: (door[0] == "DELETE", door[1], door[0])):
    door = Door(method, template)
    if re.search(r"/images/\{[^}]+\}$", template) and method == "DELETE":
        door.usual = lambda name: UNKNOWN
    began = time.monotonic()
    door.fuzz()
    total += door.tried
    ok(not door.wrong, "%s %s: %d requests, %s" % (method, template, door.tried, " ".join("%s x %d" % pair for pair in sorted(door.statuses.items()))), "%d wrong: %s" % (len(door.wrong), "; ".join(door.wrong[:4])))
note("%d requests in %.0f s" % (total, time.monotonic() - begun))

# ---- the good image, and what was left
after = server.request("GET", "/v2/images/" + one)
ok(after.status == 200 and {key: after.json()[key] for key in before} == before, "the good image is there", after)
ok(server.download(one)[2] == good.digest(), "…and its data are whole")
for _ in range(200):
    left = server.request("GET", "/v2/images?limit=1000").json()["images"]
    if not left:
        break
    for image in left:
        if image.get("protected"):
            server.request("PATCH", "/v2/images/" + image["id"], b'[{"op":"replace","path":"/protected","value":false}]', {"Content-Type": "application/openstack-images-v2.1-json-patch"})
        if server.delete(image["id"]).status not in (204, 404):
            ok(False, "an image that was left can be deleted", image)
            break
ok(server.alive(), "the server is alive")
log = os.path.join(DATA, "oriel.log")
text = open(log, encoding="utf-8", errors="replace").read()
errors = [entry for entry in text.splitlines() if re.search(r"\bERROR\b", entry)]
ok(not errors, "no error in the server's log", "%d: %s" % (len(errors), errors[:5]))
