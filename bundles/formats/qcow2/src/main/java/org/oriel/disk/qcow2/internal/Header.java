// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.Limits;

/**
 * A header that obeys the rules as far as it can be judged alone: no sum of its numbers overflows.
 * Layout: qemu, docs/interop/qcow2.txt, section "Header".
 *
 * @param features what it says beyond numbers
 * @param clusterBits 9 to 21
 * @param length bytes of the header; its extensions follow
 * @param size bytes of the disk
 * @param l1 the active L1 table
 * @param refcounts the refcount table
 * @param snapshots the least that the snapshot table can be
 * @param snapshotCount entries of the snapshot table
 */
record Header(
    Features features,
    int clusterBits,
    int length,
    long size,
    Table l1,
    Table refcounts,
    Table snapshots,
    int snapshotCount) {
  static final byte[] MAGIC = {'Q', 'F', 'I', (byte) 0xfb};

  /** Bytes of a header of version 2. */
  static final int VERSION_2 = 72;

  /** Bytes of all header fields that are known. */
  static final int MOST = 112;

  private static final int VERSION_3 = 104;
  private static final long CORRUPT = 1 << 1;
  private static final long LAZY = 1;
  private static final long DATA_FILE = 1 << 2;
  static final long COMPRESSION = 1 << 3;
  private static final long EXTENDED_L2 = 1 << 4;
  private static final int EXTENDED_L2_LEAST_BITS = 14;
  private static final long KNOWN_FEATURES = 0x1f;
  private static final long REFCOUNT_TABLE_BYTES = 8L << 20;
  private static final long SNAPSHOTS = 65_536;
  private static final long SNAPSHOT_BYTES = 40;

  /**
   * What a header says beyond numbers.
   *
   * @param version 2 or 3
   * @param extendedL2 whether clusters are mapped in 32 parts each
   * @param zstd whether compressed clusters are frames of zstd, else deflate
   * @param refcountOrder refcounts have 2^order bits, 0 to 6
   * @param corrupt whether a writer noticed damage
   * @param lazy whether refcounts may lag behind
   */
  record Features(
      int version,
      boolean extendedL2,
      boolean zstd,
      int refcountOrder,
      boolean corrupt,
      boolean lazy) {
    private static final Features VERSION_2 = new Features(2, false, false, 4, false, false);

    /** Bytes that one entry of the L1 table stands for, as a power of two. */
    int bitsOfEntry(int clusterBits) {
      return clusterBits + clusterBits - (extendedL2 ? 4 : 3);
    }
  }

  /**
   * A run of bytes in the file.
   *
   * @param offset where it starts
   * @param bytes its length, 0 for none
   */
  record Table(long offset, long bytes) {
    long end() {
      return offset + bytes;
    }

    boolean overlaps(Table other) {
      return bytes > 0 && other.bytes > 0 && offset < other.end() && other.offset < end();
    }
  }

  /** The facts, by qemu-img's words. */
  DiskInfo info() {
    Map<String, String> details = new HashMap<>();
    boolean third = features.version() == 3;
    details.put("compat", third ? "1.1" : "0.10");
    details.put("compression type", features.zstd() ? "zstd" : "zlib");
    details.put("refcount bits", String.valueOf(1 << features.refcountOrder()));
    if (third) {
      details.put("lazy refcounts", String.valueOf(features.lazy()));
      details.put("corrupt", String.valueOf(features.corrupt()));
      details.put("extended l2", String.valueOf(features.extendedL2()));
    }
    return new DiskInfo(Qcow2Format.NAME, size, 1L << clusterBits, details);
  }

  /** Refuses a file of this length if what the header names is not within it. */
  void fits(long length) throws Refused {
    if (l1.end() > length || refcounts.end() > length) {
      throw Refused.corrupt("The file is shorter than its tables say: it was cut off.");
    }
    if (snapshots.end() > length) {
      throw Refused.corrupt("The snapshot table lies outside of the file.");
    }
  }

  /** Bytes that the header takes, as far as its beginning tells; at most {@link #MOST}. */
  static int bytesWanted(ByteBuffer begun) throws Refused {
    if (begun.limit() < 8) {
      return 8;
    }
    return switch (version(begun)) {
      case 2 -> VERSION_2;
      default -> begun.limit() < VERSION_3 ? VERSION_3 : Math.min(MOST, headerLength(begun));
    };
  }

  private static int version(ByteBuffer bytes) throws Refused {
    int version = bytes.getInt(4);
    if (version == 1) {
      throw Refused.unsafe("The old format qcow is not accepted: only qcow2 is.");
    }
    if (version != 2 && version != 3) {
      throw Refused.unsupported(
          "Version " + Integer.toUnsignedString(version) + " of qcow2 is not known.");
    }
    return version;
  }

  private static int headerLength(ByteBuffer bytes) throws Refused {
    long length = unsigned(bytes, 100);
    if (length < VERSION_3 || length % 8 != 0 || length > 1L << clusterBits(bytes)) {
      throw Refused.corrupt("A header cannot be " + length + " bytes long.");
    }
    return (int) length;
  }

  private static int clusterBits(ByteBuffer bytes) throws Refused {
    long bits = unsigned(bytes, 20);
    if (bits < 9 || bits > 21) {
      throw Refused.corrupt("Clusters cannot be of 2^" + bits + " bytes.");
    }
    return (int) bits;
  }

  /**
   * Judges a whole header.
   *
   * @param bytes as many as {@link #bytesWanted} said
   */
  static Header of(ByteBuffer bytes, Limits limits) throws Refused {
    boolean third = version(bytes) == 3;
    if (bytes.getLong(8) != 0) {
      throw Refused.unsafe("A backing file is not accepted.");
    }
    int clusterBits = clusterBits(bytes);
    int length = third ? headerLength(bytes) : VERSION_2;
    Features features = third ? features(bytes, length) : Features.VERSION_2;
    if (features.extendedL2() && clusterBits < EXTENDED_L2_LEAST_BITS) {
      throw Refused.unsupported("Clusters of 2^" + clusterBits + " bytes have no 32 parts.");
    }
    long encryption = unsigned(bytes, 32);
    if (encryption > 2) {
      throw Refused.corrupt("Encryption method " + encryption + " is not known.");
    }
    if (encryption != 0) {
      throw Refused.unsupported("Encryption inside of qcow2 is not accepted.");
    }
    long size = bytes.getLong(24);
    if (size < 0 || size > limits.virtualBytes()) {
      throw Refused.unsupported(
          "The disk would be larger than " + limits.virtualBytes() + " bytes.");
    }
    Table l1 = l1(bytes, size, features.bitsOfEntry(clusterBits), clusterBits, limits);
    Table refcounts = refcounts(bytes, clusterBits, limits);
    if (l1.overlaps(refcounts)) {
      throw Refused.corrupt("The L1 table and the refcount table overlap.");
    }
    Table snapshots = snapshots(bytes, clusterBits);
    return new Header(
        features, clusterBits, length, size, l1, refcounts, snapshots, bytes.getInt(60));
  }

  private static Features features(ByteBuffer bytes, int length) throws Refused {
    long features = bytes.getLong(72);
    if ((features & DATA_FILE) != 0) {
      throw Refused.unsafe("An external data file is not accepted.");
    }
    if ((features & ~KNOWN_FEATURES) != 0) {
      throw Refused.unsupported("The image needs features that are not known.");
    }
    if (unsigned(bytes, 96) > 6) {
      throw Refused.corrupt("Refcounts cannot be of 2^" + unsigned(bytes, 96) + " bits.");
    }
    int compression = length < MOST ? 0 : Byte.toUnsignedInt(bytes.get(104));
    if (compression > 1) {
      throw Refused.unsupported("Compression method " + compression + " is not known.");
    }
    if ((compression != 0) != ((features & COMPRESSION) != 0)) {
      throw Refused.corrupt("The feature bit of the compression method contradicts the method.");
    }
    return new Features(
        3,
        (features & EXTENDED_L2) != 0,
        compression == 1,
        bytes.getInt(96),
        (features & CORRUPT) != 0,
        (bytes.getLong(80) & LAZY) != 0);
  }

  private static Table l1(
      ByteBuffer bytes, long size, int bitsOfEntry, int clusterBits, Limits limits) throws Refused {
    long entries = unsigned(bytes, 36);
    long needed = (size >>> bitsOfEntry) + ((size & ((1L << bitsOfEntry) - 1)) == 0 ? 0 : 1);
    if (entries * 8 > Math.min(32L << 20, limits.tableBytes())) {
      throw Refused.corrupt("An L1 table of " + entries + " entries is too large.");
    }
    if (entries < needed) {
      throw Refused.corrupt(
          "An L1 table of " + entries + " entries is too small for a disk of " + size + " bytes.");
    }
    return table("L1 table", bytes.getLong(40), entries * 8, clusterBits);
  }

  private static Table refcounts(ByteBuffer bytes, int clusterBits, Limits limits) throws Refused {
    long clusters = unsigned(bytes, 56);
    if (clusters == 0) {
      throw Refused.corrupt("There is no refcount table.");
    }
    if (clusters > Math.min(REFCOUNT_TABLE_BYTES, limits.tableBytes()) >>> clusterBits) {
      throw Refused.corrupt("A refcount table of " + clusters + " clusters is too large.");
    }
    return table("refcount table", bytes.getLong(48), clusters << clusterBits, clusterBits);
  }

  private static Table snapshots(ByteBuffer bytes, int clusterBits) throws Refused {
    long count = unsigned(bytes, 60);
    if (count > SNAPSHOTS) {
      throw Refused.corrupt(count + " snapshots are too many.");
    }
    return table("snapshot table", bytes.getLong(64), count * SNAPSHOT_BYTES, clusterBits);
  }

  private static Table table(String name, long offset, long bytes, int clusterBits) throws Refused {
    if (bytes == 0) {
      return new Table(0, 0);
    }
    long cluster = 1L << clusterBits;
    if (offset < cluster || (offset & (cluster - 1)) != 0 || offset > Long.MAX_VALUE - bytes) {
      throw Refused.corrupt(
          "The " + name + " cannot start at " + Long.toUnsignedString(offset) + ".");
    }
    return new Table(offset, bytes);
  }

  private static long unsigned(ByteBuffer bytes, int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }
}
