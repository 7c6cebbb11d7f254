// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhdx.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Makes an entry of the log by hand. */
final class LogMaker {
  static final int SECTOR = 4096;
  static final int DATA_SECTOR = SECTOR;
  static final int DESCRIPTOR = 64;

  private final UUID guid;
  private final long sequence;
  private final int tail;
  private final List<Change> changes = new ArrayList<>();
  private final List<Patch> patches = new ArrayList<>();
  private long flushed = 4L << 20;
  private long last = 4L << 20;
  private boolean summed = true;

  /** 4 KiB of one value, or so many zeros if the value is -1. */
  private record Change(long target, long length, int value) {}

  private record Patch(int at, long value, int bytes) {}

  LogMaker(UUID guid, long sequence, int tail) {
    this.guid = guid;
    this.sequence = sequence;
    this.tail = tail;
  }

  LogMaker write(long target, int value) {
    changes.add(new Change(target, SECTOR, value));
    return this;
  }

  LogMaker zero(long target, long length) {
    changes.add(new Change(target, length, -1));
    return this;
  }

  LogMaker sizes(long surely, long wanted) {
    flushed = surely;
    last = wanted;
    return this;
  }

  /** A wrong number, with the sum made over it. */
  LogMaker patch(int at, long value) {
    patches.add(new Patch(at, value, 8));
    return this;
  }

  LogMaker patchInt(int at, int value) {
    patches.add(new Patch(at, value, 4));
    return this;
  }

  LogMaker wrongSum() {
    summed = false;
    return this;
  }

  ByteBuffer bytes() {
    int header = (64 + 32 * changes.size() + SECTOR - 1) / SECTOR * SECTOR;
    int sectors = (int) changes.stream().filter(change -> change.value >= 0).count();
    ByteBuffer entry =
        ByteBuffer.allocate(header + sectors * SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    entry.putInt(0, 0x65676f6c).putInt(8, entry.capacity()).putInt(12, tail);
    entry.putLong(16, sequence).putInt(24, changes.size());
    Guid.put(entry, 32, guid);
    entry.putLong(48, flushed).putLong(56, last);
    int data = header;
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      int at = DESCRIPTOR + 32 * i;
      entry.putLong(at + 16, change.target).putLong(at + 24, sequence);
      if (change.value < 0) {
        entry.putInt(at, 0x6f72657a).putLong(at + 8, change.length);
      } else {
        long same = change.value * 0x0101010101010101L;
        entry.putInt(at, 0x63736564).putInt(at + 4, (int) same).putLong(at + 8, same);
        for (int k = 8; k < SECTOR - 4; k++) {
          entry.put(data + k, (byte) change.value);
        }
        entry.putInt(data, 0x61746164).putInt(data + 4, (int) (sequence >>> 32));
        entry.putInt(data + SECTOR - 4, (int) sequence);
        data += SECTOR;
      }
    }
    for (Patch patch : patches) {
      if (patch.bytes == 8) {
        entry.putLong(patch.at, patch.value);
      } else {
        entry.putInt(patch.at, (int) patch.value);
      }
    }
    Sums.put(entry);
    return summed ? entry : entry.putInt(4, entry.getInt(4) + 1);
  }
}
