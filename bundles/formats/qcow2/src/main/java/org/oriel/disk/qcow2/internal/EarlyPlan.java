// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.util.Arrays;
import java.util.OptionalLong;
import org.oriel.disk.DiskShape;
import org.oriel.disk.DiskSink;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.FormatException;
import org.oriel.disk.WritePlan;

/**
 * Header, refcounts, L1 table and L2 tables first, then a cluster for each one in which the shape
 * has data, in the order of the disk.
 */
final class EarlyPlan implements WritePlan {
  private static final int MOST_UNIT = 1 << 20;

  private final WriteSettings settings;
  private final ShapeIndex index;
  private final Layout layout;
  private final long firstTable;
  private final long firstData;

  EarlyPlan(WriteSettings settings, DiskShape shape) throws FormatException {
    this.settings = settings;
    this.index = new ShapeIndex(shape, settings.clusterBits());
    long tables = tables(index, settings);
    this.layout = Layout.early(settings, Layout.size(shape.virtualSize()), tables + index.total());
    this.firstTable = layout.l1() + Layout.l1Length(settings, layout.l1Entries());
    this.firstData = firstTable + tables;
  }

  /** L2 tables with an entry. */
  static long tables(ShapeIndex index, WriteSettings settings) {
    int bits = settings.clusterBits() - 3;
    long most = Long.MAX_VALUE >>> settings.clusterBits();
    long tables = 0;
    for (long at = index.nextData(0); at < most; at = index.nextData(((at >>> bits) + 1) << bits)) {
      tables++;
    }
    return tables;
  }

  @Override
  public Order order() {
    return Order.FORWARD;
  }

  @Override
  public boolean parallel() {
    return true;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.of(layout.fileLength());
  }

  @Override
  public int unit() {
    return Math.min(MOST_UNIT, settings.cluster());
  }

  @Override
  public DiskWriter open(DiskSink sink) throws FormatException {
    writeTables(new TableOutput(sink));
    return new EarlyWriter(sink, index, layout, firstData);
  }

  private void writeTables(TableOutput output) throws FormatException {
    output.put(layout.header());
    output.at(layout.at(layout.refcountTable()));
    for (long i = 0; i < layout.refcountBlocksLength(); i++) {
      output.putLong(layout.at(layout.refcountBlocks() + i));
    }
    output.at(layout.at(layout.refcountBlocks()));
    for (long i = 0; i < layout.end(); i++) {
      output.putShort(1);
    }
    output.at(layout.at(layout.l1()));
    int bits = settings.clusterBits() - 3;
    long table = firstTable;
    for (long i = 0; i < layout.l1Entries(); i++) {
      boolean data = index.nextData(i << bits) >>> bits == i;
      output.putLong(data ? Entry.COPIED | layout.at(table++) : 0);
    }
    output.at(layout.at(firstTable));
    writeL2(output, bits);
    output.flush();
  }

  private void writeL2(TableOutput output, int bits) throws FormatException {
    long place = firstData;
    long[] words = new long[1 << bits];
    for (long at = index.nextData(0); at >>> bits < layout.l1Entries(); ) {
      long table = at >>> bits;
      long end = (table + 1) << bits;
      Arrays.fill(words, 0);
      while (at < end) {
        long behind = Math.min(end, index.endOfData(at));
        for (; at < behind; at++) {
          words[(int) (at & ((1 << bits) - 1))] = Entry.COPIED | layout.at(place++);
        }
        at = index.nextData(behind);
      }
      output.putLongs(words);
    }
  }
}
