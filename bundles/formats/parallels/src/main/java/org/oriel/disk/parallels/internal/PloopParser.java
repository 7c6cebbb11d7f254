// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.parallels.internal;

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

/** The rules of a file: a header, a table of clusters. */
final class PloopParser implements Parser {
  private final Limits limits;
  private final boolean kept;
  private boolean extended;
  private Optional<Header> header = Optional.empty();
  private Optional<BlockTable> table = Optional.empty();

  /**
   * A parser for one file.
   *
   * @param kept whether the table is wanted, and not only the verdict
   */
  PloopParser(Limits limits, boolean kept) {
    this.limits = limits;
    this.kept = kept;
  }

  BlockTable table() {
    return table.orElseThrow();
  }

  @Override
  public Step first() {
    try {
      return Step.bytes(0, Header.MARK_BYTES, ByteOrder.LITTLE_ENDIAN, this::mark);
    } catch (Refused impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Optional<Step> mark(ByteBuffer bytes) throws Refused {
    extended =
        Header.extended(bytes)
            .orElseThrow(() -> Refused.other("The file does not begin as one of Parallels."));
    int left = Header.BYTES - Header.MARK_BYTES;
    return Optional.of(Step.bytes(Header.MARK_BYTES, left, ByteOrder.LITTLE_ENDIAN, this::header));
  }

  private Optional<Step> header(ByteBuffer bytes) throws Refused {
    ByteBuffer whole = ByteBuffer.allocate(Header.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    whole.position(Header.MARK_BYTES);
    Header read = Header.of(whole.put(bytes).clear(), extended, limits);
    BlockTable made =
        new BlockTable(read.diskBytes(), read.clusterBytes(), 0, 0, read.stride(), kept);
    header = Optional.of(read);
    table = Optional.of(made);
    return Optional.of(
        Step.ints(
            Header.BYTES,
            read.clusters(),
            ByteOrder.LITTLE_ENDIAN,
            (cluster, place) -> entry(made, read, cluster, place),
            Optional::empty));
  }

  private static void entry(BlockTable table, Header header, int cluster, long place)
      throws Refused {
    if (place != 0 && place * header.stride() < header.dataOffset()) {
      throw Refused.corrupt("A cluster cannot lie at " + place * header.stride() + ".");
    }
    table.put(cluster, place == 0 ? BlockTable.ABSENT : place);
  }

  @Override
  public DiskInfo judge(long length) throws Refused {
    Header read = header.orElseThrow();
    if (length < read.dataOffset()) {
      throw Refused.corrupt("The file ends before its first cluster: it was cut off.");
    }
    table().fits(length);
    return new DiskInfo(
        PloopFormat.NAME,
        read.diskBytes(),
        read.clusterBytes(),
        Map.of("subformat", read.extended() ? "extended" : "plain"));
  }
}
