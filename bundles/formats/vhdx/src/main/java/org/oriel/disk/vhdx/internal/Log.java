// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhdx.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.oriel.blocks.Refused;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;
import org.oriel.disk.vhdx.internal.Regions.Region;

/**
 * Replays the log of a file that was not closed ([MS-VHDX] 2.3): what the log holds is laid over
 * the file in memory, the file stays as it is.
 */
final class Log {
  private static final int DATA = 0x61746164;
  private static final int WRITE = 0x63736564;
  private static final int ZERO = 0x6f72657a;
  private static final long MOST_GROWTH = 1L << 40;
  private static final int MOST_RUNS = 65_536;

  /** How often the log may be summed, all in all: broken entries may claim all of it each. */
  private static final int MOST_SUMS = 64;

  private final DiskSource source;
  private final Region region;
  private final UUID guid;
  private final ByteBuffer log;
  private final Overlay overlay;
  private long sums;

  private Log(DiskSource source, Header header, int bytes) {
    this.source = source;
    this.region = header.region();
    this.guid = header.log();
    this.log = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.overlay = new Overlay(source);
    this.sums = (long) MOST_SUMS * bytes;
  }

  /** The file as it is once its log has been replayed. */
  static DiskSource replay(DiskSource source, Header header, Limits limits)
      throws FormatException, Refused {
    Region region = header.region();
    if (region.bytes() > limits.tableBytes()) {
      throw Refused.unsupported("A log of " + region.bytes() + " bytes is not replayed.");
    }
    if (region.bytes() == 0 || region.offset() > source.size() - region.bytes()) {
      throw Refused.corrupt("The log that is to be replayed is not in the file.");
    }
    Log log = new Log(source, header, (int) region.bytes());
    source.fill(region.offset(), log.log);
    List<LogEntry> entries = log.active();
    LogEntry head = entries.get(entries.size() - 1);
    if (head.flushed() > source.size()) {
      throw Refused.corrupt("The file is shorter than its log says: it was cut off.");
    }
    for (LogEntry entry : entries) {
      log.apply(entry);
    }
    log.overlay.grow(log.within(0, head.last()));
    return log.overlay;
  }

  /** The entries that are to be applied: the valid sequence that was written last. */
  private List<LogEntry> active() throws Refused {
    List<LogEntry> best = List.of();
    for (long at = 0; at < log.capacity(); ) {
      List<LogEntry> sequence = sequence((int) at);
      long length = 0;
      for (LogEntry entry : sequence) {
        length += entry.length();
      }
      List<LogEntry> valid = fromTail(sequence);
      if (!valid.isEmpty() && (best.isEmpty() || isLater(valid, best))) {
        best = valid;
      }
      at += Math.max(length, LogEntry.SECTOR);
    }
    if (best.isEmpty()) {
      throw Refused.corrupt("The log that is to be replayed holds nothing sound.");
    }
    return best;
  }

  private static boolean isLater(List<LogEntry> one, List<LogEntry> other) {
    long first = one.get(one.size() - 1).sequence();
    return Long.compareUnsigned(first, other.get(other.size() - 1).sequence()) > 0;
  }

  /** Entries that follow upon each other from a place on; none if there is none. */
  private List<LogEntry> sequence(int from) throws Refused {
    List<LogEntry> sequence = new ArrayList<>();
    Optional<LogEntry> next = sound(from);
    long length = 0;
    while (next.isPresent()) {
      LogEntry entry = next.get();
      length += entry.length();
      boolean follows =
          sequence.isEmpty()
              || entry.sequence() == sequence.get(sequence.size() - 1).sequence() + 1;
      if (!follows || length > log.capacity()) {
        break;
      }
      sequence.add(entry);
      next = length == log.capacity() ? Optional.empty() : sound(entry.end(log.capacity()));
    }
    return sequence;
  }

  private Optional<LogEntry> sound(int at) throws Refused {
    Optional<LogEntry> entry = LogEntry.at(log, at, guid);
    if (entry.isPresent()) {
      sums -= entry.get().length();
      if (sums < 0) {
        throw Refused.corrupt("The log holds too many entries, one in the other.");
      }
    }
    return entry.filter(found -> found.summed(log));
  }

  /** The part of a sequence that its last entry says is to be applied; none if it says another. */
  private static List<LogEntry> fromTail(List<LogEntry> sequence) {
    for (int i = 0; i < sequence.size(); i++) {
      if (sequence.get(i).offset() == sequence.get(sequence.size() - 1).tail()) {
        return sequence.subList(i, sequence.size());
      }
    }
    return List.of();
  }

  private void apply(LogEntry entry) throws Refused {
    int sector = entry.headerSectors();
    for (int i = 0; i < entry.descriptors(); i++) {
      int at = place(entry, (long) LogEntry.HEADER + (long) i * LogEntry.DESCRIPTOR);
      if (log.getLong(at + 24) != entry.sequence()) {
        throw Refused.corrupt("A descriptor in the log is of another entry.");
      }
      switch (log.getInt(at)) {
        case WRITE -> write(entry, at, sector++);
        case ZERO -> zero(at);
        default -> throw Refused.corrupt("A descriptor in the log is of no known kind.");
      }
      if (overlay.runs() > MOST_RUNS) {
        throw Refused.unsupported("The log changes the file at too many places.");
      }
    }
  }

  private int place(LogEntry entry, long within) {
    return (int) ((entry.offset() + within) % log.capacity());
  }

  private void write(LogEntry entry, int descriptor, int sector) throws Refused {
    long within = (long) sector * LogEntry.SECTOR;
    if (within >= entry.length()) {
      throw Refused.corrupt("An entry of the log has fewer data than it says.");
    }
    int at = place(entry, within);
    long high = Integer.toUnsignedLong(log.getInt(at + 4));
    long low = Integer.toUnsignedLong(log.getInt(at + LogEntry.SECTOR - 4));
    if (log.getInt(at) != DATA || (high << 32 | low) != entry.sequence()) {
      throw Refused.corrupt("Data in the log are of another entry.");
    }
    long target = target(log.getLong(descriptor + 16), LogEntry.SECTOR);
    ByteBuffer data = ByteBuffer.allocate(LogEntry.SECTOR);
    data.put(log.slice(descriptor + 8, 8)).put(log.slice(at + 8, LogEntry.SECTOR - 12));
    data.put(log.slice(descriptor + 4, 4));
    overlay.put(target, data.flip());
  }

  private void zero(int descriptor) throws Refused {
    long length = log.getLong(descriptor + 8);
    if (length != 0) {
      overlay.zeros(target(log.getLong(descriptor + 16), length), length);
    }
  }

  /** A place that the log may change: behind the headers, and not the log itself. */
  private long target(long offset, long length) throws Refused {
    boolean aligned = offset % LogEntry.SECTOR == 0 && length % LogEntry.SECTOR == 0;
    if (!aligned || offset < Regions.ALIGNMENT || length < 0) {
      throw Refused.corrupt(
          "The log cannot change " + length + " bytes at " + Long.toUnsignedString(offset) + ".");
    }
    within(offset, length);
    if (region.overlaps(new Region(offset, length))) {
      throw Refused.corrupt("The log would change itself.");
    }
    return offset;
  }

  private long within(long offset, long length) throws Refused {
    if (length < 0 || offset > source.size() + MOST_GROWTH - length) {
      throw Refused.corrupt("The log would let the file grow by more than a TiB.");
    }
    return offset + length;
  }
}
