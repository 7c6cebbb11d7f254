# SPDX-License-Identifier: Apache-2.0
"""Whether the document of the API tells of what servers answered: described.py DOCUMENT LOG... (lines "STATUS|METHOD|PATH")."""
import json
import re
import sys
from support import ok

with open(sys.argv[1], encoding="utf-8") as file:
    document = json.load(file)
templates = [(re.compile("^" + re.sub(r"\\{[^/]*\\}", "[^/]+", re.escape(path)) + "$"), item) for path, item in document["paths"].items()]
templates.sort(key=lambda each: each[0].pattern.count("[^/]+"))
# How a server says that there is no such operation, that it did not look for one, or that the request was none.
NOTHING_THERE = {"300", "302", "400", "401", "404", "405", "408", "414", "417", "431", "501", "503", "505"}
# Operations, and statuses that the container gives before any operation is known.
CONTAINER = {"400", "414", "417", "431", "505"}


def described(status, method, path):
    bare = re.sub(r"^//*(v2(?=\.\d+/)\.\d+)?", lambda found: "/v2" if found.group(1) else "/", path.split("?")[0])
    if re.match(r"/(images|metadefs|schemas|info|tasks|stores|cache)(/|$)", bare):  # the version is in the header Accept
        bare = "/v2" + bare
    for pattern, item in templates:
        if pattern.match(bare) and method.lower() in item:
            return status in item[method.lower()]["responses"] or status in CONTAINER or status == "300"
    return status in NOTHING_THERE


asked, unread = {}, 0
for log in sys.argv[2:]:
    with open(log, encoding="utf-8", errors="replace") as file:
        for line in file:
            parts = line.rstrip("\n").split("|", 2)
            if len(parts) != 3 or not parts[0].isdigit():
                unread += 1
            # The container's name for bytes that are no request at all, whose senders it answers by itself with 400 or 505.
            elif parts[2] != "/badRequest" and parts[1] not in ("HEAD", "OPTIONS"):
                asked[tuple(parts)] = asked.get(tuple(parts), 0) + 1
missing = sorted(each for each in asked if not described(*each))
count = sum(asked.values())
ok(count > 0 and not missing, "the document of the API tells of all %d answers" % count, ["%s %s: %s" % (m, p[:120], s) for s, m, p in missing[:20]])
