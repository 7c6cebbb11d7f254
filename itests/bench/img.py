# SPDX-License-Identifier: Apache-2.0
"""`oriel bench img`: conversions beside qemu-img, interleaved; see the head of `run`."""
import argparse
import json
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
ORIEL = os.environ["ORIEL"]

options = argparse.ArgumentParser(prog="oriel bench img", add_help=False)
options.add_argument("--quick", action="store_true")
options.add_argument("--only", default="")
options.add_argument("--reps", type=int)
options.add_argument("--work")
options.add_argument("--no-verify", action="store_true")
options.add_argument("--out", default=os.path.join(ROOT, "target", "bench-img.json"))
args = options.parse_args()
reps = args.reps or (1 if args.quick else 3)
SIZE, DATA = (256 << 20, 128 << 20) if args.quick else (4 << 30, 2 << 30)

FORCE = ["-o", "subformat=dynamic,force_size=on"]
STREAM = ["-o", "subformat=streamOptimized"]
ZSTD = ["-c", "-o", "compression_type=zstd"]
# name: source, its format for qemu-img, target format, options, and the ratio that is aimed at (the first of spec and issue)
PAIRS = [
    ("raw -> qcow2", "raw", "raw", "qcow2", [], 0.8),
    ("qcow2 -> raw", "qcow2", "qcow2", "raw", [], 0.8),
    ("raw -> raw", "raw", "raw", "raw", [], 0.8),
    ("qcow2 zlib -> raw", "zlib", "qcow2", "raw", [], 1.3),
    ("qcow2 zstd -> raw", "zstd", "qcow2", "raw", [], 0.8),
    ("raw -> qcow2 zlib", "raw", "raw", "qcow2", ["-c"], 3.0),
    ("raw -> qcow2 zstd", "raw", "raw", "qcow2", ZSTD, 0.8),
    ("qcow2 -> vmdk streamOptimized", "qcow2", "qcow2", "vmdk", STREAM, 6.0),
    ("vmdk streamOptimized -> qcow2", "stream", "vmdk", "qcow2", [], 1.2),
    ("vmdk streamOptimized -> raw", "stream", "vmdk", "raw", [], 1.2),
    ("qcow2 -> vmdk monolithicSparse", "qcow2", "qcow2", "vmdk", [], 0.8),
    ("qcow2 -> vhd", "qcow2", "qcow2", "vpc", FORCE, 0.8),
    ("vhd -> qcow2", "vhd", "vpc", "qcow2", [], 0.8),
    ("qcow2 -> vhdx", "qcow2", "qcow2", "vhdx", [], 0.8),
    ("vhdx -> qcow2", "vhdx", "vhdx", "qcow2", [], 0.8),
    ("qcow2 -> vdi", "qcow2", "qcow2", "vdi", [], 0.8),
    ("vdi -> qcow2", "vdi", "vdi", "qcow2", [], 0.8),
]
SOURCES = {"qcow2": ("qcow2", []), "zlib": ("qcow2", ["-c", "-W"]), "zstd": ("qcow2", ZSTD + ["-W"]), "stream": ("vmdk", STREAM),
           "vhd": ("vpc", FORCE), "vhdx": ("vhdx", []), "vdi": ("vdi", [])}

work = args.work or tempfile.mkdtemp(prefix="oriel-bench-img.")
os.makedirs(work, exist_ok=True)
os.chdir(work)


def say(*words):
    print(*words, flush=True)


def base():
    if not os.path.exists("base.raw"):
        say("making a disk of %d MiB with %d MiB of content" % (SIZE >> 20, DATA >> 20))
        subprocess.run(["java", os.path.join(HERE, "BenchDisk.java"), "base.raw", str(SIZE), str(DATA), "1"], check=True)
    return "base.raw"


def source(key):
    if key == "raw":
        return base()
    name = "base." + key
    if not os.path.exists(name):
        kind, words = SOURCES[key]
        subprocess.run(["qemu-img", "convert", *words, "-f", "raw", "-O", kind, base(), name + ".new"], check=True)
        os.rename(name + ".new", name)
    return name


def warm_cache(name):
    with open(name, "rb", buffering=0) as file:
        while file.read(1 << 20):
            pass


def process(command):
    """(seconds by the clock, of processors) of a process, or None if it failed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    wall = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        say("  failed: %s: %s" % (" ".join(command), done.stdout.strip()[-200:]))
        return None
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Warm:
    """The tool's commands in one process, as in a server."""

    def __init__(self):
        environment = dict(os.environ, ORIEL_IMG_MAIN="org.oriel.img.internal.Batch")
        self.tool = subprocess.Popen([ORIEL, "img", "convert"], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, words):
        self.tool.stdin.write("\t".join(words) + "\n")
        self.tool.stdin.flush()
        said = self.tool.stdout.readline().split()
        return (float(said[1]), float(said[2])) if said and said[0] == "0" else None

    def close(self):
        self.tool.stdin.close()
        self.tool.wait()


def measure(pair, warm):
    name, key, from_format, to_format, words, aim = pair
    given = source(key)
    convert = ["convert", *words, "-f", from_format, "-O", to_format, given]
    runs = {
        "qemu-img": lambda out: process(["qemu-img", *convert, out]),
        "qemu-img -W -m 16": lambda out: process(["qemu-img", "convert", "-W", "-m", "16", *convert[1:], out]),
        "oriel process": lambda out: process([ORIEL, "img", *convert, out]),
        "oriel warm": lambda out: warm.run([*convert, out]),
    }
    found = {mode: [] for mode in runs}
    sizes = {}
    # The first conversion of a kind teaches the warm process; nobody else needs it.
    if runs["oriel warm"]("out") is None:
        return {"pair": name, "skipped": "cannot be done"}
    for repetition in range(reps):
        order = list(runs) if repetition % 2 == 0 else list(runs)[::-1]
        for mode in order:
            if os.path.exists("out"):
                os.unlink("out")
            os.sync()
            warm_cache(given)
            took = runs[mode]("out")
            if took is None:
                continue
            found[mode].append(took)
            sizes[mode] = os.stat("out").st_blocks * 512
            if mode.startswith("oriel") and repetition == 0 and not args.no_verify:
                subprocess.run(["qemu-img", "compare", "-q", "-f", "raw", "-F", to_format, base(), "out"], check=True)
    os.unlink("out")
    median = {mode: [round(statistics.median(column), 3) for column in zip(*took)] for mode, took in found.items() if took}
    return {"pair": name, "aim": aim, "median": median, "runs": found, "bytes": sizes}


def ratio(result, one, other):
    median = result["median"]
    return median[one][0] / median[other][0] if one in median and other in median else float("nan")


def table(results):
    say("\nmedian of %d, seconds by the clock / of processors; ratio: qemu-img by oriel in a warm process" % reps)
    say("%-32s %15s %15s %15s %15s %7s %7s %6s %7s" % ("pair", "qemu-img", "-W -m 16", "oriel process", "oriel warm", "ratio", "to -W", "aim", "size"))
    for result in results:
        if "skipped" in result:
            say("%-32s %s" % (result["pair"], result["skipped"]))
            continue
        cells = ["%7.2f/%7.2f" % tuple(result["median"].get(mode, (float("nan"),) * 2)) for mode in ("qemu-img", "qemu-img -W -m 16", "oriel process", "oriel warm")]
        size = result["bytes"].get("oriel warm", 0) / max(1, result["bytes"].get("qemu-img", 1))
        say("%-32s %15s %15s %15s %15s %7.2f %7.2f %6.1f %7.3f" % (result["pair"], *cells, ratio(result, "qemu-img", "oriel warm"),
                                                                     ratio(result, "qemu-img -W -m 16", "oriel warm"), result["aim"], size))


begun_load = os.getloadavg()
say("machine: %d processors, load %.1f %.1f %.1f, %s" % (os.cpu_count(), *begun_load, subprocess.run(["qemu-img", "--version"], capture_output=True, text=True).stdout.split("\n")[0]))
results = []
warm = Warm()
try:
    for pair in PAIRS:
        if re.search(args.only, pair[0]):
            results.append(measure(pair, warm))
            say("%-32s %s" % (pair[0], json.dumps(results[-1].get("median", results[-1].get("skipped")))))
finally:
    warm.close()
    if not args.work:
        shutil.rmtree(work, ignore_errors=True)
table(results)
say("load at the end: %.1f %.1f %.1f" % os.getloadavg())
os.makedirs(os.path.dirname(os.path.abspath(args.out)), exist_ok=True)
with open(args.out, "w") as out:
    json.dump({"processors": os.cpu_count(), "machine": platform.platform(), "load": [begun_load, os.getloadavg()], "disk": SIZE, "content": DATA,
               "repetitions": reps, "results": results}, out, indent=1)
say("written: " + args.out)
sys.exit(0)
