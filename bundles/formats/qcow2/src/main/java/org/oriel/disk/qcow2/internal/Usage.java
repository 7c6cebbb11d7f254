// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.nio.ByteBuffer;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;
import org.oriel.disk.qcow2.internal.Header.Table;

/**
 * Goes through everything that a file says it uses: tables, active disk, internal snapshots,
 * bitmaps. Layout: qemu, docs/interop/qcow2.txt, sections "Snapshots" and "Bitmaps".
 */
final class Usage {
  private static final int PIECE = 64 << 10;
  private static final long MOST_TABLES = 1L << 22;
  private static final int BITMAPS = 0x23852875;
  private static final long VALID_BITMAPS = 1;
  private static final int SNAPSHOT = 40;
  private static final int BITMAP = 24;
  private static final int MOST_BITMAPS = 65_535;

  /** Is told what is used. */
  interface Users {
    /** A run of bytes, wherever it is. */
    void uses(long offset, long bytes) throws FormatException;

    /**
     * A cluster of the active disk, or an L2 table of it: an entry that may say it is not shared.
     */
    void active(long entry, long offset) throws FormatException;
  }

  private interface Entries {
    void entry(long entry) throws FormatException;
  }

  private final DiskSource source;
  private final Header header;
  private final Users users;
  private final long cluster;
  private long tablesRead;

  Usage(DiskSource source, Header header, Users users) {
    this.source = source;
    this.header = header;
    this.users = users;
    this.cluster = 1L << header.clusterBits();
  }

  void all() throws FormatException {
    users.uses(0, cluster);
    Table refcounts = header.refcounts();
    users.uses(refcounts.offset(), refcounts.bytes());
    read(refcounts.offset(), refcounts.bytes() / Long.BYTES, this::block);
    l1(header.l1().offset(), header.l1().bytes() / Long.BYTES, true);
    snapshots();
    bitmaps();
  }

  private void block(long entry) throws FormatException {
    if (entry != 0) {
      users.uses(entry & ~((1L << Entry.SECTOR_BITS) - 1), cluster);
    }
  }

  private void l1(long offset, long entries, boolean active) throws FormatException {
    users.uses(offset, entries * Long.BYTES);
    read(offset, entries, entry -> l2(entry, active));
  }

  private void l2(long entry, boolean active) throws FormatException {
    long offset = entry & Entry.OFFSET;
    if (offset == 0) {
      return;
    }
    users.uses(offset, cluster);
    if (active) {
      users.active(entry, offset);
    }
    boolean extended = header.features().extendedL2();
    long[] number = {0};
    read(
        offset,
        cluster / Long.BYTES,
        word -> {
          if (!extended || (number[0]++ & 1) == 0) {
            data(word, active);
          }
        });
  }

  private void data(long entry, boolean active) throws FormatException {
    if ((entry & Entry.COMPRESSED) != 0) {
      long place = Entry.place(entry, header.clusterBits());
      users.uses(place, Entry.packedLength(entry, header.clusterBits()));
    } else if ((entry & Entry.OFFSET) != 0) {
      users.uses(entry & Entry.OFFSET, cluster);
      if (active) {
        users.active(entry, entry & Entry.OFFSET);
      }
    }
  }

  private void snapshots() throws FormatException {
    long start = header.snapshots().offset();
    long at = start;
    for (int i = 0; i < header.snapshotCount(); i++) {
      ByteBuffer entry = bytes(at, SNAPSHOT);
      long entries = Integer.toUnsignedLong(entry.getInt(8));
      if (entries * Long.BYTES > 32L << 20) {
        throw new FormatException.Corrupt("A snapshot has an L1 table of " + entries + " entries.");
      }
      l1(entry.getLong(0), entries, false);
      long names =
          (long) Short.toUnsignedInt(entry.getShort(12)) + Short.toUnsignedInt(entry.getShort(14));
      at += padded(SNAPSHOT + Integer.toUnsignedLong(entry.getInt(36)) + names);
    }
    users.uses(start, at - start);
  }

  private void bitmaps() throws FormatException {
    if (header.features().version() < 3 || (bytes(88, 8).getLong(0) & VALID_BITMAPS) == 0) {
      return;
    }
    long end = Math.min(cluster, source.size());
    for (long at = header.length(); at + 8 <= end; ) {
      ByteBuffer extension = bytes(at, 8);
      long length = Integer.toUnsignedLong(extension.getInt(4));
      if (extension.getInt(0) == BITMAPS && length >= BITMAP) {
        ByteBuffer place = bytes(at + 8, BITMAP);
        directory(place.getInt(0), place.getLong(16), place.getLong(8));
      }
      if (extension.getInt(0) == 0) {
        return;
      }
      at += 8 + padded(length);
    }
  }

  private void directory(int count, long offset, long bytes) throws FormatException {
    if (count < 0 || count > MOST_BITMAPS) {
      throw new FormatException.Corrupt(Integer.toUnsignedString(count) + " bitmaps are too many.");
    }
    users.uses(offset, bytes);
    long at = offset;
    for (int i = 0; i < count; i++) {
      ByteBuffer entry = bytes(at, BITMAP);
      long entries = Integer.toUnsignedLong(entry.getInt(8));
      users.uses(entry.getLong(0), entries * Long.BYTES);
      read(
          entry.getLong(0),
          entries,
          word -> {
            if ((word & Entry.OFFSET) != 0) {
              users.uses(word & Entry.OFFSET, cluster);
            }
          });
      long extra = Integer.toUnsignedLong(entry.getInt(20));
      at += padded(BITMAP + extra + Short.toUnsignedInt(entry.getShort(18)));
    }
  }

  private static long padded(long bytes) {
    return (bytes + 7) & ~7L;
  }

  private ByteBuffer bytes(long offset, int count) throws FormatException {
    if (offset < 0 || offset > source.size() - count) {
      throw new FormatException.Corrupt(
          "A table at " + Long.toUnsignedString(offset) + " lies outside of the file.");
    }
    ByteBuffer bytes = ByteBuffer.allocate(count);
    source.fill(offset, bytes);
    return bytes.flip();
  }

  /** Reads a table, unless it lies outside of the file, which its user was told already. */
  private void read(long offset, long entries, Entries each) throws FormatException {
    if (offset < 0 || offset > source.size() - entries * Long.BYTES) {
      return;
    }
    if (++tablesRead > MOST_TABLES) {
      throw new FormatException.Unsupported("More than " + MOST_TABLES + " tables to be checked.");
    }
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, entries * Long.BYTES));
    long end = offset + entries * Long.BYTES;
    for (long at = offset; at < end; at += piece.limit()) {
      source.fill(at, piece.clear().limit((int) Math.min(piece.capacity(), end - at)));
      piece.flip();
      while (piece.hasRemaining()) {
        each.entry(piece.getLong());
      }
    }
  }
}
