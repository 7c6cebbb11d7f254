// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhdx.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.oriel.blocks.Refused;
import org.oriel.blocks.Step;

/** Watches one of the two region tables pass by: sums all of it, keeps its beginning. */
final class RegionStep extends Step {
  /** Takes what was kept. */
  interface Kept {
    /**
     * What comes next.
     *
     * @param table the beginning of the table; empty if it is none
     */
    Optional<Step> seen(Optional<ByteBuffer> table) throws Refused;
  }

  private final ByteBuffer kept =
      ByteBuffer.allocate(Regions.LOOKED_AT).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C sum = new CRC32C();
  private final Kept next;

  RegionStep(long offset, Kept next) throws Refused {
    super(offset, Regions.BYTES);
    this.next = next;
  }

  @Override
  protected void take(ByteBuffer part) {
    while (kept.hasRemaining() && part.hasRemaining()) {
      kept.put(part.get());
      if (!kept.hasRemaining()) {
        int stored = kept.getInt(Sums.AT);
        sum.update(kept.putInt(Sums.AT, 0).flip());
        kept.putInt(Sums.AT, stored).position(kept.limit());
      }
    }
    sum.update(part);
  }

  @Override
  protected Optional<Step> next() throws Refused {
    boolean right =
        kept.getInt(0) == Regions.SIGNATURE && kept.getInt(Sums.AT) == (int) sum.getValue();
    return next.seen(right ? Optional.of(kept.clear()) : Optional.empty());
  }
}
