// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhd.internal;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.oriel.blocks.BlockDisk;
import org.oriel.blocks.BlockPlan;
import org.oriel.blocks.Choices;
import org.oriel.blocks.Parsing;
import org.oriel.blocks.Refused;
import org.oriel.disk.Ability;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.DiskShape;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;
import org.oriel.disk.Match;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.WriteOption;
import org.oriel.disk.WriteOptions;
import org.oriel.disk.WritePlan;
import org.osgi.service.component.annotations.Component;

/** VHD, the format of Virtual PC, Hyper-V and Azure; QEMU calls it vpc. */
@Component
public final class VhdFormat implements DiskFormat {
  static final String NAME = "vhd";

  private static final String SUBFORMAT = "subformat";
  private static final String FORCE_SIZE = "force_size";
  private static final List<WriteOption> OPTIONS =
      List.of(
          new WriteOption(SUBFORMAT, "dynamic or fixed", "dynamic"),
          new WriteOption(
              FORCE_SIZE,
              "on: the disk has exactly the size that it has; off: it grows to the next geometry",
              "on"));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.of(Ability.READ, Ability.WRITE);
  }

  @Override
  public Match probe(ByteBuffer head, ByteBuffer tail) {
    if (Footer.marks(head) || Footer.isFixed(tail)) {
      return Match.YES;
    }
    boolean unknownEnd = !tail.hasRemaining() && head.hasRemaining();
    return unknownEnd ? Match.MAYBE : Match.NO;
  }

  @Override
  public StreamInspector inspector(Limits limits) {
    return new VhdInspector(limits);
  }

  @Override
  public Disk open(DiskSource source, Limits limits) throws FormatException {
    ByteBuffer tail = ByteBuffer.allocate((int) Math.min(source.size(), Footer.BYTES));
    source.fill(source.size() - tail.remaining(), tail);
    tail.flip();
    ByteBuffer mark = ByteBuffer.allocate((int) Math.min(source.size(), Footer.MARK.length));
    source.fill(0, mark);
    try {
      if (!Footer.marks(mark.flip())) {
        return new FixedDisk(source, FixedRules.judge(tail, source.size(), limits));
      }
      DynamicParser parser = new DynamicParser(limits, true);
      DiskInfo info = Parsing.parse(source, parser);
      parser.judgeEnd(tail);
      return new BlockDisk(source, info, parser.table());
    } catch (Refused refused) {
      throw refused.exception();
    }
  }

  @Override
  public List<WriteOption> writeOptions() {
    return OPTIONS;
  }

  @Override
  public WritePlan plan(DiskShape shape, WriteOptions options) throws FormatException {
    Choices choices = new Choices(NAME, options, OPTIONS);
    boolean fixed = choices.word(SUBFORMAT, "dynamic", "fixed").equals("fixed");
    Footer footer = footer(shape.virtualSize(), fixed, choices.flag(FORCE_SIZE, true));
    VhdLayout layout = new VhdLayout(footer, footer.bytes(options.identity(), options.created()));
    return fixed
        ? BlockPlan.whole(layout, shape)
        : BlockPlan.growing(layout, shape, options.tables());
  }

  private static Footer footer(long bytes, boolean fixed, boolean exact) throws FormatException {
    if (bytes > Footer.MOST_BYTES) {
      throw new FormatException.Unsupported(
          "A VHD cannot be larger than " + Footer.MOST_BYTES + " bytes.");
    }
    long sectors = (bytes + Footer.SECTOR - 1) / Footer.SECTOR;
    Geometry geometry = exact ? Geometry.MOST : Geometry.above(sectors);
    if (!geometry.equals(Geometry.MOST)) {
      sectors = geometry.sectors();
    }
    long header = fixed ? Footer.NO_OFFSET : VhdLayout.HEADER_AT;
    String creator = exact ? "qem2" : "qemu";
    return new Footer(fixed, creator, header, sectors * Footer.SECTOR, geometry);
  }
}
