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

/** Files that a careless reader of qcow2 would come to grief over: at least one for each rule. */
public final class HostileQcow2 {
  private static final int DATA_FILE_NAME = 0x44415441;
  private static final long TOP = 1L << 63;

  private final List<Sample> samples = new ArrayList<>();

  private HostileQcow2() {}

  /** All of them; each must be refused for the reason that it names. */
  public static List<Sample> all() {
    HostileQcow2 maker = new HostileQcow2();
    maker.references();
    maker.versions();
    maker.features();
    maker.numbers();
    maker.tables();
    maker.snapshots();
    maker.extensions();
    maker.cuts();
    return List.copyOf(maker.samples);
  }

  /** A file whose backing file is a password file of the server: the classic. */
  public static byte[] withBackingFile() {
    byte[] name = "/etc/passwd".getBytes(StandardCharsets.UTF_8);
    return Qcow2File.version(3)
        .putLong(Qcow2File.BACKING_OFFSET, 1024)
        .putInt(Qcow2File.BACKING_LENGTH, name.length)
        .with(file -> file.put(1024, name))
        .bytes();
  }

  private void add(String name, Reason reason, UnaryOperator<Qcow2File> change) {
    samples.add(Sample.unfit(name + " (v2)", change.apply(Qcow2File.version(2)).bytes(), reason));
    add3(name, reason, change);
  }

  private void add3(String name, Reason reason, UnaryOperator<Qcow2File> change) {
    samples.add(Sample.unfit(name + " (v3)", change.apply(Qcow2File.version(3)).bytes(), reason));
  }

  private void references() {
    samples.add(Sample.unfit("backing file", withBackingFile(), UNSAFE));
    add("backing file without a length", UNSAFE, f -> f.putLong(Qcow2File.BACKING_OFFSET, 512));
    add("backing file far away", UNSAFE, f -> f.putLong(Qcow2File.BACKING_OFFSET, -1));
    add3("data file bit", UNSAFE, f -> f.putLong(Qcow2File.INCOMPATIBLE, 1 << 2));
    byte[] name = "/etc/shadow".getBytes(StandardCharsets.UTF_8);
    add3(
        "data file bit and name",
        UNSAFE,
        f ->
            f.putLong(Qcow2File.INCOMPATIBLE, 1 << 2).extension(DATA_FILE_NAME, name.length, name));
    add("data file name alone", UNSAFE, f -> f.extension(DATA_FILE_NAME, name.length, name));
    byte[] json = "json:{\"driver\":\"file\"}".getBytes(StandardCharsets.UTF_8);
    add3(
        "data file name after other extensions",
        UNSAFE,
        f ->
            f.extension(0x6803f857, 48, new byte[48])
                .extension(0x12345678, 3, new byte[3])
                .extension(DATA_FILE_NAME, json.length, json));
  }

  private void versions() {
    add("version 1 is qcow", UNSAFE, f -> f.putInt(Qcow2File.VERSION, 1));
    add("version 0", UNSUPPORTED, f -> f.putInt(Qcow2File.VERSION, 0));
    add("version 4", UNSUPPORTED, f -> f.putInt(Qcow2File.VERSION, 4));
    add("version -1", UNSUPPORTED, f -> f.putInt(Qcow2File.VERSION, -1));
  }

  private void features() {
    add3("extended L2", UNSUPPORTED, f -> f.putLong(Qcow2File.INCOMPATIBLE, 1 << 4));
    for (int bit : new int[] {5, 6, 7, 8, 31, 32, 62, 63}) {
      add3("feature bit " + bit, UNSUPPORTED, f -> f.putLong(Qcow2File.INCOMPATIBLE, 1L << bit));
    }
    add3("compression bit without a method", CORRUPT, f -> f.putLong(Qcow2File.INCOMPATIBLE, 8));
    add3("compression method without its bit", CORRUPT, f -> f.putByte(Qcow2File.COMPRESSION, 1));
    add3(
        "compression method 2",
        UNSUPPORTED,
        f -> f.putLong(Qcow2File.INCOMPATIBLE, 8).putByte(Qcow2File.COMPRESSION, 2));
    add("encryption AES", UNSUPPORTED, f -> f.putInt(Qcow2File.CRYPT, 1));
    add("encryption LUKS", UNSUPPORTED, f -> f.putInt(Qcow2File.CRYPT, 2));
    add("encryption 3", CORRUPT, f -> f.putInt(Qcow2File.CRYPT, 3));
    add("encryption -1", CORRUPT, f -> f.putInt(Qcow2File.CRYPT, -1));
  }

  private void numbers() {
    for (int bits : new int[] {0, 1, 8, 22, 31, 32, 63, -1, Integer.MIN_VALUE}) {
      add("cluster bits " + bits, CORRUPT, f -> f.putInt(Qcow2File.CLUSTER_BITS, bits));
    }
    for (int order : new int[] {7, 31, 64, -1}) {
      add3("refcount order " + order, CORRUPT, f -> f.putInt(Qcow2File.REFCOUNT_ORDER, order));
    }
    for (int length : new int[] {0, 72, 103, 105, 109, 4_104, 1 << 30, -8}) {
      add3("header length " + length, CORRUPT, f -> f.putInt(Qcow2File.HEADER_LENGTH, length));
    }
    add("negative size", UNSUPPORTED, f -> f.putLong(Qcow2File.SIZE, -1));
    add("smallest negative size", UNSUPPORTED, f -> f.putLong(Qcow2File.SIZE, TOP));
    add("size beyond the L1 table", CORRUPT, f -> f.putLong(Qcow2File.SIZE, (1L << 30) + 1));
    add("greatest size", CORRUPT, f -> f.putLong(Qcow2File.SIZE, Long.MAX_VALUE));
    add("no L1 table", CORRUPT, f -> f.putInt(Qcow2File.L1_SIZE, 0));
    add("L1 table too small", CORRUPT, f -> f.putInt(Qcow2File.L1_SIZE, 511));
    add("L1 table of 32 MiB and one", CORRUPT, f -> f.putInt(Qcow2File.L1_SIZE, (4 << 20) + 1));
    add("L1 table of -1 entries", CORRUPT, f -> f.putInt(Qcow2File.L1_SIZE, -1));
    add("no refcount table", CORRUPT, f -> f.putInt(Qcow2File.REFCOUNT_CLUSTERS, 0));
    add("refcount table too large", CORRUPT, f -> f.putInt(Qcow2File.REFCOUNT_CLUSTERS, 2_049));
    add("refcount table of -1", CORRUPT, f -> f.putInt(Qcow2File.REFCOUNT_CLUSTERS, -1));
  }

  private void tables() {
    for (int field : new int[] {Qcow2File.L1_OFFSET, Qcow2File.REFCOUNT_OFFSET}) {
      String name = field == Qcow2File.L1_OFFSET ? "L1" : "refcount table";
      add(name + " not aligned", CORRUPT, f -> f.putLong(field, f.cluster() + 512));
      add(name + " on the header", CORRUPT, f -> f.putLong(field, 0));
      add(name + " behind the end", CORRUPT, f -> f.putLong(field, 100L * f.cluster()));
      add(name + " at the top", CORRUPT, f -> f.putLong(field, Long.MAX_VALUE & ~0xfffL));
      add(name + " at a negative place", CORRUPT, f -> f.putLong(field, TOP));
    }
    add("L1 over the refcount table", CORRUPT, f -> f.putLong(Qcow2File.L1_OFFSET, f.cluster()));
    add("L2 table not aligned", CORRUPT, f -> f.l1(0, TOP | (2L * f.cluster() + 512)));
    add("L2 table behind the end", CORRUPT, f -> f.l1(1, TOP | 4L * f.cluster()));
    add("L2 table at the top", CORRUPT, f -> f.l1(1, 0x00fffffffffff000L));
    add("cluster not aligned", CORRUPT, f -> f.l2(TOP | (2L * f.cluster() + 512)));
    add("cluster behind the end", CORRUPT, f -> f.l2(0, 0, TOP | 5L * f.cluster()));
    add("cluster at the top", CORRUPT, f -> f.l2(TOP | 0x00fffffffffff000L));
    add("compressed cluster behind the end", CORRUPT, f -> f.l2((1L << 62) | 5L * f.cluster()));
    add("refcount block not aligned", CORRUPT, f -> f.refcountBlock(1, 512));
    add("refcount block behind the end", CORRUPT, f -> f.refcountBlock(1, 4L * f.cluster()));
    add("refcount block at a negative place", CORRUPT, f -> f.refcountBlock(511, TOP));
  }

  private void snapshots() {
    add(
        "too many snapshots",
        CORRUPT,
        f -> f.putInt(Qcow2File.SNAPSHOTS, 65_537).putLong(Qcow2File.SNAPSHOT_OFFSET, f.cluster()));
    add("snapshots nowhere", CORRUPT, f -> f.putInt(Qcow2File.SNAPSHOTS, 1));
    add(
        "snapshots not aligned",
        CORRUPT,
        f -> f.putInt(Qcow2File.SNAPSHOTS, 1).putLong(Qcow2File.SNAPSHOT_OFFSET, f.cluster() + 8));
    add(
        "snapshots behind the end",
        CORRUPT,
        f -> f.putInt(Qcow2File.SNAPSHOTS, 1).putLong(Qcow2File.SNAPSHOT_OFFSET, 4L * f.cluster()));
    add(
        "snapshots at the top",
        CORRUPT,
        f ->
            f.putInt(Qcow2File.SNAPSHOTS, 65_536)
                .putLong(Qcow2File.SNAPSHOT_OFFSET, Long.MAX_VALUE & ~0xfffL));
  }

  private void extensions() {
    add("extension beyond the cluster", CORRUPT, f -> f.extension(0x1, 4_096, new byte[8]));
    add("extension of -1 bytes", CORRUPT, f -> f.extension(0x1, -1, new byte[8]));
  }

  private void cuts() {
    for (int length : new int[] {4, 7, 8, 71, 72, 103, 104, 111, 112, 119, 4_096, 4_103}) {
      byte[] cut = Qcow2File.version(3).bytes(length);
      samples.add(Sample.unfit("cut at " + length, cut, CORRUPT));
    }
    byte[] whole = Qcow2File.version(3).bytes();
    samples.add(
        Sample.unfit(
            "cut in the L1 table", Qcow2File.version(3).bytes(whole.length - 4_095), CORRUPT));
  }
}
