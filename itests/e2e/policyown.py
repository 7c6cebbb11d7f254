# SPDX-License-Identifier: Apache-2.0
"""Rules, protections, quotas and typed properties of an operator's own: policyown.py PORT CONFIGURATION-DIRECTORY."""
import html
import http.client
import json
import os
import sys
import time

from support import ok

PORT, PLACE = int(sys.argv[1]), sys.argv[2]
PATCH = "application/openstack-images-v2.1-json-patch"
ADMIN, ALICE = ("root", "ops", "admin,member,reader"), ("alice", "p1", "member,reader")
AUDITOR, PUBLISHER = ("ada", "p1", "auditor,reader"), ("paul", "p1", "publisher,member,reader")


def call(caller, method, path, body=None, content_type="application/json"):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    user, project, roles = caller
    headers = {"Accept": "application/json", "X-Identity-Status": "Confirmed", "X-User-Id": user, "X-Project-Id": project, "X-Roles": roles}
    if isinstance(body, (dict, list)):
        body = json.dumps(body).encode()
    if body is not None:
        headers["Content-Type"] = content_type
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    try:
        return answer.status, json.loads(text)
    except ValueError:
        return answer.status, text


def same(what, expected, got):
    ok(expected == got, what, "expected %r, got %r" % (expected, got))


def create(caller=ALICE, **document):
    document = dict({"disk_format": "raw", "container_format": "bare"}, **document)
    return call(caller, "POST", "/v2/images", document)


def patch(caller, image, *operations):
    return call(caller, "PATCH", "/v2/images/" + image, list(operations), PATCH)


def upload(image, size):
    return call(ALICE, "PUT", "/v2/images/%s/file" % image, b"x" * size, "application/octet-stream")


# rules
same("a rule of the file beats the default", 201, create(PUBLISHER, visibility="public")[0])
same("and takes it away from others", 403, create(ADMIN, visibility="public")[0])
image = create(fate="keep")[1]["id"]
same("a rule over several lines looks at a property", 403, call(ALICE, "DELETE", "/v2/images/" + image)[0])
patch(ALICE, image, {"op": "replace", "path": "/fate", "value": "go"})
same("which can change", 204, call(ALICE, "DELETE", "/v2/images/" + image)[0])
image = create()[1]["id"]
upload(image, 1)
same("a rule as a list of alternatives counts", 403, call(ALICE, "POST", "/v2/images/%s/actions/deactivate" % image)[0])
with open(os.path.join(PLACE, "policy.d", "20-second.yaml"), "w") as file:
    file.write("deactivate: '@'\n")
time.sleep(2.5)
same("a file laid into a directory counts within seconds", 204, call(ALICE, "POST", "/v2/images/%s/actions/deactivate" % image)[0])
with open(os.path.join(PLACE, "policy.d", "20-second.yaml"), "w") as file:
    file.write("deactivate: ((((\n")
time.sleep(2.5)
same("a broken one changes nothing", 204, call(ALICE, "POST", "/v2/images/%s/actions/deactivate" % image)[0])
call(ALICE, "DELETE", "/v2/images/" + image)

# protections
status, body = create(secret="s")
same("a protected property cannot be created", 403, status)
ok("Attribute 'secret' is reserved." in html.unescape(json.dumps(body)), "and the refusal says so", repr(body))
image = create(stamp="t", free="f")[1]["id"]
same("an administrator may", 200, patch(ADMIN, image, {"op": "add", "path": "/secret", "value": "s"})[0])
shown = call(ALICE, "GET", "/v2/images/" + image)[1]
same("who may not read it does not see it", (None, "t", "f"), (shown.get("secret"), shown.get("stamp"), shown.get("free")))
same("who may read does", "s", call(AUDITOR, "GET", "/v2/images/" + image)[1].get("secret"))
same("nor does a list show it", [None], [i.get("secret") for i in call(ALICE, "GET", "/v2/images")[1]["images"] if i["id"] == image])
same("replacing the unreadable is a conflict", 409, patch(ALICE, image, {"op": "replace", "path": "/secret", "value": "x"})[0])
same("removing it too", 409, patch(ALICE, image, {"op": "remove", "path": "/secret"})[0])
same("changing a stamp is refused", 403, patch(ALICE, image, {"op": "replace", "path": "/stamp", "value": "x"})[0])
same("and so is removing it, for everybody", 403, patch(ADMIN, image, {"op": "remove", "path": "/stamp"})[0])
same("another change goes through", 200, patch(ALICE, image, {"op": "replace", "path": "/free", "value": "g"})[0])
same("and leaves the unreadable alone", "s", call(ADMIN, "GET", "/v2/images/" + image)[1].get("secret"))
call(ALICE, "DELETE", "/v2/images/" + image)

# typed properties
same("a defined property has its values", 400, create(tier="tin")[0])
same("and no others", 201, create(tier="gold")[0])
same("the schema tells them", ["gold", "iron"], call(ALICE, "GET", "/v2/schemas/image")[1]["properties"]["tier"]["enum"])

# quotas
first, second = create()[1]["id"], create()[1]["id"]
same("data within the quota are taken", 204, upload(first, 1500)[0])
status, body = upload(second, 1500)
same("data beyond it are not", 413, status)
ok("Image exceeds the storage quota" in json.dumps(body), "and the refusal says how much is left", repr(body))
same("the image is queued again", "queued", call(ALICE, "GET", "/v2/images/" + second)[1]["status"])
same("deleting makes room", 204, call(ALICE, "DELETE", "/v2/images/" + first)[0])
same("for more", 204, upload(second, 1500)[0])
same("tags have a quota", 413, create(tags=["a", "b", "c", "d"])[0])
