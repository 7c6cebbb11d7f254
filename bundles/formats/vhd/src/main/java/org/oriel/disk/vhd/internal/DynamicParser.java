// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhd.internal;

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

/** The rules of a file that grows: a copy of the footer, a header, a table. */
final class DynamicParser implements Parser {
  private static final long NONE = 0xffff_ffffL;

  private final Limits limits;
  private final boolean kept;
  private Optional<Footer> footer = Optional.empty();
  private Optional<BlockTable> table = Optional.empty();

  /**
   * A parser for one file.
   *
   * @param kept whether the table is wanted, and not only the verdict
   */
  DynamicParser(Limits limits, boolean kept) {
    this.limits = limits;
    this.kept = kept;
  }

  BlockTable table() {
    return table.orElseThrow();
  }

  @Override
  public Step first() {
    try {
      return Step.bytes(0, Footer.MARK.length, ByteOrder.BIG_ENDIAN, this::mark);
    } catch (Refused impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Optional<Step> mark(ByteBuffer bytes) throws Refused {
    if (!Footer.marks(bytes)) {
      throw Refused.other("The file does not begin as a VHD.");
    }
    int left = Footer.BYTES - Footer.MARK.length;
    return Optional.of(Step.bytes(Footer.MARK.length, left, ByteOrder.BIG_ENDIAN, this::footer));
  }

  private Optional<Step> footer(ByteBuffer bytes) throws Refused {
    ByteBuffer whole = ByteBuffer.allocate(Footer.BYTES).put(Footer.MARK).put(bytes).clear();
    Footer read = Footer.of(whole, limits);
    if (read.fixed()) {
      throw Refused.corrupt("The footer of a disk of fixed size stands at the start.");
    }
    footer = Optional.of(read);
    return Optional.of(
        Step.bytes(read.headerOffset(), DynamicHeader.BYTES, ByteOrder.BIG_ENDIAN, this::header));
  }

  private Optional<Step> header(ByteBuffer bytes) throws Refused {
    long diskBytes = footer.orElseThrow().diskBytes();
    DynamicHeader header = DynamicHeader.of(bytes, diskBytes, limits);
    int bitmap = DynamicHeader.bitmapBytes(header.blockBytes());
    BlockTable made =
        new BlockTable(diskBytes, header.blockBytes(), bitmap, 0, Footer.SECTOR, kept);
    table = Optional.of(made);
    return Optional.of(
        Step.ints(
            header.tableOffset(),
            header.blocks(),
            ByteOrder.BIG_ENDIAN,
            (block, sector) -> made.put(block, sector == NONE ? BlockTable.ABSENT : sector),
            Optional::empty));
  }

  @Override
  public DiskInfo judge(long length) throws Refused {
    table().fits(length - Footer.BYTES);
    return new DiskInfo(
        VhdFormat.NAME,
        footer.orElseThrow().diskBytes(),
        table().blockBytes(),
        Map.of("subformat", "dynamic"));
  }

  /** Holds the footer at the end against its copy at the start. */
  void judgeEnd(ByteBuffer tail) throws Refused {
    if (!Footer.marks(tail)) {
      throw Refused.corrupt("The file does not end with a footer: it was cut off.");
    }
    if (!footer.orElseThrow().equals(Footer.of(tail.slice(), limits))) {
      throw Refused.corrupt("The footer at the end contradicts its copy at the start.");
    }
  }
}
