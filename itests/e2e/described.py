# SPDX-License-Identifier: Apache-2.0
"""Whether what a test asked for with success is in the document of the API: DOCUMENT ASKED (lines "STATUS METHOD PATH")."""
import json
import re
import sys
from support import ok

with open(sys.argv[1], encoding="utf-8") as file:
    document = json.load(file)
templates = [(re.compile("^" + re.sub(r"\{[^/]*\}", "[^/]+", path) + "$"), operations) for path, operations in document["paths"].items()]


def described(method, path):
    bare = re.sub(r"^/v2\.\d+/", "/v2/", path.split("?")[0])
    return any(pattern.match(bare) and method.lower() in operations for pattern, operations in templates)


with open(sys.argv[2], encoding="utf-8") as file:
    asked = sorted({tuple(line.split(None, 2)[1:]) for line in file.read().splitlines() if line[:1] == "2"})
missing = ["%s %s" % each for each in asked if not described(*each)]
ok(document["openapi"].startswith("3.1") and len(document["paths"]) > 20, "the document of the API has its paths", len(document["paths"]))
ok(len(asked) > 0 and not missing, "all %d operations that were asked for are in it" % len(asked), missing)
refs = set(re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(document)))
lost = []
for ref in refs:
    node = document
    for part in ref.split("/"):
        node = node.get(part, {}) if isinstance(node, dict) else {}
    if not node:
        lost.append(ref)
ok(refs and not lost, "…and its references lead somewhere", lost)
