// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhdx.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.oriel.blocks.BlockTable;
import org.oriel.blocks.Refused;
import org.oriel.disk.vhdx.internal.Regions.Region;

/**
 * Looks at the table of blocks ([MS-VHDX] 2.5). It may pass by before the metadata, which alone
 * tell how large blocks are: what depends on that is judged at the end.
 */
final class Places {
  private static final int PARTIAL = 7;
  private static final int FULL = 6;
  private static final int OLD_UNMAPPED = 5;
  private static final int UNKNOWN = 4;
  private static final int NOT_PRESENT = 0;

  private final List<Region> regions;
  private final long[] before;
  private final Optional<Metadata> metadata;
  private final Optional<BlockTable> table;
  private long count;
  private long farthest;

  /**
   * A look at one table.
   *
   * @param regions into which no block may reach
   * @param metadata if they are known already and the table is wanted
   */
  Places(List<Region> regions, Optional<Metadata> metadata) {
    this.regions = regions;
    this.before = new long[regions.size()];
    this.metadata = metadata;
    this.table = metadata.map(Places::table);
    Arrays.fill(before, -1);
  }

  private static BlockTable table(Metadata metadata) {
    return new BlockTable(
        metadata.diskBytes(), metadata.blockBytes(), 0, 0, Regions.ALIGNMENT, true);
  }

  BlockTable table() {
    return table.orElseThrow();
  }

  void entry(int index, long entry) throws Refused {
    if (entry == 0) {
      return;
    }
    int state = (int) (entry & 7);
    if (state == PARTIAL) {
      throw Refused.unsafe("A block that lies in part in another file is not accepted.");
    }
    if (state == UNKNOWN) {
      throw Refused.corrupt("A block cannot be in the state " + state + ".");
    }
    long place = entry >>> 20;
    if (state == FULL) {
      stored(place);
    }
    if (metadata.isPresent() && index < metadata.get().entries()) {
      int chunk = metadata.get().chunk() + 1;
      if (index % chunk != chunk - 1) {
        table().put(index - index / chunk, state == FULL ? place : unstored(state));
      }
    }
  }

  private static long unstored(int state) {
    return state == NOT_PRESENT || state == OLD_UNMAPPED ? BlockTable.ABSENT : BlockTable.ZERO;
  }

  private void stored(long place) throws Refused {
    long offset = place * Regions.ALIGNMENT;
    if (place == 0 || place > Long.MAX_VALUE / Regions.ALIGNMENT - Metadata.MOST_BLOCK) {
      throw Refused.corrupt("No block can lie at place " + place + ".");
    }
    count++;
    farthest = Math.max(farthest, offset);
    for (int i = 0; i < before.length; i++) {
      if (offset < regions.get(i).end()) {
        before[i] = Math.max(before[i], offset);
      }
    }
  }

  /** Holds what the table says against the length of the file. */
  void fits(long length, int blockBytes) throws Refused {
    for (int i = 0; i < before.length; i++) {
      Region region = regions.get(i);
      if (before[i] >= 0 && before[i] + blockBytes > region.offset() && region.bytes() > 0) {
        throw Refused.corrupt("A block reaches into what lies at " + region.offset() + ".");
      }
    }
    if (count > 0 && farthest > length - blockBytes) {
      throw Refused.corrupt(
          "A block of "
              + blockBytes
              + " bytes at "
              + farthest
              + " is not in a file of "
              + length
              + " bytes: it was cut off.");
    }
    if (count > length / blockBytes) {
      throw Refused.corrupt(
          count + " blocks of " + blockBytes + " bytes do not fit in " + length + " bytes.");
    }
  }
}
