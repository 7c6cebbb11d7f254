// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vdi.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.oriel.blocks.BlockDisk;
import org.oriel.blocks.BlockPlan;
import org.oriel.blocks.Choices;
import org.oriel.blocks.Parsing;
import org.oriel.blocks.Passing;
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

/** VDI, the format of VirtualBox. */
@Component
public final class VdiFormat implements DiskFormat {
  static final String NAME = "vdi";

  /** Largest disk that is written: its map is what a reader takes. */
  static final long MOST_BYTES = Limits.DEFAULT.tableBytes() / Integer.BYTES * Header.BLOCK;

  private static final String STATIC = "static";
  private static final List<WriteOption> OPTIONS =
      List.of(new WriteOption(STATIC, "on: each block has its place from the beginning", "off"));

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
    if (head.remaining() < Header.MARK_AT + Integer.BYTES) {
      return Match.NO;
    }
    ByteBuffer bytes = head.slice().order(ByteOrder.LITTLE_ENDIAN);
    return bytes.getInt(Header.MARK_AT) == Header.MARK ? Match.YES : Match.NO;
  }

  @Override
  public StreamInspector inspector(Limits limits) {
    return new Passing(new VdiParser(limits, false));
  }

  @Override
  public Disk open(DiskSource source, Limits limits) throws FormatException {
    VdiParser parser = new VdiParser(limits, true);
    DiskInfo info = Parsing.parse(source, parser);
    BlockDisk disk = new BlockDisk(source, info, parser.table());
    return new VdiDisk(disk, parser.allocated(), parser.table().count());
  }

  @Override
  public List<WriteOption> writeOptions() {
    return OPTIONS;
  }

  @Override
  public WritePlan plan(DiskShape shape, WriteOptions options) throws FormatException {
    boolean fixed = new Choices(NAME, options, OPTIONS).flag(STATIC, false);
    if (shape.virtualSize() > MOST_BYTES) {
      throw new FormatException.Unsupported(
          "A VDI is not written larger than " + MOST_BYTES + " bytes.");
    }
    long sectors = (shape.virtualSize() + Header.SECTOR - 1) / Header.SECTOR;
    VdiLayout layout = new VdiLayout(sectors * Header.SECTOR, fixed, options.identity());
    return fixed
        ? BlockPlan.whole(layout, shape)
        : BlockPlan.growing(layout, shape, options.tables());
  }
}
