# SPDX-License-Identifier: Apache-2.0
"""Every sub-command of the real clients for images: clients.py PORT KEYSTONE-URL WEB-URL DIRECTORY [cache].

The clients run in this process, each command through the client's own entry, so that Python starts once. The sub-commands are those
that the clients list themselves; one that no step below walks fails the last checks. OS_CLIENT_CONFIG_FILE names the clouds;
TOKEN_ADMIN, TOKEN_DEMO and TOKEN_ALT hold tokens for the older client.
"""
import contextlib
import io
import json
import os
import re
import subprocess
import sys
import time
import urllib.request

from glanceclient import shell as glance_shell
from openstackclient import shell as openstack_shell

from support import note, ok, skip

PORT, KEYSTONE, WEB, PLACE = sys.argv[1:5]
CACHE = "cache" in sys.argv[5:]
URL = "http://127.0.0.1:" + PORT
TOKENS = {who: os.environ["TOKEN_" + who.upper()] for who in ("admin", "demo", "alt")}
os.environ["HOME"] = PLACE  # the older client keeps the schema there
walked = set()


class Output(io.TextIOWrapper):
    """Standard output of a command, for clients that write bytes as well."""

    def __init__(self):
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def said(self):
        return self.buffer.getvalue().decode("utf-8", "replace")


class Terminal(io.StringIO):
    """Standard input at which nobody types: from anything but a terminal the clients would take image data."""

    def isatty(self):
        return True


def run(entry, arguments):
    out, error = Output(), Output()
    status = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
        stdin, sys.stdin = sys.stdin, Terminal()
        try:
            status = entry(arguments) or 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1 if end.code else 0
        except Exception as problem:  # whatever a client throws at its user
            status = 1
            error.write("%s: %s" % (type(problem).__name__, problem))
        finally:
            sys.stdin = stdin
    return status, out.said() + error.said()


def step(client, command, what, status, said, pattern):
    good = status == 0 and re.search(pattern, said, re.S)
    if good:
        walked.add((client, command))
    ok(good, what, "status %s, %s" % (status, " / ".join(said.strip().splitlines()[-6:])))
    return said


def glance(who, command, *arguments, pattern="", what=""):
    """A sub-command of the older client; what it said."""
    before = ["--os-auth-token", TOKENS[who], "--os-auth-url", KEYSTONE, "--os-image-url", URL]
    status, said = run(lambda argv: glance_shell.OpenStackImagesShell().main(argv), before + [command, *arguments])
    return step("glance", command, "glance %s%s" % (command, what and ", " + what), status, said, pattern)


def openstack(who, command, *arguments, pattern="", what=""):
    line = ["--os-cloud", who, *command.split(), *arguments]
    if who == "demo":
        status, said = run(openstack_shell.main, line)
    else:  # within one process this client stays who it was first
        done = subprocess.run(["/usr/bin/openstack", *line], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False)
        status, said = done.returncode, done.stdout + done.stderr
    return step("openstack", command, "openstack %s%s" % (command, what and ", " + what), status, said, pattern)


def api(who, method, path, body=None):
    request = urllib.request.Request(URL + path, method=method, headers={"X-Auth-Token": TOKENS[who], "Content-Type": "application/json"},
                                     data=json.dumps(body).encode() if body is not None else None)
    with urllib.request.urlopen(request, timeout=60) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def until(what, condition):
    end = time.monotonic() + 60
    while not condition():
        if time.monotonic() > end:
            return ok(False, what, "it takes more than a minute")
        time.sleep(0.2)
    return ok(True, what)


def shown(image):
    return api("admin", "GET", "/v2/images/" + image)


def named(text):
    """The id in a table or in lines of name and value."""
    return re.search(r"\bid\s*\|?\s*([0-9a-f]{8}-[0-9a-f-]{27})", text).group(1)


def project(who):
    request = urllib.request.Request(KEYSTONE + "/auth/tokens", headers={"X-Auth-Token": TOKENS[who], "X-Subject-Token": TOKENS[who]})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["token"]["project"]["id"]


FILE, BACK = os.path.join(PLACE, "data.img"), os.path.join(PLACE, "back.img")
with open(FILE, "wb") as file:
    file.write(os.urandom(300000))


def same_back(what):
    with open(FILE, "rb") as one, open(BACK, "rb") as other:
        ok(one.read() == other.read(), what)
    os.remove(BACK)


FORMATS = ("--disk-format", "raw", "--container-format", "bare")
ALT = project("alt")

note("the older client: images")
glance("demo", "explain", "image", pattern="disk_format")
image = named(glance("demo", "image-create", "--name", "one", "--property", "colour=red", "--tags", "old", *FORMATS, pattern="queued"))
glance("demo", "image-upload", "--file", FILE, image)
glance("demo", "image-show", image, pattern="active.*")
glance("demo", "image-list", pattern=image)
glance("demo", "image-list", "--property-filter", "colour=red", "--sort", "name:asc", "--include-stores", pattern=image, what="with filters")
glance("demo", "image-update", image, "--name", "two", "--property", "colour=blue", pattern="blue")
glance("demo", "image-update", image, "--remove-property", "colour", pattern="two", what="--remove-property")
ok("colour" not in shown(image), "…and the property is gone")
glance("demo", "image-tag-update", image, "new")
glance("demo", "image-tag-delete", image, "old")
ok(shown(image)["tags"] == ["new"], "…one tag is there, the other is not", shown(image)["tags"])
glance("demo", "image-download", "--file", BACK, image)
same_back("…the same bytes")
glance("demo", "image-deactivate", image)
glance("demo", "image-reactivate", image)
glance("demo", "member-create", image, ALT, pattern="pending")
glance("demo", "member-list", "--image-id", image, pattern=ALT)
glance("demo", "member-get", image, ALT, pattern="pending")
glance("alt", "member-update", image, ALT, "accepted", pattern="accepted")
glance("demo", "member-delete", image, ALT)
glance("demo", "stores-info", pattern="fast")
glance("admin", "stores-info", "--detail", pattern="weight", what="--detail")
glance("demo", "import-info", pattern="web-download")
glance("demo", "usage")

note("the older client: imports, copies, locations")
staged = named(glance("demo", "image-create", "--name", "staged", *FORMATS, pattern="queued", what="to be imported"))
glance("demo", "image-stage", "--file", FILE, staged)
ok(shown(staged)["status"] == "uploading", "…its data are staged", shown(staged)["status"])
glance("demo", "image-import", "--import-method", "glance-direct", staged)
until("…and imported", lambda: shown(staged)["status"] == "active")
glance("demo", "image-tasks", staged, pattern="success|processing")
made = named(glance("demo", "image-create-via-import", "--name", "via", "--file", FILE, "--import-method", "glance-direct", *FORMATS))
until("…becomes active", lambda: shown(made)["status"] == "active")
until("…and is free", lambda: not shown(made).get("os_glance_import_task"))
glance("admin", "image-import", "--import-method", "copy-image", "--stores", "cheap", made, what="copy-image")
until("…the copy is there", lambda: "cheap" in shown(made)["stores"] and not shown(made).get("os_glance_import_task"))
glance("admin", "stores-delete", "--store", "cheap", made)
ok(shown(made)["stores"] == "fast", "…one store is left", shown(made)["stores"])
glance("demo", "location-add", "--url", WEB, made)
glance("demo", "location-update", "--url", WEB, "--metadata", '{"note": "x"}', made)
glance("admin", "location-delete", "--url", WEB, made)
ok(shown(made)["stores"] == "fast", "…and that store is left again", shown(made)["stores"])

note("the older client: tasks, cache, the end")
task = named(glance("admin", "task-create", "--type", "import", "--input", json.dumps(
    {"import_from": WEB, "import_from_format": "raw", "image_properties": {"name": "by task", "disk_format": "raw", "container_format": "bare"}}),
    pattern="import"))
glance("admin", "task-show", task, pattern=task)
glance("admin", "task-list", pattern=task)
if CACHE:
    glance("admin", "cache-queue", made)
    glance("admin", "cache-list", pattern=made)
    glance("admin", "cache-delete", made)
    glance("admin", "cache-clear", "--target", "both")
for each in (image, staged, made):
    glance("demo", "image-delete", each)

note("the newer client")
second = named(openstack("demo", "image create", "second", "--file", FILE, "--property", "colour=red", "--tag", "old", *FORMATS))
openstack("demo", "image list", "--long", pattern=second)
openstack("demo", "image show", "second", pattern="active")
openstack("demo", "image save", "--file", BACK, "second")
same_back("…the same bytes")
openstack("demo", "image set", "--property", "size_of=x", "--tag", "new", "--min-disk", "1", "--name", "third", second)
openstack("demo", "image unset", "--property", "colour", "--tag", "old", second)
now = shown(second)
ok(now["tags"] == ["new"] and "colour" not in now and now["size_of"] == "x" and now["min_disk"] == 1, "…all of that counts", now)
openstack("demo", "image add project", second, ALT, pattern="pending")
openstack("demo", "image member list", second, pattern=ALT)
openstack("alt", "image set", "--accept", second, what="--accept")
openstack("demo", "image remove project", second, ALT)
openstack("demo", "image set", "--deactivate", second, what="--deactivate")
openstack("demo", "image set", "--activate", second, what="--activate")
openstack("demo", "image delete", second)

note("what there is, and what was walked")
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "98-metadefs.sh"), encoding="utf-8") as file:
    definitions = file.read()
listed = set(re.findall(r"^    ([a-z][a-z0-9-]+)(?: |$)", run(lambda argv: glance_shell.OpenStackImagesShell().main(argv), ["help"])[1], re.M))
listed -= {"bash-completion", "help"}
lost = sorted(c for c in listed if c.startswith("md-") and not re.search(r"\b%s\b" % c[3:], definitions))
ok(listed and not lost, "98-metadefs.sh has all %d sub-commands of definitions" % len([c for c in listed if c.startswith("md-")]), lost)
others = {c for c in listed if not c.startswith("md-")}
if not CACHE and any(c.startswith("cache-") for c in others):
    skip("glance cache-list, -queue, -delete, -clear", "this server has no cache")
    others = {c for c in others if not c.startswith("cache-")}
lost = sorted(c for c in others if ("glance", c) not in walked)
ok(len(others) > 20 and not lost, "the other %d sub-commands of glance were walked" % len(others), lost)
listed = set(re.findall(r"^  ((?:cached )?image(?: [a-z]+)+)(?=  |$)", run(openstack_shell.main, ["help", "image"])[1], re.M))
lost = sorted(c for c in listed if ("openstack", c) not in walked)
ok(len(listed) > 8 and not lost, "all %d sub-commands of openstack image were walked" % len(listed), lost)
