# SPDX-License-Identifier: Apache-2.0
"""Six callers x every operation: policymatrix.py new|legacy PORT. The expectations are the specification's, row by row."""
import http.client
import itertools
import json
import sys
import time

from support import note, ok

MODE, PORT = sys.argv[1], int(sys.argv[2])
LEGACY = MODE == "legacy"
PATCH = "application/openstack-images-v2.1-json-patch"
CALLERS = {  # name: (user, project, roles); in the order of the columns below
    "admin": ("root", "ops", "admin,member,reader"),
    "owner": ("alice", "p1", "member,reader"),
    "reader": ("rita", "p1", "reader"),
    "other": ("bob", "p2", "member,reader"),
    "member": ("carol", "p3", "member,reader"),
    "anonymous": None,
}
ADMIN = CALLERS["admin"]


def call(caller, method, path, body=None, content_type="application/json"):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    headers = {"Accept": "application/json"}
    if caller:
        user, project, roles = caller
        headers.update({"X-Identity-Status": "Confirmed", "X-User-Id": user, "X-Project-Id": project, "X-Roles": roles})
    if isinstance(body, (dict, list)):
        body = json.dumps(body).encode()
    if body is not None:
        headers["Content-Type"] = content_type
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def must(expected, caller, method, path, body=None, **more):
    status, answer = call(caller, method, path, body, **more)
    if status != expected:
        raise SystemExit("setting up: %s %s answers %d: %r" % (method, path, status, answer[:300]))
    return json.loads(answer) if answer else None


def image(visibility="private", data=False, shared_with="p3", **attributes):
    """An image of p1, made by the administrator."""
    document = {"owner": "p1", "visibility": visibility, "disk_format": "raw", "container_format": "bare", "tags": ["there"]}
    document.update(attributes)
    made = must(201, ADMIN, "POST", "/v2/images", document)["id"]
    if data:
        must(204, ADMIN, "PUT", "/v2/images/%s/file" % made, b"data", content_type="application/octet-stream")
    if visibility == "shared" and shared_with:
        must(200, ADMIN, "POST", "/v2/images/%s/members" % made, {"member": shared_with})
        must(200, CALLERS["member"], "PUT", "/v2/images/%s/members/%s" % (made, shared_with), {"status": "accepted"})
    return made


def on(visibility, method, tail="", body=None, content_type="application/json", before=None, **making):
    """An operation on a fresh image of p1."""
    def run(caller):
        made = image(visibility, **making)
        if before:
            before(made)
        return call(caller, method, "/v2/images/" + made + tail, body, content_type)[0]
    return run


def plain(method, path, body=None):
    return lambda caller: call(caller, method, path, body)[0]


def patch(*operations):
    return dict(method="PATCH", body=list(operations), content_type=PATCH)


def replace(name, value):
    return patch({"op": "replace", "path": "/" + name, "value": value})


def deactivated(made):
    must(204, ADMIN, "POST", "/v2/images/%s/actions/deactivate" % made)


RENAME, TO_PUBLIC, TO_COMMUNITY = replace("name", "x"), replace("visibility", "public"), replace("visibility", "community")
DATA = dict(method="PUT", tail="/file", body=b"data", content_type="application/octet-stream")
# operation: (run, expectations under the new defaults, expectations under the legacy ones), columns as CALLERS
#                                                                      admin own  read other memb anon
ROWS = {
    "list images": (plain("GET", "/v2/images"),                        (200, 200, 200, 200, 200, 403), (200, 200, 200, 200, 200, 200)),
    "create": (plain("POST", "/v2/images", {}),                        (201, 201, 403, 201, 201, 403), (201, 201, 201, 201, 201, 403)),
    "create public": (plain("POST", "/v2/images", {"visibility": "public"}),
                                                                       (201, 403, 403, 403, 403, 403), (201, 403, 403, 403, 403, 403)),
    "create community": (plain("POST", "/v2/images", {"visibility": "community"}),
                                                                       (201, 201, 403, 201, 201, 403), (201, 201, 201, 201, 201, 403)),
    "create for another project": (plain("POST", "/v2/images", {"owner": "p9"}),
                                                                       (201, 403, 403, 403, 403, 403), (201, 403, 403, 403, 403, 403)),
    "show private": (on("private", "GET"),                             (200, 200, 200, 404, 404, 404), (200, 200, 200, 404, 404, 404)),
    "show shared": (on("shared", "GET"),                               (200, 200, 200, 404, 200, 404), (200, 200, 200, 404, 200, 404)),
    "show community": (on("community", "GET"),                         (200, 200, 200, 200, 200, 404), (200, 200, 200, 200, 200, 200)),
    "show public": (on("public", "GET"),                               (200, 200, 200, 200, 200, 404), (200, 200, 200, 200, 200, 200)),
    "rename private": (on("private", **RENAME),                        (200, 200, 403, 404, 404, 403), (200, 200, 200, 404, 404, 403)),
    "rename shared": (on("shared", **RENAME),                          (200, 200, 403, 404, 403, 403), (200, 200, 200, 404, 403, 403)),
    "rename public": (on("public", **RENAME),                          (200, 200, 403, 403, 403, 403), (200, 200, 200, 403, 403, 403)),
    "publish": (on("private", **TO_PUBLIC),                            (200, 403, 403, 404, 404, 403), (200, 403, 403, 404, 404, 403)),
    "give to the community": (on("private", **TO_COMMUNITY),           (200, 200, 403, 404, 404, 403), (200, 200, 200, 404, 404, 403)),
    "give away": (on("private", **replace("owner", "p2")),             (200, 403, 403, 404, 404, 403), (200, 403, 403, 404, 404, 403)),
    "give away by add": (on("community", **patch({"op": "add", "path": "/owner", "value": "p2"})),
                                                                       (200, 403, 403, 403, 403, 403), (200, 403, 403, 403, 403, 403)),
    "add a property": (on("private", **patch({"op": "add", "path": "/a", "value": "b"})),
                                                                       (200, 200, 403, 404, 404, 403), (200, 200, 200, 404, 404, 403)),
    "delete private": (on("private", "DELETE"),                        (204, 204, 403, 404, 404, 403), (204, 204, 204, 404, 404, 403)),
    "delete shared": (on("shared", "DELETE"),                          (204, 204, 403, 404, 403, 403), (204, 204, 204, 404, 403, 403)),
    "delete public": (on("public", "DELETE"),                          (204, 204, 403, 403, 403, 403), (204, 204, 204, 403, 403, 403)),
    "upload": (on("private", **DATA),                                  (204, 204, 403, 404, 404, 403), (204, 204, 204, 404, 404, 403)),
    "upload to public": (on("public", **DATA),                         (204, 204, 403, 403, 403, 403), (204, 204, 204, 403, 403, 403)),
    "download private": (on("private", "GET", "/file", data=True),     (200, 200, 403, 404, 404, 404), (200, 200, 200, 404, 404, 404)),
    "download shared": (on("shared", "GET", "/file", data=True),       (200, 200, 403, 404, 200, 404), (200, 200, 200, 404, 200, 404)),
    "download public": (on("public", "GET", "/file", data=True),       (200, 200, 403, 200, 200, 404), (200, 200, 200, 200, 200, 200)),
    "download deactivated": (on("public", "GET", "/file", data=True, before=deactivated),
                                                                       (200, 403, 403, 403, 403, 404), (200, 403, 403, 403, 403, 403)),
    "tag": (on("private", "PUT", "/tags/t"),                           (204, 204, 403, 404, 404, 403), (204, 204, 204, 404, 404, 403)),
    "tag public": (on("public", "PUT", "/tags/t"),                     (204, 204, 403, 403, 403, 403), (204, 204, 204, 403, 403, 403)),
    "untag": (on("private", "DELETE", "/tags/there"),                  (204, 204, 403, 404, 404, 403), (204, 204, 204, 404, 404, 403)),
    "deactivate": (on("private", "POST", "/actions/deactivate", data=True),
                                                                       (204, 204, 403, 404, 404, 403), (204, 204, 204, 404, 404, 403)),
    "deactivate public": (on("public", "POST", "/actions/deactivate", data=True),
                                                                       (204, 204, 403, 403, 403, 403), (204, 204, 204, 403, 403, 403)),
    "reactivate": (on("private", "POST", "/actions/reactivate", data=True, before=deactivated),
                                                                       (204, 204, 403, 404, 404, 403), (204, 204, 204, 404, 404, 403)),
    "list members": (on("shared", "GET", "/members"),                  (200, 200, 200, 404, 200, 404), (200, 200, 200, 404, 200, 404)),
    "show a member": (on("shared", "GET", "/members/p3"),              (200, 200, 200, 404, 200, 404), (200, 200, 200, 404, 200, 404)),
    "add a member": (on("shared", "POST", "/members", {"member": "p8"}),
                                                                       (200, 200, 403, 404, 403, 403), (200, 200, 200, 404, 403, 403)),
    "answer as a member": (on("shared", "PUT", "/members/p3", {"status": "rejected"}),
                                                                       (200, 403, 403, 404, 200, 403), (200, 403, 403, 404, 200, 403)),
    "remove a member": (on("shared", "DELETE", "/members/p3"),         (204, 204, 403, 404, 403, 403), (204, 204, 204, 404, 403, 403)),
    "list stores": (plain("GET", "/v2/info/stores"),                   (200,) * 6, (200,) * 6),
    "list stores in detail": (plain("GET", "/v2/info/stores/detail"),  (200, 403, 403, 403, 403, 403), (200, 403, 403, 403, 403, 403)),
    "list import methods": (plain("GET", "/v2/info/import"),           (200,) * 6, (200,) * 6),
    "tell usage": (plain("GET", "/v2/info/usage"),                     (200,) * 6, (200,) * 6),
    "show the schema": (plain("GET", "/v2/schemas/image"),             (200,) * 6, (200,) * 6),
}


count = itertools.count()
HERE = "http://127.0.0.1:%d/healthcheck" % PORT  # some data on the web


def shown(made):
    return must(200, ADMIN, "GET", "/v2/images/" + made)


def until(what, made, condition):
    end = time.monotonic() + 60
    while not condition(shown(made)):
        if time.monotonic() > end:
            raise SystemExit("setting up: %s: %r" % (what, shown(made)))
        time.sleep(0.1)


def staged(made):
    must(204, ADMIN, "PUT", "/v2/images/%s/stage" % made, b"data", content_type="application/octet-stream")


def copied(made):
    must(202, ADMIN, "POST", "/v2/images/%s/import" % made, {"method": {"name": "copy-image"}, "stores": ["slow"]})
    until("a copy", made, lambda now: "slow" in now.get("stores", "") and not now.get("os_glance_import_task"))


def located(made):
    must(200, ADMIN, "PATCH", "/v2/images/" + made, [{"op": "add", "path": "/locations/-", "value": {"url": HERE, "metadata": {}}}],
         content_type=PATCH)


def from_store(visibility="private", before=None):
    def run(caller):
        made = image(visibility, data=True)
        if before:
            before(made)
        return call(caller, "DELETE", "/v2/stores/fast/" + made)[0]
    return run


def order(name, **more):
    return dict(method="POST", tail="/import", body={"method": dict({"name": name}, **more)})


LOCATION = dict(method="POST", tail="/locations", body={"url": HERE})
ADD_LOCATION = patch({"op": "add", "path": "/locations/-", "value": {"url": HERE, "metadata": {}}})
SAME = 6
ROWS.update({
    # modify_image; copy_image is for administrators, whatever the defaults; the state of the image is looked at before either
    "import, glance-direct": (on("private", before=staged, **order("glance-direct")),
                                                                       (202, 202, 403, 404, 404, 403), (202, 202, 202, 404, 404, 403)),
    "import to a public image": (on("public", before=staged, **order("glance-direct")),
                                                                       (202, 202, 403, 403, 403, 403), (202, 202, 202, 403, 403, 403)),
    "import, web-download": (on("private", **order("web-download", uri="http://127.0.0.1/x")),
                                                                       (202, 202, 403, 404, 404, 403), (202, 202, 202, 404, 404, 403)),
    "import, copy-image": (on("private", data=True, **dict(order("copy-image"), body={"method": {"name": "copy-image"}, "stores": ["slow"]})),
                                                                       (202, 403, 403, 404, 404, 403), (202, 403, 403, 404, 404, 403)),
    "import, copy-image of a public image": (on("public", data=True, **dict(order("copy-image"), body={"method": {"name": "copy-image"}, "stores": ["slow"]})),
                                                                       (202, 403, 403, 403, 403, 403), (202, 403, 403, 403, 403, 403)),
    "import, glance-download": (on("private", **order("glance-download", glance_region="Elsewhere", glance_image_id="3f0d7a4e-5a52-4d52-8a4b-1d0a1f3f9a10")),
                                                                       (202, 202, 403, 404, 404, 403), (202, 202, 202, 404, 404, 403)),
    # add_image_location has no older form; nor has fetch_image_location, which is for services
    "add a location": (on("private", **LOCATION),                      (202, 202, 403, 404, 404, 403), (202, 202, 403, 404, 404, 403)),
    "add a location to a shared image": (on("shared", **LOCATION),     (202, 202, 403, 404, 403, 403), (202, 202, 403, 404, 403, 403)),
    "add a location to a public image": (on("public", **LOCATION),     (202, 202, 403, 403, 403, 403), (202, 202, 403, 403, 403, 403)),
    "list locations": (on("private", "GET", "/locations"),             (200, 403, 403, 404, 404, 404), (200, 403, 403, 404, 404, 404)),
    "add a location by PATCH": (on("private", **ADD_LOCATION),         (200, 200, 403, 404, 404, 403), (200, 200, 200, 404, 404, 403)),
    "add a location to a public image by PATCH": (on("public", **ADD_LOCATION),
                                                                       (200, 200, 403, 403, 403, 403), (200, 200, 200, 403, 403, 403)),
    "remove a location by PATCH": (on("private", data=True, before=located, **patch({"op": "remove", "path": "/locations/0"})),
                                                                       (200, 403, 403, 404, 404, 403), (200, 200, 200, 404, 404, 403)),
    # The last copy cannot go; who may not do it at all is told that first.
    "delete from a store, the last one": (from_store(),                (403, 403, 403, 404, 404, 403), (403, 403, 403, 404, 404, 403)),
    "delete from a store, one of two": (from_store(before=copied),     (204, 403, 403, 404, 404, 403), (204, 204, 204, 404, 404, 403)),
    "delete from a store, one of two of a public image": (from_store("public", copied),
                                                                       (204, 403, 403, 403, 403, 403), (204, 204, 204, 403, 403, 403)),
    "stage": (on("private", "PUT", "/stage", b"data", "application/octet-stream"),
                                                                       (204, 204, 403, 404, 404, 403), (204, 204, 204, 404, 404, 403)),
    "show tasks of an image": (on("private", "GET", "/tasks"),         (200, 200, 200, 404, 404, 404), (200, 200, 200, 404, 404, 404)),
    # tasks_api_access is for administrators, whatever the defaults
    "list tasks": (plain("GET", "/v2/tasks"),                          (200, 403, 403, 403, 403, 403), (200, 403, 403, 403, 403, 403)),
})


def task(method):
    def run(caller):
        document = {"type": "import", "input": {"import_from": "http://127.0.0.1/x", "import_from_format": "raw", "image_properties": {}}}
        if method == "POST":
            return call(caller, "POST", "/v2/tasks", document)[0]
        made = must(201, ADMIN, "POST", "/v2/tasks", document)["id"]
        return call(caller, method, "/v2/tasks/" + made)[0]
    return run


ROWS["create a task"] = (task("POST"), (201, 403, 403, 403, 403, 403), (201, 403, 403, 403, 403, 403))
ROWS["show a task"] = (task("GET"), (200, 403, 403, 403, 403, 403), (200, 403, 403, 403, 403, 403))
ROWS["delete a task"] = (task("DELETE"), (405, 403, 403, 403, 403, 403), (405, 403, 403, 403, 403, 403))

SPACES = "/v2/metadefs/namespaces"


def space(visibility="public", protected=False):
    """A namespace of p1 with an object, a property, a tag and a type of resource."""
    name = "ns-%s-%d" % (MODE, next(count))
    must(201, ADMIN, "POST", SPACES, {
        "namespace": name, "visibility": visibility, "owner": "p1", "protected": protected,
        "objects": [{"name": "o", "properties": {}}], "properties": {"p": {"title": "p", "type": "string"}}, "tags": [{"name": "t"}],
        "resource_type_associations": [{"name": "OS::Glance::Image"}]})
    return SPACES + "/" + name


def within(visibility, method, tail="", body=None):
    return lambda caller: call(caller, method, space(visibility) + tail, body)[0]


# Reading: who sees the namespace and has a role, under the new defaults; who sees it, under the legacy ones.
READ = {"public": ((200, 200, 200, 200, 200, 404), (200,) * SAME), "private": ((200, 200, 200, 404, 404, 404),) * 2}
PROPERTY = {"name": "q", "title": "q", "type": "string"}
PARTS = {  # what: (tail, body); what administrators get
    "read": {"a namespace": "", "objects": "/objects", "an object": "/objects/o", "properties": "/properties", "a property": "/properties/p",
             "tags": "/tags", "a tag": "/tags/t", "what it is for": "/resource_types"},
    "write": {
        "change a namespace": (200, "PUT", "", {"namespace": "renamed-%s-%%d" % MODE, "visibility": "public"}),
        "delete a namespace": (204, "DELETE", "", None),
        "create an object": (201, "POST", "/objects", {"name": "n"}),
        "change an object": (200, "PUT", "/objects/o", {"name": "o", "description": "x"}),
        "delete an object": (204, "DELETE", "/objects/o", None),
        "delete all objects": (204, "DELETE", "/objects", None),
        "create a property": (201, "POST", "/properties", PROPERTY),
        "change a property": (200, "PUT", "/properties/p", dict(PROPERTY, name="p")),
        "delete a property": (204, "DELETE", "/properties/p", None),
        "delete all properties": (204, "DELETE", "/properties", None),
        "create a tag": (201, "POST", "/tags/n", None),
        "change a tag": (200, "PUT", "/tags/t", {"name": "u"}),
        "delete a tag": (204, "DELETE", "/tags/t", None),
        "replace all tags": (201, "POST", "/tags", {"tags": [{"name": "n"}]}),
        "delete all tags": (204, "DELETE", "/tags", None),
        "tell what it is for": (201, "POST", "/resource_types", {"name": "OS::Nova::Flavor"}),
        "take back what it is for": (204, "DELETE", "/resource_types/OS::Glance::Image", None),
    },
}


def renaming(visibility, body):
    return lambda caller: call(caller, "PUT", space(visibility), dict(body, namespace=body["namespace"] % next(count)))[0]


for visibility, (new, legacy) in READ.items():
    for what, tail in PARTS["read"].items():
        ROWS["show %s, %s" % (what, visibility)] = (within(visibility, "GET", tail), new, legacy)
    hidden = 403 if visibility == "public" else 404
    for what, (good, method, tail, body) in PARTS["write"].items():
        run = renaming(visibility, body) if what == "change a namespace" else within(visibility, method, tail, body)
        # metadef_admin has no older form; nobody may change what he cannot see
        row = (good, 403, 403, hidden, hidden, 403)
        ROWS["%s, %s" % (what, visibility)] = (run, row, row)
ROWS["create a namespace"] = (lambda caller: call(caller, "POST", SPACES, {"namespace": "ns-%s-%d" % (MODE, next(count))})[0],
                              (201, 403, 403, 403, 403, 403), (201, 403, 403, 403, 403, 403))
ROWS["list namespaces"] = (plain("GET", SPACES), (200, 200, 200, 200, 200, 404), (200,) * SAME)
ROWS["list types of resources"] = (plain("GET", "/v2/metadefs/resource_types"), (200, 200, 200, 200, 200, 404), (200,) * SAME)

# The cache is for administrators, whatever the defaults; policy is looked at before whether there is such an image or entry.
def cached(method):
    return lambda caller: call(caller, method, "/v2/cache/" + image("public", data=True))[0]


def nodes(caller):
    made = image("public", data=True)
    must(202, ADMIN, "PUT", "/v2/cache/" + made)
    end = time.monotonic() + 60
    while made not in [each["image_id"] for each in must(200, ADMIN, "GET", "/v2/cache")["cached_images"]] and time.monotonic() < end:
        time.sleep(0.1)
    return call(caller, "GET", "/v2/cache/nodes/" + made)[0]


for what, run, good in (
        ("list the cache", plain("GET", "/v2/cache"), 200), ("clear the cache", plain("DELETE", "/v2/cache"), 204),
        ("cache an image", cached("PUT"), 202), ("take an image from the cache", cached("DELETE"), 204),
        ("list the nodes that cache an image", nodes, 200),
        ("clean the cache", plain("POST", "/v2/cache/clean"), 200), ("prune the cache", plain("POST", "/v2/cache/prune"), 200)):
    ROWS[what] = (run,) + ((good, 403, 403, 403, 403, 403),) * 2

if ROWS["import, glance-download"][0](ADMIN) == 400:
    note("this server does not import from other servers")
    del ROWS["import, glance-download"]

for what, (run, new, legacy) in ROWS.items():
    expected = legacy if LEGACY else new
    wrong = []
    for (name, caller), status in zip(CALLERS.items(), expected):
        got = run(caller)
        if got != status:
            wrong.append("%s %d instead of %d" % (name, got, status))
    ok(not wrong, "%s, %s" % (MODE, what), ", ".join(wrong))
