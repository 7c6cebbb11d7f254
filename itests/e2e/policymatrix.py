# SPDX-License-Identifier: Apache-2.0
"""Six callers x every operation: policymatrix.py new|legacy PORT. The expectations are the specification's, row by row."""
import http.client
import itertools
import json
import sys

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


def from_store(caller):
    made = image("private", data=True)
    return call(caller, "DELETE", "/v2/stores/fast/" + made)[0]


# The last copy cannot go; who may not do it at all is told that first.
ROWS["delete from a store, the last one"] = (from_store, (403, 403, 403, 404, 404, 403), (403, 403, 403, 404, 404, 403))


def exists(path):
    return call(ADMIN, "HEAD", path)[0] == 405


MORE = {  # operations of parts that an assembly may lack: (path to probe, row)
    "list locations": ("/v2/images/x/locations", (on("private", "GET", "/locations"),
                                                  (200, 403, 403, 404, 404, 404), (200, 403, 403, 404, 404, 404))),
    "list tasks": ("/v2/tasks", (plain("GET", "/v2/tasks"), (200, 403, 403, 403, 403, 403), (200, 403, 403, 403, 403, 403))),
    "show tasks of an image": ("/v2/images/x/tasks", (on("private", "GET", "/tasks"),
                                                      (200, 200, 200, 404, 404, 404), (200, 200, 200, 404, 404, 404))),
    "stage": ("/v2/images/x/stage", (on("private", "PUT", "/stage", b"data", "application/octet-stream"),
                                     (204, 204, 403, 404, 404, 403), (204, 204, 204, 404, 404, 403))),
    "list namespaces": ("/v2/metadefs/namespaces", (plain("GET", "/v2/metadefs/namespaces"),
                                                    (200, 200, 200, 200, 200, 404), (200, 200, 200, 200, 200, 200))),
}
count = itertools.count()


def namespace(method, visibility="public"):
    def run(caller):
        name = "ns-%s-%d" % (MODE, next(count))
        document = {"namespace": name, "visibility": visibility, "owner": "p1"}
        path = "/v2/metadefs/namespaces"
        if method == "POST":
            return call(caller, "POST", path, document)[0]
        must(201, ADMIN, "POST", path, document)
        return call(caller, method, path + "/" + name)[0]
    return run


MORE["create a namespace"] = ("/v2/metadefs/namespaces", (namespace("POST"), (201, 403, 403, 403, 403, 403), (201, 403, 403, 403, 403, 403)))
MORE["show a public namespace"] = ("/v2/metadefs/namespaces", (namespace("GET"),
                                                               (200, 200, 200, 200, 200, 404), (200, 200, 200, 200, 200, 200)))
MORE["show a private namespace"] = ("/v2/metadefs/namespaces", (namespace("GET", "private"),
                                                                (200, 200, 200, 404, 404, 404), (200, 200, 200, 404, 404, 404)))
MORE["delete a namespace"] = ("/v2/metadefs/namespaces", (namespace("DELETE"), (204, 403, 403, 403, 403, 403), (204, 403, 403, 403, 403, 403)))

for what, (path, row) in MORE.items():
    if exists(path):
        ROWS[what] = row
    else:
        note("%s: this server does not have it" % what)

for what, (run, new, legacy) in ROWS.items():
    expected = legacy if LEGACY else new
    wrong = []
    for (name, caller), status in zip(CALLERS.items(), expected):
        got = run(caller)
        if got != status:
            wrong.append("%s %d instead of %d" % (name, got, status))
    ok(not wrong, "%s, %s" % (MODE, what), ", ".join(wrong))
