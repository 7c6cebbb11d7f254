// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import org.oriel.disk.Content;
import org.oriel.disk.FormatException;

/**
 * Finds the runs of a disk in its tables. For one thread, and again and again: what was found is
 * asked for after {@link #find}.
 */
final class Walk {
  /** L2 tables that one run may take to be found. */
  private static final int MOST_TABLES = 16;

  private final Tables tables;
  private final int clusterBits;
  private final int tableBits;
  private final boolean extended;
  private final boolean zeroAllowed;
  private final long fileSize;

  private Content content = Content.ABSENT;
  private long length;
  private long place;

  Walk(Tables tables, Header header, long fileSize) {
    this.tables = tables;
    this.clusterBits = header.clusterBits();
    this.tableBits = header.features().bitsOfEntry(clusterBits);
    this.extended = header.features().extendedL2();
    this.zeroAllowed = header.features().version() >= 3;
    this.fileSize = fileSize;
  }

  Content content() {
    return content;
  }

  /** Bytes of the run, positive. */
  long length() {
    return length;
  }

  /** Where data begin in the file; of a compressed cluster, its entry. */
  long place() {
    return place;
  }

  /**
   * Finds the run that begins at a position.
   *
   * @param most bytes that are of interest, positive, to the end of the disk at most
   * @param packedTogether whether compressed clusters make one run; else each is one
   */
  void find(long position, long most, boolean packedTogether) throws FormatException {
    int table = (int) (position >>> tableBits);
    if (tables.absent(table)) {
      absent(position, table, most);
    } else {
      first(tables.words(table), position);
    }
    boolean alone = content == Content.COMPRESSED && !packedTogether;
    for (int read = 0; !alone && length < most && read < MOST_TABLES; read++) {
      long next = position + length;
      int follower = (int) (next >>> tableBits);
      long before = length;
      if (!tables.absent(follower)) {
        extend(tables.words(follower), next, most);
      } else if (content == Content.ABSENT) {
        absent(position, follower, most);
      }
      if (length == before) {
        break;
      }
    }
    length = Math.min(length, most);
  }

  private void absent(long position, int from, long most) {
    int table = from;
    long end = position + most;
    while ((long) table << tableBits < end && tables.absent(table)) {
      table++;
    }
    content = Content.ABSENT;
    length = ((long) table << tableBits) - position;
  }

  private int index(long position) {
    return (int) (position >>> clusterBits) & ((1 << (tableBits - clusterBits)) - 1);
  }

  private void first(long[] words, long position) throws FormatException {
    int within = (int) position & ((1 << clusterBits) - 1);
    int index = index(position);
    if (extended) {
      part(words[2 * index], words[2 * index + 1], within);
    } else {
      whole(words[index], within);
    }
  }

  private void whole(long entry, int within) throws FormatException {
    length = (1L << clusterBits) - within;
    if ((entry & Entry.COMPRESSED) != 0) {
      content = Content.COMPRESSED;
      place = entry;
    } else if ((entry & Entry.ZERO) != 0) {
      if (!zeroAllowed) {
        throw new FormatException.Corrupt("A cluster of zeros in a file of version 2.");
      }
      content = Content.ZERO;
    } else if ((entry & Entry.OFFSET) == 0) {
      content = Content.ABSENT;
    } else {
      content = Content.DATA;
      place = checked(entry & Entry.OFFSET) + within;
    }
  }

  private long checked(long offset) throws FormatException {
    if ((offset & ((1L << clusterBits) - 1)) != 0) {
      throw new FormatException.Corrupt(
          "An L2 table points to " + offset + ", where no cluster starts.");
    }
    if (offset >= fileSize) {
      throw new FormatException.Corrupt("A cluster at " + offset + " lies outside of the file.");
    }
    return offset;
  }

  /** One of the 32 parts of a cluster, and those behind it that are of the same kind. */
  private void part(long entry, long bitmap, int within) throws FormatException {
    if ((entry & Entry.COMPRESSED) != 0) {
      if (bitmap != 0) {
        throw new FormatException.Corrupt("A compressed cluster has parts.");
      }
      whole(entry, within);
      return;
    }
    int allocated = (int) bitmap;
    int zero = (int) (bitmap >>> 32);
    long offset = entry & Entry.OFFSET;
    if ((entry & Entry.ZERO) != 0 || (allocated & zero) != 0 || (offset == 0 && allocated != 0)) {
      throw new FormatException.Corrupt("The parts of a cluster contradict each other.");
    }
    int partBits = clusterBits - 5;
    int part = within >>> partBits;
    int same;
    if ((allocated >>> part & 1) != 0) {
      content = Content.DATA;
      place = checked(offset) + within;
      same = allocated;
    } else if ((zero >>> part & 1) != 0) {
      content = Content.ZERO;
      same = zero;
    } else {
      content = Content.ABSENT;
      same = ~(allocated | zero);
    }
    int parts = Math.min(32 - part, Integer.numberOfTrailingZeros(~(same >>> part)));
    length = ((long) (part + parts) << partBits) - within;
  }

  /** Goes on with the run at the start of a cluster. */
  private void extend(long[] words, long position, long most) throws FormatException {
    if (extended) {
      extendByPart(words, position);
      return;
    }
    int cluster = 1 << clusterBits;
    int index = index(position);
    long kind = kindMask();
    while (index < words.length && length < most) {
      if ((words[index] & kind) != expected()) {
        return;
      }
      length += cluster;
      index++;
    }
  }

  private long kindMask() {
    return switch (content) {
      case DATA, ABSENT -> Entry.OFFSET | Entry.COMPRESSED | Entry.ZERO;
      case ZERO -> Entry.COMPRESSED | Entry.ZERO;
      case COMPRESSED -> Entry.COMPRESSED;
    };
  }

  private long expected() {
    return switch (content) {
      case DATA -> place + length;
      case ABSENT -> 0;
      case ZERO -> Entry.ZERO;
      case COMPRESSED -> Entry.COMPRESSED;
    };
  }

  private void extendByPart(long[] words, long position) throws FormatException {
    Content before = content;
    long beforeLength = length;
    long beforePlace = place;
    if ((position & ((1L << clusterBits) - 1)) != 0) {
      return;
    }
    first(words, position);
    boolean goesOn =
        content == before && (content != Content.DATA || place == beforePlace + beforeLength);
    length = goesOn ? beforeLength + length : beforeLength;
    content = before;
    place = beforePlace;
  }
}
