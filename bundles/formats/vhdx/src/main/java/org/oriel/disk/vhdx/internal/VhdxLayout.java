// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhdx.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import org.oriel.blocks.BlockLayout;
import org.oriel.blocks.Output;
import org.oriel.disk.FormatException;
import org.oriel.disk.vhdx.internal.Regions.Region;

/** Headers in the first MiB, an empty log in the second, metadata, the table, blocks. */
record VhdxLayout(Metadata metadata, UUID identity) implements BlockLayout {
  private static final long MIB = Regions.ALIGNMENT;
  private static final long ZERO = 2;
  private static final long FULL = 6;

  private Regions regions() {
    long tableBytes = Math.max(1, (long) metadata.entries() * Long.BYTES);
    Region table = new Region(3 * MIB, (tableBytes + MIB - 1) / MIB * MIB);
    return new Regions(table, new Region(2 * MIB, MIB), List.of());
  }

  @Override
  public long diskBytes() {
    return metadata.diskBytes();
  }

  @Override
  public int blockBytes() {
    return metadata.blockBytes();
  }

  @Override
  public long frontBytes() {
    return regions().table().end();
  }

  @Override
  public void writeFront(Output output, IntUnaryOperator slots, int used) throws FormatException {
    Regions regions = regions();
    output.bytes(0, identifier());
    output.bytes(Header.FIRST_AT, header(1));
    output.bytes(Header.SECOND_AT, header(2));
    output.bytes(Regions.FIRST_AT, regions.bytes());
    output.bytes(Regions.SECOND_AT, regions.bytes());
    output.bytes(regions.metadata().offset(), metadata.bytes(identity));
    int chunk = metadata.chunk() + 1;
    long front = frontBytes();
    output.longs(
        regions.table().offset(),
        metadata.entries(),
        ByteOrder.LITTLE_ENDIAN,
        entry -> {
          if (entry % chunk == chunk - 1) {
            return 0;
          }
          int slot = slots.applyAsInt(entry - entry / chunk);
          return slot == NONE ? ZERO : front + (long) slot * blockBytes() | FULL;
        });
  }

  private static ByteBuffer identifier() {
    byte[] creator = "Oriel".getBytes(StandardCharsets.UTF_16LE);
    return ByteBuffer.allocate(VhdxParser.MARK.length + creator.length)
        .put(VhdxParser.MARK)
        .put(creator)
        .flip();
  }

  private ByteBuffer header(long sequence) {
    UUID data = new UUID(~identity.getMostSignificantBits(), identity.getLeastSignificantBits());
    return new Header(sequence, Guid.NONE, MIB, MIB).bytes(identity, data);
  }
}
