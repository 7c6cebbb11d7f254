# SPDX-License-Identifier: Apache-2.0
"""Reads what stestr wrote and makes a check of each test: tempest_results.py SUBUNIT NOT-YET."""
import os
import re
import sys

import subunit
import testtools

from support import note, ok, skip

results, reasons, traces = {}, {}, {}


def done(test):
    name = re.sub(r"\[.*", "", test["id"])
    results[name] = test["status"]
    for key, detail in test["details"].items():
        if key == "reason":
            reasons[name] = detail.as_text()
        elif key.startswith("traceback"):
            lines = [line for line in detail.as_text().splitlines() if line.strip()]
            tests = [line.strip() for line in lines if re.search(r'File ".*/tempest/api/image', line)]
            traces[name] = "%s (%s)" % (" ".join(lines[-3:])[-400:], tests[-1] if tests else "")


expected = {}
for line in open(sys.argv[2], encoding="utf-8"):
    if line.strip() and not line.startswith("#"):
        pattern, _, reason = line.strip().partition(" # ")
        expected[pattern] = reason
with open(sys.argv[1], "rb") as stream:
    stream_results = testtools.StreamToDict(done)
    stream_results.startTestRun()
    subunit.ByteStreamToStreamResult(stream, non_subunit_name="x").run(stream_results)
    stream_results.stopTestRun()

ok(len(results) >= int(os.environ.get("LEAST", "80")), "Tempest ran", "%d tests" % len(results))
counts = {}
for name, status in sorted(results.items()):
    short = name.replace("tempest.api.image.v2.", "")
    why = next((reason for pattern, reason in expected.items() if re.fullmatch(pattern, short)), None)
    counts[status] = counts.get(status, 0) + 1
    if status == "success":
        ok(True, "tempest " + short)
        if why is not None:
            note("it passes: take it out of tempest-not-yet.txt")
    elif why is not None:
        skip("tempest " + short, "%s: %s" % (status, why))
        note(traces.get(name, reasons.get(name, ""))[:250])
    elif status == "skip":
        ok(False, "tempest " + short, "skipped: " + reasons.get(name, ""))
    else:
        ok(False, "tempest " + short, traces.get(name, status))
note("of %d tests: %s" % (len(results), ", ".join("%d %s" % (count, status) for status, count in sorted(counts.items()))))
