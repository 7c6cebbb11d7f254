# SPDX-License-Identifier: Apache-2.0
"""Parts of 85-notifications.sh.

listen       a listener of oslo.messaging; writes what it hears to $EVENTS
hook         a receiver of webhooks; writes what comes to $HOOKS, answers 503 while $CLOSED exists
names F P    names of images made, from file F, that begin with P
kinds        makes every kind of event, and checks what is heard
signatures   checks the signatures of all that came to the receiver
"""
import hashlib
import hmac
import http.server
import json
import os
import sys
import time
import urllib.error
import urllib.request

EVENTS = os.environ["EVENTS"]
HOOKS = os.environ["HOOKS"]
API = "http://127.0.0.1:" + os.environ["PORT"]


def write(file, entry):
    with open(file, "a") as out:
        out.write(json.dumps(entry) + "\n")


def read(file):
    if not os.path.exists(file):
        return []
    with open(file) as lines:
        return [json.loads(line) for line in lines if line.endswith("\n")]


def listen():
    import oslo_messaging
    from oslo_config import cfg

    class Endpoint:
        def _write(self, priority, publisher, event, payload, metadata):
            write(EVENTS, {"priority": priority, "publisher_id": publisher, "event_type": event, "payload": payload,
                           "id": metadata["message_id"], "timestamp": metadata["timestamp"]})

        def info(self, context, publisher, event, payload, metadata):
            self._write("INFO", publisher, event, payload, metadata)

        def error(self, context, publisher, event, payload, metadata):
            self._write("ERROR", publisher, event, payload, metadata)

    conf = cfg.ConfigOpts()
    conf([])
    transport = oslo_messaging.get_notification_transport(
        conf, url="rabbit://guest:guest@127.0.0.1:%s/" % os.environ["RABBIT_PORT"])
    conf.set_override("rabbit_retry_interval", 1, "oslo_messaging_rabbit")
    conf.set_override("rabbit_interval_max", 1, "oslo_messaging_rabbit")
    listener = oslo_messaging.get_notification_listener(
        transport, [oslo_messaging.Target(topic="notifications", exchange="glance")], [Endpoint()], executor="threading")
    conf.set_override("executor_thread_pool_size", 1)  # several would write what came in order in any order
    listener.start()
    while True:
        time.sleep(60)


def hook():
    class Receiver(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            closed = os.path.exists(os.environ["CLOSED"])
            if not closed:
                entry = json.loads(body)
                entry["body"] = body
                entry["headers"] = dict(self.headers)
                write(HOOKS, entry)
            self.send_response(503 if closed else 204)
            self.end_headers()

        def log_message(self, *_):
            pass

    http.server.HTTPServer(("127.0.0.1", int(os.environ["HOOK_PORT"])), Receiver).serve_forever()


def names(file, prefix):
    for entry in read(file):
        if entry["event_type"] == "image.create" and str(entry["payload"]["name"]).startswith(prefix + "-"):
            print(entry["payload"]["name"])


def api(method, path, body=None, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    if isinstance(body, (dict, list)):
        body = json.dumps(body).encode()
        headers.setdefault("Content-Type", "application/json")
    request = urllib.request.Request(API + path, data=body, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
            return answer.status, json.loads(text) if text[:1] in (b"{", b"[") else text
    except urllib.error.HTTPError as error:
        return error.code, error.read()


JSON_PATCH = "application/openstack-images-v2.1-json-patch"
BYTES = "application/octet-stream"
ALWAYS = {"id", "name", "status", "created_at", "updated_at", "min_disk", "min_ram", "protected", "checksum", "owner",
          "disk_format", "container_format", "size", "virtual_size", "is_public", "visibility", "properties", "tags",
          "deleted", "deleted_at"}
STORES = {"os_glance_importing_to_stores", "os_glance_failed_import"}
MEMBER = {"image_id", "member_id", "status", "created_at", "updated_at", "deleted", "deleted_at"}
TASK = {"id", "type", "status", "result", "owner", "message", "expires_at", "created_at", "updated_at", "deleted",
        "deleted_at"}
NAMESPACE = {"namespace", "namespace_old", "display_name", "protected", "visibility", "owner", "description",
             "created_at", "updated_at", "deleted", "deleted_at"}


def same(what, expected, actual):
    import support
    return support.ok(expected == actual, what, "expected %r, got %r" % (expected, actual))


def check(what, good, why):
    import support
    return support.ok(bool(good), what, why)


class Heard:
    """What is heard after each step."""

    def __init__(self):
        self.seen = len(read(EVENTS))

    def expect(self, what, types):
        limit = time.time() + 30
        while len(read(EVENTS)) < self.seen + len(types) and time.time() < limit:
            time.sleep(0.1)
        if not types:
            time.sleep(2)
        fresh = read(EVENTS)[self.seen:]
        self.seen += len(fresh)
        heard = [entry["event_type"] + ("" if entry["priority"] == "INFO" else " " + entry["priority"]) for entry in fresh]
        same(what + " is told", types, heard)
        return [entry["payload"] for entry in fresh] if heard == types else None

    def members(self, what, payload, names):
        same("%s: the payload has Glance's members" % what, sorted(names), sorted(payload))


def kinds():
    import support
    heard = Heard()
    _, image = api("POST", "/v2/images", {"name": "caf\u00e9 \U0001f600", "disk_format": "raw", "container_format": "bare",
                                         "tags": ["b", "a"], "foo": "bar"})
    path = "/v2/images/" + image["id"]
    told = heard.expect("a new image", ["image.create"])
    if told:
        heard.members("image.create", told[0], ALWAYS)
        same("…with its name, tags and properties", ["caf\u00e9 \U0001f600", ["a", "b"], {"foo": "bar"}],
                     [told[0]["name"], sorted(told[0]["tags"]), told[0]["properties"]])
        same("…and who speaks", "image.e2e", read(EVENTS)[-1]["publisher_id"])
    api("PATCH", path, json.dumps([{"op": "replace", "path": "/name", "value": "n2"}]).encode(), Content_Type=JSON_PATCH)
    told = heard.expect("a change", ["image.update"])
    if told:
        same("…as it is now", "n2", told[0]["name"])
    api("PUT", path + "/file", b"hello world", Content_Type=BYTES)
    told = heard.expect("an upload", ["image.update", "image.prepare", "image.upload", "image.activate", "image.update"])
    if told:
        same("…in its stages", ["saving", "saving", "active", "active", "active"], [it["status"] for it in told])
        heard.members("image.prepare", told[1], ALWAYS | STORES | {"backend"})
        heard.members("image.upload", told[2], ALWAYS | STORES)
        heard.members("image.activate", told[3], ALWAYS)
        same("…with store, size and checksum", ["fast", 11, "5eb63bbbe01eeed093cb22bb8f5acdc3"],
                     [told[1]["backend"], told[2]["size"], told[2]["checksum"]])
    api("GET", path + "/file")
    told = heard.expect("a download", ["image.send"])
    if told:
        heard.members("image.send", told[0], {"bytes_sent", "image_id", "owner_id", "receiver_tenant_id", "receiver_user_id"})
        same("…with its bytes", 11, told[0]["bytes_sent"])
    api("GET", path + "/file", Range="bytes=2-4")
    told = heard.expect("a download of a part", ["image.send"])
    if told:
        same("…with its bytes", 3, told[0]["bytes_sent"])
    api("PUT", path + "/tags/zz")
    heard.expect("a tag", ["image.update"])
    _, bad = api("POST", "/v2/images", {"name": "bad", "disk_format": "raw", "container_format": "bare"})
    api("PUT", "/v2/images/%s/file" % bad["id"], b"hello", Content_Type=BYTES, x_openstack_image_size="7")
    told = heard.expect("an upload that fails", ["image.create", "image.update", "image.prepare", "image.update", "image.upload ERROR"])
    if told:
        check("…with the reason", "Size mismatch" in told[4], str(told[4]))
    for action, status in (("deactivate", "deactivated"), ("reactivate", "active")):
        code, _ = api("POST", path + "/actions/" + action)
        if code == 204:
            told = heard.expect(action, ["image.update"])
            if told:
                same("…with the status", status, told[0]["status"])
        else:
            support.skip(action, "the API answers %s" % code)
    members(support, heard, path)
    metadefs(support, heard)
    tasks(support, heard)
    api("DELETE", path)
    told = heard.expect("a deletion", ["image.delete"])
    if told:
        heard.members("image.delete", told[0], ALWAYS)
        same("…as such", ["deleted", True], [told[0]["status"], told[0]["deleted"]])
        check("…with its time", told[0]["deleted_at"], told[0])


def members(support, heard, path):
    code, _ = api("POST", path + "/members", {"member": "p2"})
    if code != 200:
        support.skip("members", "the API answers %s" % code)
        return
    told = heard.expect("a member", ["image.member.create"])
    if told:
        heard.members("image.member.create", told[0], MEMBER)
    api("PUT", path + "/members/p2", {"status": "accepted"})
    told = heard.expect("its answer", ["image.member.update"])
    if told:
        same("…as it is", "accepted", told[0]["status"])
    api("DELETE", path + "/members/p2")
    told = heard.expect("its end", ["image.member.delete"])
    if told:
        same("…as such", True, told[0]["deleted"])


def metadefs(support, heard):
    root = "/v2/metadefs/namespaces"
    code, _ = api("POST", root, {"namespace": "NS1", "display_name": "d", "visibility": "public"})
    if code != 201:
        support.skip("metadata definitions", "the API answers %s" % code)
        return
    told = heard.expect("a namespace", ["metadef_namespace.create"])
    if told:
        heard.members("metadef_namespace.create", told[0], NAMESPACE)
    api("PUT", root + "/NS1", {"namespace": "NS2", "visibility": "public"})
    told = heard.expect("its new name", ["metadef_namespace.update"])
    if told:
        same("…and the old one", ["NS2", "NS1"], [told[0]["namespace"], told[0]["namespace_old"]])
    part = root + "/NS2"
    steps = [
        ("an object", "POST", "/objects", {"name": "O1", "required": ["p"], "properties": {"p": {"title": "P", "type": "integer", "maximum": 5}}}, "metadef_object.create"),
        ("its change", "PUT", "/objects/O1", {"name": "O2", "properties": {}}, "metadef_object.update"),
        ("a property", "POST", "/properties", {"name": "P1", "title": "P", "type": "integer"}, "metadef_property.create"),
        ("its change", "PUT", "/properties/P1", {"name": "P2", "title": "P", "type": "string"}, "metadef_property.update"),
        ("a resource type", "POST", "/resource_types", {"name": "OS::Glance::Image", "prefix": "h_"}, "metadef_resource_type.create"),
        ("its end", "DELETE", "/resource_types/OS::Glance::Image", None, "metadef_resource_type.delete"),
        ("the end of an object", "DELETE", "/objects/O2", None, "metadef_object.delete"),
        ("the end of all objects", "DELETE", "/objects", None, "metadef_namespace.delete_objects"),
        ("the end of a property", "DELETE", "/properties/P2", None, "metadef_property.delete"),
        ("the end of all properties", "DELETE", "/properties", None, "metadef_namespace.delete_properties"),
        ("the end of all tags", "DELETE", "/tags", None, "metadef_namespace.delete_tags"),
    ]
    for what, method, path, body, event in steps:
        code, _ = api(method, part + path, body)
        told = heard.expect("%s (%s)" % (what, code), [event])
        if told:
            same("…of the namespace", "NS2", told[0]["namespace"])
    api("POST", part + "/tags/T1")
    heard.expect("a tag, which is disabled, nothing", [])
    api("DELETE", part)
    told = heard.expect("the end of the namespace", ["metadef_namespace.delete"])
    if told:
        same("…as such", True, told[0]["deleted"])


def tasks(support, heard):
    _, image = api("POST", "/v2/images", {"name": "staged", "disk_format": "raw", "container_format": "bare"})
    code, _ = api("PUT", "/v2/images/%s/stage" % image["id"], b"hello world", Content_Type=BYTES)
    if code == 204:
        code, _ = api("POST", "/v2/images/%s/import" % image["id"], {"method": {"name": "glance-direct"}})
    time.sleep(3)
    fresh = read(EVENTS)[heard.seen:]
    heard.seen += len(fresh)
    told = [it for it in fresh if it["event_type"].startswith("task.")]
    if code != 202 or not told:
        support.skip("tasks", "the API answers %s to an import" % code)
        return
    same("a task is told", "task.create", told[0]["event_type"])
    heard.members("task.create", told[0]["payload"], TASK)


def signatures():
    hooks = read(HOOKS)
    wrong = []
    for entry in hooks:
        headers = entry["headers"]
        text = headers["X-Oriel-Timestamp"] + "." + entry["body"]
        signature = hmac.new(os.environ["SECRET"].encode(), text.encode(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest("v1=" + signature, headers["X-Oriel-Signature"]):
            wrong.append(headers)
    check("all %d webhooks are signed" % len(hooks), hooks and not wrong, str(wrong[:3]))
    ids = [entry["id"] for entry in hooks]
    same("each came once", len(ids), len(set(ids)))
    events = read(EVENTS)
    same("broker and webhook were told the same", [it["id"] for it in events], ids)


if __name__ == "__main__":
    {"listen": listen, "hook": hook, "names": names, "kinds": kinds, "signatures": signatures}[sys.argv[1]](*sys.argv[2:])
