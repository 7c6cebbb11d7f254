// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vdi.internal;

import java.nio.ByteOrder;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import org.oriel.blocks.BlockLayout;
import org.oriel.blocks.BlockTable;
import org.oriel.blocks.Output;
import org.oriel.disk.FormatException;

/** Header, map, and blocks from the next whole MiB on. */
record VdiLayout(long diskBytes, boolean fixed, UUID identity) implements BlockLayout {
  @Override
  public int blockBytes() {
    return Header.BLOCK;
  }

  @Override
  public long frontBytes() {
    long map = Header.BYTES + (long) BlockTable.blocks(diskBytes, Header.BLOCK) * Integer.BYTES;
    return (map + Header.BLOCK - 1) / Header.BLOCK * Header.BLOCK;
  }

  @Override
  public void writeFront(Output output, IntUnaryOperator slots, int used) throws FormatException {
    Header header = new Header(fixed, Header.BYTES, frontBytes(), diskBytes, used);
    output.bytes(0, header.bytes(identity));
    output.ints(Header.BYTES, header.blocks(), ByteOrder.LITTLE_ENDIAN, slots::applyAsInt);
  }
}
