// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vdi.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import org.oriel.blocks.BlockTable;
import org.oriel.blocks.Parser;
import org.oriel.blocks.Refused;
import org.oriel.blocks.Step;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.Limits;

/** The rules of a file: a header, a map of blocks. */
final class VdiParser implements Parser {
  private static final long NONE = 0xffff_ffffL;
  private static final long ZEROS = 0xffff_fffeL;
  private static final int MARK_END = Header.MARK_AT + Integer.BYTES;

  private final Limits limits;
  private final boolean kept;
  private final ByteBuffer head = ByteBuffer.allocate(Header.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private Optional<Header> header = Optional.empty();
  private Optional<BlockTable> table = Optional.empty();

  /**
   * A parser for one file.
   *
   * @param kept whether the map is wanted, and not only the verdict
   */
  VdiParser(Limits limits, boolean kept) {
    this.limits = limits;
    this.kept = kept;
  }

  BlockTable table() {
    return table.orElseThrow();
  }

  /** Blocks that lie in the file, as the header says. */
  int allocated() {
    return header.orElseThrow().allocated();
  }

  @Override
  public Step first() {
    try {
      return Step.bytes(0, MARK_END, ByteOrder.LITTLE_ENDIAN, this::mark);
    } catch (Refused impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Optional<Step> mark(ByteBuffer bytes) throws Refused {
    if (bytes.getInt(Header.MARK_AT) != Header.MARK) {
      throw Refused.other("The file does not begin as a VDI.");
    }
    head.put(bytes);
    return Optional.of(
        Step.bytes(MARK_END, Header.BYTES - MARK_END, ByteOrder.LITTLE_ENDIAN, this::header));
  }

  private Optional<Step> header(ByteBuffer bytes) throws Refused {
    Header read = Header.of(head.put(bytes).clear(), limits);
    BlockTable made =
        new BlockTable(read.diskBytes(), Header.BLOCK, 0, read.dataOffset(), Header.BLOCK, kept);
    header = Optional.of(read);
    table = Optional.of(made);
    return Optional.of(
        Step.ints(
            read.mapOffset(),
            read.blocks(),
            ByteOrder.LITTLE_ENDIAN,
            (block, place) -> made.put(block, meaning(place)),
            Optional::empty));
  }

  private static long meaning(long place) {
    if (place == NONE) {
      return BlockTable.ABSENT;
    }
    return place == ZEROS ? BlockTable.ZERO : place;
  }

  @Override
  public DiskInfo judge(long length) throws Refused {
    Header read = header.orElseThrow();
    if (length < read.dataOffset()) {
      throw Refused.corrupt("The file ends before its first block: it was cut off.");
    }
    table().fits(length);
    return new DiskInfo(
        VdiFormat.NAME,
        read.diskBytes(),
        Header.BLOCK,
        Map.of("subformat", read.fixed() ? "static" : "dynamic"));
  }
}
