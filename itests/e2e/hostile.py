# SPDX-License-Identifier: Apache-2.0
"""Hostile and sound images at every door: hostile.py DATA STORE STAGING WEB WEB-PORT, or hostile.py DATA --boot-sector.

The images are made here, byte by byte; the rules that they break are those of the pages in docs/formats. Where a case
stands for a lesson of a known vulnerability, its name says which.
"""
import bz2
import gzip
import io
import lzma
import os
import struct
import sys
import time
import zipfile

from support import Server, ok, wait_until

MIB = 1 << 20
server = Server(data=sys.argv[1])


def put(image, at, data):
    return image[:at] + data + image[at + len(data):]


def u32(image, at, value):
    return put(image, at, struct.pack(">I", value & 0xFFFFFFFF))


def u64(image, at, value):
    return put(image, at, struct.pack(">Q", value & (1 << 64) - 1))


def qcow2(size=1 << 30):
    """An empty disk of version 3 in clusters of 64 KiB: header, refcount table, refcount block, L1 table."""
    cluster = 1 << 16
    image = bytes(4 * cluster)
    image = put(image, 0, b"QFI\xfb" + struct.pack(">IQIIQII", 3, 0, 0, 16, size, 0, (size + (1 << 29) - 1) >> 29))
    image = put(image, 40, struct.pack(">QQIIQ", 3 * cluster, cluster, 1, 0, 0))
    image = u32(u32(image, 96, 4), 100, 112)
    image = u64(image, cluster, 2 * cluster)
    return put(image, 2 * cluster, struct.pack(">4H", 1, 1, 1, 1))


def backed(name=b"/etc/passwd"):
    return put(u32(u64(qcow2(), 8, 1024), 16, len(name)), 1024, name)


def data_file(name=b"/etc/shadow"):
    padded = name + bytes(-len(name) % 8)
    return put(u64(qcow2(), 72, 4), 112, struct.pack(">II", 0x44415441, len(name)) + padded)


def mbr(flag=0x80, kind=0x83, start=2048, chs=b"\x00\x21\x20", length=65536):
    image = put(bytes(length), 510, b"\x55\xaa")
    return put(image, 446, struct.pack("<B3sB3sII", flag, chs, kind, b"\0\0\0", start, 1000))


def gpt(start=1, chs=b"\x00\x02\x00"):
    return put(mbr(0, 0xEE, start, chs), 512, b"EFI PART")


def iso(length=65536, blocks=32, block=2048):
    image = put(bytes(length), 0x8000, b"\x01CD001\x01")
    return put(put(image, 0x8050, struct.pack("<I", blocks)), 0x8080, struct.pack("<H", block))


def luks(version=1, start=8):
    return put(put(bytes(8192), 0, b"LUKS\xba\xbe" + struct.pack(">H", version)), 104, struct.pack(">I", start))


def zipped(*members, stored=False):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for number, member in enumerate(members):
            archive.writestr("disk%d" % number, member)
    return packed.getvalue()


def two_faced_zip():
    """Read from its front it holds a harmless disk, read by its directory a file that lies within that disk."""
    packed = zipped(zipped(backed(), stored=True), stored=True)
    directory = struct.unpack("<I", packed[-6:-2])[0]
    return put(packed, directory + 42, struct.pack("<I", 35))


def bomb(opened, megabytes=400):
    zeros = bytes(MIB)
    return b"".join([opened.compress(zeros) for _ in range(megabytes)] + [opened.flush()])


RAW = bytes(range(256)) * 300

# name, disk format, container format, bytes
HOSTILE = [
    ("qcow2 with a backing file (CVE-2015-1850, CVE-2015-1851)", "qcow2", "bare", backed()),
    ("…declared raw (CVE-2015-5163, CVE-2024-40767)", "raw", "bare", backed()),
    ("…with a backing file of no length", "qcow2", "bare", u32(backed(), 16, 0)),
    ("…named by json: (CVE-2024-4467)", "qcow2", "bare", backed(b'json:{"driver":"file","filename":"/etc/passwd"}')),
    ("qcow2 with a data file (CVE-2024-32498)", "qcow2", "bare", data_file()),
    ("…declared raw (CVE-2024-40767)", "raw", "bare", data_file()),
    ("…whose flag is off", "qcow2", "bare", u64(data_file(), 72, 0)),
    ("…named by json: (CVE-2024-4467)", "qcow2", "bare", data_file(b'json:{"driver":"file"}')),
    ("qcow2 with an L1 table of 4 GiB (CVE-2014-0143)", "qcow2", "bare", u32(qcow2(), 36, 1 << 29)),
    ("qcow2 with a refcount table of 4 G clusters (CVE-2014-0143)", "qcow2", "bare", u32(qcow2(), 56, -1)),
    ("qcow2 with 4 G snapshots (CVE-2014-0145)", "qcow2", "bare", u32(qcow2(), 60, -1)),
    ("qcow2 with clusters of one byte (CVE-2014-0142)", "qcow2", "bare", u32(qcow2(), 20, 0)),
    ("qcow2 with an unknown feature", "qcow2", "bare", u64(qcow2(), 72, 1 << 40)),
    ("qcow of version 1", "raw", "bare", u32(qcow2(), 4, 1)),
    ("qed", "raw", "bare", put(bytes(70000), 0, b"QED\0")),
    ("luks of version 2", "luks", "bare", luks(2)),
    ("luks whose data lie behind its end", "luks", "bare", luks(1, 1 << 30)),
    ("a boot sector without a partition", "raw", "bare", put(bytes(65536), 510, b"\x55\xaa")),
    ("a boot sector with boot flag 1", "raw", "bare", mbr(1)),
    ("a partition beside a GPT", "raw", "bare", put(gpt(), 462, mbr()[446:462])),
    ("a GPT protected from block 2", "gpt", "bare", gpt(2)),
    ("a GPT protected from cylinder 1", "gpt", "bare", gpt(1, b"\x00\x02\x01")),
    ("a disc with blocks of no bytes", "iso", "bare", iso(block=0)),
    ("a disc that is qcow2, too", "iso", "bare", put(iso(1 << 18), 0, qcow2()[:0x8000])),
    ("a disc that is qed, too, declared raw", "raw", "bare", put(iso(), 0, b"QED\0")),
    ("a disc that is luks, too", "iso", "bare", put(iso(), 0, luks()[:592])),
    ("a boot sector that is qcow2, too", "qcow2", "bare", put(qcow2(), 510, b"\x55\xaa")),
    ("raw declared qcow2", "qcow2", "bare", RAW),
    ("qcow2 declared iso", "iso", "bare", qcow2()),
    ("qcow2 declared ploop", "ploop", "bare", qcow2()),
    ("a boot sector declared iso", "iso", "bare", mbr()),
    ("qcow2 with a backing file in gzip", "qcow2", "compressed", gzip.compress(backed())),
    ("…in bzip2", "qcow2", "compressed", bz2.compress(backed())),
    ("…in xz, declared raw", "raw", "compressed", lzma.compress(backed())),
    ("…in zip", "qcow2", "compressed", zipped(backed())),
    ("…in docker", "qcow2", "docker", backed()),
    ("raw declared qcow2 in gzip", "qcow2", "compressed", gzip.compress(RAW)),
    ("gzip that is cut off", "raw", "compressed", gzip.compress(RAW)[:-9]),
    ("gzip with something behind it", "raw", "compressed", gzip.compress(RAW) + b"something"),
    ("zip with two members", "raw", "compressed", zipped(RAW, backed())),
    ("zip with two faces", "raw", "compressed", two_faced_zip()),
    ("a bomb of bzip2", "raw", "compressed", bomb(bz2.BZ2Compressor())),
    ("a bomb of xz", "raw", "compressed", bomb(lzma.LZMACompressor(preset=0))),
]

# name, disk format, container format, bytes, virtual size
SOUND = [
    ("qcow2", "qcow2", "bare", qcow2(), 1 << 30),
    ("qcow2 declared raw", "raw", "bare", qcow2(), 1 << 18),
    ("a disc", "iso", "bare", iso(), 65536),
    ("a disc that starts from a disk", "iso", "bare", put(iso(), 510, b"\x55\xaa"), 65536),
    ("a disk with a partition", "raw", "bare", mbr(), 65536),
    ("a disk with a GPT", "gpt", "bare", gpt(), 65536),
    ("luks", "luks", "bare", luks(), 4096),
    ("raw declared ploop", "ploop", "bare", RAW, None),
    ("qcow2 in gzip", "qcow2", "compressed", gzip.compress(qcow2()), None),
    ("qcow2 in bzip2", "qcow2", "compressed", bz2.compress(qcow2()), None),
    ("raw in xz", "raw", "compressed", lzma.compress(RAW), None),
    ("raw in zip", "raw", "compressed", zipped(RAW), None),
    ("something that nobody knows, called compressed", "raw", "compressed", RAW[1:], None),
    ("a kernel with a boot mark", "aki", "aki", put(bytes(65536), 510, b"\x55\xaa"), None),
]


def files(directory):
    return sorted(name for _, _, names in os.walk(directory) for name in names)


def image(disk, container):
    return server.create(name="hostile", disk_format=disk, container_format=container)


def upload(identity, data, door="file"):
    return server.request("PUT", "/v2/images/%s/%s" % (identity, door), data,
                          {"Content-Type": "application/octet-stream"}, timeout=120)


def refused(case, store):
    name, disk, container, data = case
    identity = image(disk, container)
    start = time.monotonic()
    answer = upload(identity, data)
    took = time.monotonic() - start
    shown = server.show(identity)
    ok(answer.status == 415, name + " is refused: 415", answer)
    ok(shown["status"] == "queued" and shown["size"] is None and shown["checksum"] is None, "…and queued again", shown)
    ok(files(store) == [], "…nothing of it is in the store", files(store))
    ok(took < 20, "…in bounded time", "%.1f s" % took)
    server.delete(identity)


def taken(case):
    name, disk, container, data, size = case
    identity = image(disk, container)
    answer = upload(identity, data)
    shown = server.show(identity)
    ok(answer.status == 204 and shown["status"] == "active", name + " is taken", answer)
    ok(shown["virtual_size"] == size, "…with its virtual size", shown["virtual_size"])
    server.delete(identity)


def imported(case, door, store, staging, web, port):
    """By the other doors the data are judged on their way into the store."""
    name, disk, container, data = case
    identity = image(disk, container)
    if door == "glance-direct":
        staged = upload(identity, data, "stage")
        ok(staged.status == 204, name + " is staged", staged)
        order = {"method": {"name": door}}
    else:
        with open(os.path.join(web, "image"), "wb") as file:
            file.write(data)
        order = {"method": {"name": door, "uri": "http://127.0.0.1:%s/image" % port}}
    answer = server.request("POST", "/v2/images/%s/import" % identity, json_body=order)
    ok(answer.status == 202, "…its import by %s begins" % door, answer)

    def failed():
        tasks = server.request("GET", "/v2/images/%s/tasks" % identity).json()["tasks"]
        return [task for task in tasks if task["status"] == "failure"]

    tasks = wait_until(30, failed)
    ok(tasks, "…and fails", tasks)
    ok(server.show(identity)["status"] in ("queued", "uploading"), "…the image never was active", server.show(identity))
    ok(files(store) == [], "…nothing of it is in the store", files(store))
    server.delete(identity)
    ok(wait_until(10, lambda: files(staging) == []), "…nor staged once it is deleted", files(staging))


def boot_sector():
    identity = image("raw", "bare")
    answer = upload(identity, put(bytes(65536), 510, b"\x55\xaa"))
    server.delete(identity)
    sys.exit(0 if answer.status == 204 else 1)


if __name__ == "__main__":
    if sys.argv[2] == "--boot-sector":
        boot_sector()
    store, staging, web, port = sys.argv[2:6]
    for case in HOSTILE:
        refused(case, store)
    for case in SOUND:
        taken(case)
    for case in (HOSTILE[0], HOSTILE[5], HOSTILE[31]):
        imported(case, "glance-direct", store, staging, web, port)
        imported(case, "web-download", store, staging, web, port)
    ok(server.alive(), "the server is well")
