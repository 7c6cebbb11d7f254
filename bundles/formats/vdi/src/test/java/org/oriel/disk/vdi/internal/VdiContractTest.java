// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vdi.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.oriel.disk.Verdict.Reason.CORRUPT;
import static org.oriel.disk.Verdict.Reason.UNSAFE;
import static org.oriel.disk.Verdict.Reason.UNSUPPORTED;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.oriel.disk.Content;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskShape;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;
import org.oriel.disk.Problem;
import org.oriel.disk.Verdict.Reason;
import org.oriel.disk.WriteOptions;
import org.oriel.testkit.disk.ByteSource;
import org.oriel.testkit.disk.DiskFormatContract;
import org.oriel.testkit.disk.Sample;

class VdiContractTest extends DiskFormatContract {
  private static final int MIB = 1 << 20;
  private static final int TYPE = 0x4c;
  private static final int MAP = 0x154;
  private static final int DATA = 0x158;
  private static final int SIZE = 0x170;
  private static final int BLOCKS = 0x180;
  private static final int ALLOCATED = 0x184;

  private final List<Sample> samples = new ArrayList<>();

  VdiContractTest() {
    sound("empty", 4 * MIB, f -> f);
    sound("static", 4 * MIB, f -> f.putInt(TYPE, 2));
    sound("odd size", 4 * MIB - 512, f -> f.putLong(SIZE, 4 * MIB - 1023));
    sound("no disk at all", 0, f -> f.putLong(SIZE, 0));
    sound("more blocks than the disk needs", 3 * MIB, f -> f.putLong(SIZE, 3 * MIB));
    sound("zeros", 4 * MIB, f -> f.putInt(512, -2));
    sound("wrong count", 4 * MIB, f -> f.putInt(ALLOCATED, 3));
    samples.add(Sample.sound("two blocks", twoBlocks(), 4 * MIB));
    unfit("version 0.1", UNSUPPORTED, f -> f.putInt(0x44, 1));
    unfit("version 1.2", UNSUPPORTED, f -> f.putInt(0x44, 0x10002));
    unfit("short header", CORRUPT, f -> f.putInt(0x48, 0x17f));
    unfit("undo", UNSAFE, f -> f.putInt(TYPE, 3));
    unfit("difference", UNSAFE, f -> f.putInt(TYPE, 4));
    unfit("type 0", CORRUPT, f -> f.putInt(TYPE, 0));
    unfit("type -1", CORRUPT, f -> f.putInt(TYPE, -1));
    unfit("link", UNSAFE, f -> f.put(0x1a8, (byte) 1));
    unfit("parent", UNSAFE, f -> f.put(0x1c7, (byte) 1));
    unfit("sectors of 4096", UNSUPPORTED, f -> f.putInt(0x168, 4096));
    unfit("sectors of 0", UNSUPPORTED, f -> f.putInt(0x168, 0));
    for (int size : new int[] {0, 1, 512, 64 << 10, 2 * MIB, -1}) {
      unfit("blocks of " + size, UNSUPPORTED, f -> f.putInt(0x178, size));
    }
    unfit("something with each block", UNSUPPORTED, f -> f.putInt(0x17c, 512));
    numbers();
    samples.add(Sample.other("zeros", new byte[65_536]));
    samples.add(Sample.other("ends in the mark", Arrays.copyOf(bytes(file()), 67)));
  }

  private void numbers() {
    unfit("negative size", UNSUPPORTED, f -> f.putLong(SIZE, -1));
    unfit("greatest size", UNSUPPORTED, f -> f.putLong(SIZE, Long.MAX_VALUE));
    unfit("larger than its blocks", CORRUPT, f -> f.putLong(SIZE, 4 * MIB + 1));
    unfit("far larger than its blocks", CORRUPT, f -> f.putLong(SIZE, 1L << 62));
    unfit("too many blocks", UNSUPPORTED, f -> f.putInt(BLOCKS, -1));
    unfit("a block more than there may be", UNSUPPORTED, f -> f.putInt(BLOCKS, (8 << 20) + 1));
    unfit("nothing where blocks begin", CORRUPT, f -> f.putInt(DATA, 1536));
    unfit("a map as long as the file", CORRUPT, f -> f.putInt(BLOCKS, 200_000));
    unfit("no blocks", CORRUPT, f -> f.putInt(BLOCKS, 0));
    unfit("more in the file than there are", CORRUPT, f -> f.putInt(ALLOCATED, 5));
    unfit("map on the header", CORRUPT, f -> f.putInt(MAP, 0));
    unfit("map out of line", CORRUPT, f -> f.putInt(MAP, 513));
    unfit("map far away", CORRUPT, f -> f.putInt(MAP, -512));
    unfit("map in the blocks", CORRUPT, f -> f.putInt(DATA, 512));
    unfit("blocks out of line", CORRUPT, f -> f.putInt(DATA, 1025));
    unfit("block outside", CORRUPT, f -> f.putInt(512, 0));
    unfit("block far outside", CORRUPT, f -> f.putInt(516, -3));
    byte[] shared = twoBlocks();
    ByteBuffer map = ByteBuffer.wrap(shared).order(ByteOrder.LITTLE_ENDIAN);
    for (int block = 0; block < 8; block++) {
      map.putInt(512 + 4 * block, 0);
    }
    map.putInt(BLOCKS, 8).putLong(SIZE, 8L * MIB);
    samples.add(Sample.unfit("blocks one on the other", shared, CORRUPT));
    byte[] cut = Arrays.copyOf(twoBlocks(), 3 * MIB - 1);
    samples.add(Sample.unfit("a byte less", cut, CORRUPT));
  }

  /** Four blocks, all absent; the map has room for more. */
  private static ByteBuffer file() {
    ByteBuffer file = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.fill(file.array(), 512, 1024, (byte) 0xff);
    Header header = new Header(false, 512, 1024, 4 * MIB, 0);
    return file.put(header.bytes(new UUID(1, 2))).clear();
  }

  private static byte[] twoBlocks() {
    byte[] bytes = Arrays.copyOf(bytes(file()), 3 * MIB);
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(DATA, MIB).putInt(ALLOCATED, 2).putInt(512, 1).putInt(520, 0).put(MIB, (byte) 7);
    return bytes;
  }

  private static byte[] bytes(ByteBuffer file) {
    byte[] bytes = new byte[file.capacity()];
    file.get(0, bytes);
    return bytes;
  }

  private void sound(String name, long size, UnaryOperator<ByteBuffer> change) {
    samples.add(Sample.sound(name, bytes(change.apply(file())), size));
  }

  private void unfit(String name, Reason reason, UnaryOperator<ByteBuffer> change) {
    samples.add(Sample.unfit(name, bytes(change.apply(file())), reason));
  }

  @Test
  void opensWhatIsSoundAndRefusesTheRestForTheSameReason() {
    for (Sample sample : samples()) {
      assertThat(opened(sample)).as(sample.name()).isEqualTo(sample.expected());
    }
  }

  private Sample.Expected opened(Sample sample) {
    try (Disk disk = format().open(new ByteSource(sample.bytes()), Limits.DEFAULT)) {
      return new Sample.IsSound(disk.info().virtualSize());
    } catch (FormatException.NotThisFormat e) {
      return new Sample.IsOther();
    } catch (FormatException.Corrupt e) {
      return new Sample.IsUnfit(CORRUPT);
    } catch (FormatException.Unsafe e) {
      return new Sample.IsUnfit(UNSAFE);
    } catch (FormatException.Unsupported e) {
      return new Sample.IsUnfit(UNSUPPORTED);
    } catch (FormatException e) {
      throw new AssertionError(sample.name(), e);
    }
  }

  @Test
  void blocksAreReadWhereTheMapSays() throws FormatException {
    try (Disk disk = format().open(new ByteSource(twoBlocks()), Limits.DEFAULT)) {
      ByteBuffer into = ByteBuffer.allocate(4 * MIB);
      disk.read(0, into);
      assertThat(into.get(2 * MIB)).isEqualTo((byte) 7);
      assertThat(disk.extentAt(0).content()).isEqualTo(Content.DATA);
      assertThat(disk.extentAt(0).offset()).hasValue(2 * MIB);
      assertThat(disk.extentAt(MIB + 5).length()).isEqualTo(MIB - 5);
      assertThat(disk.extentAt(MIB).content()).isEqualTo(Content.ABSENT);
      assertThat(disk.extentAt(2 * MIB).offset()).hasValue(MIB);
    }
  }

  @Test
  void wrongCountAndSharedBlocksAreReported() throws FormatException {
    byte[] bytes = twoBlocks();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(512, 0).putInt(ALLOCATED, 1);
    List<Problem.Kind> kinds = new ArrayList<>();
    try (Disk disk = format().open(new ByteSource(bytes), Limits.DEFAULT)) {
      disk.check(problem -> kinds.add(problem.kind()));
    }
    assertThat(kinds).containsExactly(Problem.Kind.CORRUPTION, Problem.Kind.CORRUPTION);
  }

  @Test
  void diskThatIsTooLargeIsNotPlanned() {
    DiskShape shape = new DiskShape(VdiFormat.MOST_BYTES + 1);
    assertThatThrownBy(() -> format().plan(shape, WriteOptions.standard()))
        .isInstanceOf(FormatException.Unsupported.class);
  }

  @Override
  protected DiskFormat format() {
    return new VdiFormat();
  }

  @Override
  protected List<Sample> samples() {
    return samples;
  }

  @Override
  protected int headerBytes() {
    return 528;
  }
}
