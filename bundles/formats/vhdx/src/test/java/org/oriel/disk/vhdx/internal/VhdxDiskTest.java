// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhdx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskShape;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.Limits;
import org.oriel.disk.WriteOptions;
import org.oriel.disk.WriteOptions.Tables;
import org.oriel.disk.WritePlan;
import org.oriel.testkit.disk.ChannelFile;
import org.oriel.testkit.disk.DiskContract;

class VhdxDiskTest extends DiskContract {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path huge;

  @Override
  protected DiskFormat format() {
    return new VhdxFormat();
  }

  @Override
  protected String qemuFormat() {
    return "vhdx";
  }

  @Override
  protected List<Map<String, String>> variants() {
    return List.of(
        Map.of(), Map.of("block_size", "1M"), Map.of("subformat", "fixed", "block_size", "2M"));
  }

  @Override
  protected List<List<String>> qemuVariants() {
    return List.of(
        List.of(),
        List.of("-o", "block_size=1M,log_size=4M"),
        List.of("-o", "subformat=fixed"),
        List.of("-o", "block_state_zero=off"));
  }

  @Override
  protected boolean canBeEmpty() {
    return false;
  }

  /** qemu-img does not know the holes of a VHDX, and compares all of them. */
  @Override
  protected long hugeSize() {
    return 3L << 30;
  }

  @ParameterizedTest
  @EnumSource(Tables.class)
  void largestDiskIsWrittenAndReadInSeconds(Tables tables) throws IOException {
    long end = Metadata.MOST_BYTES - 65_536;
    DiskShape shape = new DiskShape(Metadata.MOST_BYTES);
    shape.mark(0, 65_536);
    shape.mark(end, 65_536);
    ByteBuffer data = ByteBuffer.allocate(65_536).put(65_535, (byte) 3);
    WritePlan plan = format().plan(shape, WriteOptions.standard().tables(tables));
    try (ChannelFile file = ChannelFile.open(huge.resolve("huge"));
        DiskWriter writer = plan.open(file)) {
      writer.write(writer.pack(0, data.duplicate()));
      writer.write(writer.pack(end, data.duplicate()));
      assertThat(writer.finish()).isLessThan(300L << 20);
      try (Disk disk = format().open(file, Limits.DEFAULT)) {
        assertThat(disk.info().virtualSize()).isEqualTo(Metadata.MOST_BYTES);
        ByteBuffer into = ByteBuffer.allocate(65_536);
        disk.read(end, into);
        assertThat(into.flip()).isEqualTo(data);
        long stored = 0;
        for (long at = 0; at < Metadata.MOST_BYTES; at = disk.extentAt(at).end()) {
          stored += disk.extentAt(at).content().stored() ? disk.extentAt(at).length() : 0;
        }
        assertThat(stored).isEqualTo(2L * (64 << 20));
      }
    }
  }
}
