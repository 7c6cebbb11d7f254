// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.opaque.internal;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The four entries of a boot sector. A table that protects a GPT says so in its first entry, and
 * has no other (UEFI specification 2.10, table 5.4): a second view of the same disk could hide what
 * the first one shows.
 */
final class Partitions {
  private static final int TABLE = 446;
  private static final int ENTRY = 16;
  private static final int ENTRIES = 4;
  private static final int BOOTABLE = 0x80;
  private static final int PROTECTIVE = 0xee;

  /** Cylinder 0, head 0, sector 2 as its three bytes. */
  private static final int SECOND_SECTOR = 0x00_02_00;

  private Partitions() {}

  /** What speaks against the table in this boot sector. */
  static Optional<String> objection(ByteBuffer sector) {
    int used = 0;
    boolean protective = false;
    for (int i = 0; i < ENTRIES; i++) {
      int at = TABLE + i * ENTRY;
      int flag = Byte.toUnsignedInt(sector.get(at));
      if (flag != 0 && flag != BOOTABLE) {
        return Optional.of("Partition " + i + " has the boot flag " + flag + ": none but 0, 128.");
      }
      int type = Byte.toUnsignedInt(sector.get(at + 4));
      if (type == PROTECTIVE) {
        protective = true;
        if (!protects(sector, at) || i != 0) {
          return Optional.of("Partition " + i + " does not protect a GPT as it should.");
        }
      }
      used += type == 0 ? 0 : 1;
    }
    if (used == 0) {
      return Optional.of("The boot sector has no partition.");
    }
    return protective && used > 1
        ? Optional.of("There are partitions beside the one that protects the GPT.")
        : Optional.empty();
  }

  private static boolean protects(ByteBuffer sector, int at) {
    int start = sector.getInt(at) & 0xff_ff_ff;
    return start == SECOND_SECTOR && Integer.reverseBytes(sector.getInt(at + 8)) == 1;
  }
}
