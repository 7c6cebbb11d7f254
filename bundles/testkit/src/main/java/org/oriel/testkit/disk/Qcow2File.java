// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.disk;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Makes small qcow2 files whose every header field can be set wrongly. Untouched, it is a sound
 * file with an empty disk: header, refcount table, one refcount block, L1 table, one cluster each.
 */
public final class Qcow2File {
  /** Field offsets in the header. */
  public static final int VERSION = 4;

  public static final int BACKING_OFFSET = 8;
  public static final int BACKING_LENGTH = 16;
  public static final int CLUSTER_BITS = 20;
  public static final int SIZE = 24;
  public static final int CRYPT = 32;
  public static final int L1_SIZE = 36;
  public static final int L1_OFFSET = 40;
  public static final int REFCOUNT_OFFSET = 48;
  public static final int REFCOUNT_CLUSTERS = 56;
  public static final int SNAPSHOTS = 60;
  public static final int SNAPSHOT_OFFSET = 64;
  public static final int INCOMPATIBLE = 72;
  public static final int REFCOUNT_ORDER = 96;
  public static final int HEADER_LENGTH = 100;
  public static final int COMPRESSION = 104;

  private ByteBuffer file;
  private final int cluster;
  private int extensionAt;

  private Qcow2File(int version, int clusterBits, long size) {
    this.cluster = 1 << clusterBits;
    this.file = ByteBuffer.allocate(4 * cluster);
    long perEntry = (long) cluster * (cluster / 8);
    file.putInt(0, 0x514649fb).putInt(VERSION, version).putInt(CLUSTER_BITS, clusterBits);
    file.putLong(SIZE, size).putInt(L1_SIZE, (int) ((size + perEntry - 1) / perEntry));
    file.putLong(REFCOUNT_OFFSET, cluster).putInt(REFCOUNT_CLUSTERS, 1);
    file.putLong(L1_OFFSET, 3L * cluster);
    if (version == 3) {
      file.putInt(REFCOUNT_ORDER, 4).putInt(HEADER_LENGTH, 112);
    }
    this.extensionAt = version == 3 ? 112 : 72;
    file.putLong(cluster, 2L * cluster);
    for (int i = 0; i < 4; i++) {
      file.putShort(2 * cluster + 2 * i, (short) 1);
    }
  }

  /** An empty disk of 1 GiB in clusters of 4 KiB, whose L1 table fills its cluster. */
  public static Qcow2File version(int version) {
    return new Qcow2File(version, 12, 1L << 30);
  }

  /** An empty disk whose L1 table fits into one cluster. */
  public static Qcow2File of(int version, int clusterBits, long size) {
    return new Qcow2File(version, clusterBits, size);
  }

  public Qcow2File putInt(int field, int value) {
    file.putInt(field, value);
    return this;
  }

  public Qcow2File putLong(int field, long value) {
    file.putLong(field, value);
    return this;
  }

  public Qcow2File putByte(int field, int value) {
    file.put(field, (byte) value);
    return this;
  }

  /** An entry of the L1 table. */
  public Qcow2File l1(int index, long entry) {
    return putLong(3 * cluster + 8 * index, entry);
  }

  /** An L2 table in a cluster of its own at the end of the file, as the first of the L1 table. */
  public Qcow2File l2(long... entries) {
    int at = file.capacity();
    ByteBuffer longer = ByteBuffer.allocate(at + cluster).put(file.array());
    for (int i = 0; i < entries.length; i++) {
      longer.putLong(at + 8 * i, entries[i]);
    }
    file = longer.rewind();
    return l1(0, Long.MIN_VALUE | at);
  }

  /** An entry of the refcount table. */
  public Qcow2File refcountBlock(int index, long entry) {
    return putLong(cluster + 8 * index, entry);
  }

  /** The next header extension; its length is announced as said, whatever the data. */
  public Qcow2File extension(int type, int length, byte[] data) {
    file.putInt(extensionAt, type).putInt(extensionAt + 4, length);
    file.put(extensionAt + 8, data);
    extensionAt += 8 + ((data.length + 7) & ~7);
    return this;
  }

  /** Whatever else. */
  public Qcow2File with(Consumer<ByteBuffer> change) {
    change.accept(file);
    return this;
  }

  public int cluster() {
    return cluster;
  }

  /** The file. */
  public byte[] bytes() {
    return file.array().clone();
  }

  /** The file, cut off. */
  public byte[] bytes(int length) {
    return Arrays.copyOf(file.array(), length);
  }
}
