// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhd.internal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.oriel.blocks.Refused;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.Limits;

/** The rules of a file of fixed size: the disk, then the footer. */
final class FixedRules {
  private FixedRules() {}

  /**
   * Judges a file by its end.
   *
   * @param tail its last 512 bytes
   * @param length bytes of the file
   */
  static DiskInfo judge(ByteBuffer tail, long length, Limits limits) throws Refused {
    if (!Footer.isFixed(tail)) {
      throw Refused.other("The file does not end as a VHD.");
    }
    Footer footer = Footer.of(tail.slice(), limits);
    if (footer.diskBytes() > length - Footer.BYTES) {
      throw Refused.corrupt(
          "A disk of " + footer.diskBytes() + " bytes is not in a file of " + length + " bytes.");
    }
    return new DiskInfo(
        VhdFormat.NAME,
        footer.diskBytes(),
        OptionalLong.empty(),
        new TreeMap<>(Map.of("subformat", "fixed")),
        List.of());
  }
}
