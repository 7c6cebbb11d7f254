// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.disk;

import static org.oriel.disk.Verdict.Reason.CORRUPT;
import static org.oriel.disk.Verdict.Reason.UNSAFE;
import static org.oriel.disk.Verdict.Reason.UNSUPPORTED;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.oriel.disk.Verdict.Reason;

/** Files that a careless reader of VMDK would come to grief over: at least one for each rule. */
public final class HostileVmdk {
  private static final String EXTENT = "RW 2048 SPARSE \"disk.vmdk\"";
  private static final String TYPE = "createType=\"monolithicSparse\"";

  private final List<Sample> samples = new ArrayList<>();

  private HostileVmdk() {}

  /** All of them; each must be refused for the reason that it names. */
  public static List<Sample> all() {
    HostileVmdk all = new HostileVmdk();
    all.headers();
    all.texts();
    all.extents();
    all.directories();
    all.footers();
    all.descriptorsAlone();
    return all.samples;
  }

  private void plain(Reason reason, String name, UnaryOperator<VmdkFile> change) {
    samples.add(Sample.unfit(name, change.apply(VmdkFile.monolithic()).bytes(), reason));
  }

  private void stream(Reason reason, String name, UnaryOperator<VmdkFile> change) {
    samples.add(Sample.unfit("stream, " + name, change.apply(VmdkFile.stream()).bytes(), reason));
  }

  private void text(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    samples.add(Sample.unfit(name, bytes, UNSAFE));
  }

  private void headers() {
    for (int version : new int[] {0, 4, -1, 0x100}) {
      plain(UNSUPPORTED, "version " + version, f -> f.putInt(VmdkFile.VERSION, version));
    }
    plain(UNSUPPORTED, "flag that is not known", f -> f.putInt(VmdkFile.FLAGS, 3 | 1 << 20));
    plain(UNSAFE, "no capacity", f -> f.putLong(VmdkFile.CAPACITY, 0));
    plain(UNSUPPORTED, "capacity -1", f -> f.putLong(VmdkFile.CAPACITY, -1));
    plain(UNSUPPORTED, "capacity 2^63 bytes", f -> f.putLong(VmdkFile.CAPACITY, 1L << 54));
    plain(UNSUPPORTED, "directory of GiB", f -> f.putLong(VmdkFile.CAPACITY, 1L << 50));
    for (long grain : new long[] {0, 3, 127, 8192, 1L << 32, 1L << 62, -1, Long.MIN_VALUE}) {
      plain(CORRUPT, "grains of " + grain, f -> f.putLong(VmdkFile.GRAIN, grain));
    }
    for (long at : new long[] {0, 2, 1L << 55, -1}) {
      plain(CORRUPT, "descriptor at " + at, f -> f.putLong(VmdkFile.DESCRIPTOR, at));
    }
    for (long size : new long[] {0, 2048, 1L << 55, -1}) {
      plain(CORRUPT, "descriptor of " + size, f -> f.putLong(VmdkFile.DESCRIPTOR_SIZE, size));
    }
    for (int entries : new int[] {0, 513, 1 << 30, -1}) {
      plain(CORRUPT, "tables of " + entries, f -> f.putInt(VmdkFile.ENTRIES, entries));
    }
    plain(CORRUPT, "line ends changed", f -> f.putByte(VmdkFile.LINE_ENDS + 2, '\n'));
    plain(UNSUPPORTED, "compression 2", f -> f.putByte(VmdkFile.COMPRESSION, 2));
    plain(CORRUPT, "compression without its flag", f -> f.putByte(VmdkFile.COMPRESSION, 1));
    plain(CORRUPT, "flag without compression", f -> f.putInt(VmdkFile.FLAGS, 0x30003));
    stream(UNSUPPORTED, "packed without markers", f -> f.putInt(VmdkFile.FLAGS, 0x10001));
  }

  private void texts() {
    String[] types = {
      "monolithicFlat",
      "twoGbMaxExtentSparse",
      "twoGbMaxExtentFlat",
      "fullDevice",
      "vmfs",
      "partitionedDevice",
      "vmfsSparse",
      "custom",
      "",
      "monolithicSparse2",
      "../etc/passwd"
    };
    for (String type : types) {
      plain(UNSAFE, "type " + type, f -> f.replace(TYPE, "createType=\"" + type + "\""));
    }
    plain(CORRUPT, "no type", f -> f.replace(TYPE, ""));
    plain(UNSAFE, "two types", f -> f.replace(TYPE, TYPE + "\n" + TYPE));
    plain(
        UNSAFE,
        "another type before",
        f -> f.replace("version=1", "version=1\nCREATETYPE = \"monolithicFlat\""));
    plain(UNSAFE, "parent", f -> f.replace("parentCID=ffffffff", "parentCID=12345678"));
    plain(CORRUPT, "no word on a parent", f -> f.replace("parentCID=ffffffff", ""));
    plain(
        UNSAFE,
        "name of a parent",
        f -> f.replace("version=1", "version=1\nparentFileNameHint=\"/etc/passwd\""));
    plain(CORRUPT, "line of no kind", f -> f.replace("version=1", "version=1\nHello"));
    plain(CORRUPT, "line without key", f -> f.replace("version=1", "=1"));
    plain(CORRUPT, "letters beyond ASCII", f -> f.replace("#DDB", "# \u00e9"));
    plain(CORRUPT, "control character", f -> f.replace("#DDB", "# \u0007"));
    plain(CORRUPT, "endless line", f -> f.replace("#DDB", "# " + "x".repeat(5000)));
    plain(CORRUPT, "text after a NUL only", f -> f.replace("# Disk", "\0# Disk"));
  }

  private void extents() {
    plain(UNSAFE, "no extent", f -> f.replace(EXTENT, ""));
    plain(UNSAFE, "two extents", f -> f.replace(EXTENT, EXTENT + "\n" + EXTENT));
    for (String path : new String[] {"/etc/passwd", "../x", "a/b", "..\\x", "C:\\x"}) {
      plain(UNSAFE, "extent " + path, f -> f.replace("disk.vmdk", path));
    }
    for (String kind : new String[] {"FLAT", "ZERO", "VMFS", "VMFSRDM", "VMFSSPARSE", "sparse"}) {
      plain(UNSAFE, "extent " + kind, f -> f.replace("SPARSE", kind));
    }
    plain(CORRUPT, "flat extent with offset", f -> f.replace("SPARSE", "FLAT 0 0"));
    plain(CORRUPT, "extent without name", f -> f.replace(" \"disk.vmdk\"", ""));
    plain(CORRUPT, "extent of no size", f -> f.replace("2048", "many"));
    plain(UNSAFE, "extent with quotes", f -> f.replace("disk.vmdk", "a\" \"b"));
  }

  private void directories() {
    for (long at : new long[] {0, 1, 20, 1L << 55, Long.MIN_VALUE}) {
      plain(CORRUPT, "directory at " + at, f -> f.putLong(VmdkFile.DIRECTORY, at));
      plain(CORRUPT, "second directory " + at, f -> f.putLong(VmdkFile.SECOND_DIRECTORY, at));
    }
    plain(CORRUPT, "directory outside", f -> f.putLong(VmdkFile.DIRECTORY, 1 << 20));
    plain(CORRUPT, "table outside", f -> f.table(0, -1));
    plain(CORRUPT, "grain outside", f -> f.grain(1, 256));
    plain(CORRUPT, "last grain outside", f -> f.grain(15, -1));
    plain(CORRUPT, "grain in the header", f -> f.grain(1, 1));
    plain(CORRUPT, "grain in the descriptor", f -> f.grain(1, 20));
  }

  private void footers() {
    stream(UNSAFE, "footer of another version", f -> f.footerInt(VmdkFile.VERSION, 2));
    stream(UNSAFE, "footer of another size", f -> f.footerLong(VmdkFile.CAPACITY, 4096));
    stream(CORRUPT, "footer's descriptor", f -> f.footerLong(VmdkFile.DESCRIPTOR, 9));
    stream(UNSAFE, "footer's descriptor size", f -> f.footerLong(VmdkFile.DESCRIPTOR_SIZE, 19));
    stream(UNSAFE, "footer to another footer", f -> f.footerLong(VmdkFile.DIRECTORY, -1));
    stream(CORRUPT, "footer without mark", f -> f.footerInt(0, 0));
    stream(CORRUPT, "directory outside", f -> f.footerLong(VmdkFile.DIRECTORY, 1 << 30));
    int end = VmdkFile.stream().length();
    stream(CORRUPT, "end that is none", f -> f.putInt(end - 512 + 12, 3));
    stream(CORRUPT, "no marker of the footer", f -> f.putInt(end - 1536 + 12, 2));
    for (int cut : new int[] {1, 512, 1024, 4000}) {
      samples.add(
          Sample.unfit("stream cut by " + cut, VmdkFile.stream().bytes(end - cut), CORRUPT));
    }
    plain(CORRUPT, "no footer", f -> f.putLong(VmdkFile.DIRECTORY, -1));
  }

  private void descriptorsAlone() {
    String flat = VmdkFile.lines("monolithicFlat").replace("SPARSE", "FLAT");
    text("flat descriptor", flat.replace("disk.vmdk", "/etc/passwd"));
    text("descriptor without its first line", flat.replace("# Disk DescriptorFile\n", ""));
    text("descriptor that begins with a version", "\n \n#x\nversion=3\n");
    text("descriptor padded with NULs", flat + "\0".repeat(2000));
    text("descriptor far behind comments", "# x\n".repeat(10_000) + "CreateType=\"vmfs\"\n");
    byte[] old = new byte[2048];
    System.arraycopy("COWD".getBytes(StandardCharsets.US_ASCII), 0, old, 0, 4);
    samples.add(Sample.unfit("COWD", old, UNSUPPORTED));
    byte[] sparse = new byte[4096];
    for (int i = 0; i < 4; i++) {
      sparse[i] = (byte) (0xcafebabe >>> (8 * i));
    }
    samples.add(Sample.unfit("seSparse", sparse, UNSUPPORTED));
  }
}
