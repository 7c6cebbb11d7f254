// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhdx.internal;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.oriel.blocks.BlockDisk;
import org.oriel.blocks.BlockPlan;
import org.oriel.blocks.Choices;
import org.oriel.blocks.Parsing;
import org.oriel.blocks.Passing;
import org.oriel.blocks.Refused;
import org.oriel.disk.Ability;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskFormat;
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

/** VHDX, the format of Hyper-V. */
@Component
public final class VhdxFormat implements DiskFormat {
  static final String NAME = "vhdx";

  private static final String SUBFORMAT = "subformat";
  private static final String BLOCK_SIZE = "block_size";
  private static final int SECTOR = 512;
  private static final List<WriteOption> OPTIONS =
      List.of(
          new WriteOption(SUBFORMAT, "dynamic or fixed", "dynamic"),
          new WriteOption(
              BLOCK_SIZE,
              "bytes of a block, a power of two from 1M to 256M; otherwise by the disk's size",
              Optional.empty()));

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
    return VhdxParser.marks(head) ? Match.YES : Match.NO;
  }

  @Override
  public StreamInspector inspector(Limits limits) {
    return new Passing(new VhdxParser(limits));
  }

  @Override
  public Disk open(DiskSource source, Limits limits) throws FormatException {
    try {
      VhdxParser parser = new VhdxParser(limits).headersOnly();
      Parsing.walk(source, parser.first());
      boolean logged = parser.header().logged();
      DiskSource whole = logged ? Log.replay(source, parser.header(), limits) : source;
      Parsing.walk(whole, parser.metadata());
      Parsing.walk(whole, parser.table());
      BlockDisk disk = new BlockDisk(whole, parser.judge(whole.size()), parser.places().table());
      return logged ? new ReplayedDisk(disk) : disk;
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
    long size = shape.virtualSize();
    if (size == 0 || size > Metadata.MOST_BYTES) {
      throw new FormatException.Unsupported(
          "A VHDX is not empty, and not larger than " + Metadata.MOST_BYTES + " bytes.");
    }
    int blockBytes =
        choices.size(BLOCK_SIZE, standard(size), Metadata.LEAST_BLOCK, Metadata.MOST_BLOCK);
    long sectors = (size + SECTOR - 1) / SECTOR;
    Metadata metadata = new Metadata(blockBytes, fixed, sectors * SECTOR, SECTOR);
    if ((long) metadata.entries() * Long.BYTES > Limits.DEFAULT.tableBytes()) {
      throw new FormatException.Unsupported(
          "The option block_size is too small for a disk of " + size + " bytes.");
    }
    VhdxLayout layout = new VhdxLayout(metadata, options.identity());
    return fixed
        ? BlockPlan.whole(layout, shape)
        : BlockPlan.growing(layout, shape, options.tables());
  }

  /** Larger blocks for larger disks, like QEMU. */
  private static int standard(long diskBytes) {
    if (diskBytes > 32L << 40) {
      return 64 << 20;
    }
    if (diskBytes > 100L << 30) {
      return 32 << 20;
    }
    return diskBytes > 1L << 30 ? 16 << 20 : 8 << 20;
  }
}
