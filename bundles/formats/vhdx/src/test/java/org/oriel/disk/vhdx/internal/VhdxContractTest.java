// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhdx.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.oriel.disk.Verdict.Reason.CORRUPT;
import static org.oriel.disk.Verdict.Reason.UNSAFE;
import static org.oriel.disk.Verdict.Reason.UNSUPPORTED;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.oriel.disk.Content;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskShape;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;
import org.oriel.disk.Verdict;
import org.oriel.disk.Verdict.Reason;
import org.oriel.disk.WriteOptions;
import org.oriel.disk.WritePlan;
import org.oriel.testkit.disk.ByteSource;
import org.oriel.testkit.disk.DiskFormatContract;
import org.oriel.testkit.disk.Feeding;
import org.oriel.testkit.disk.Sample;

class VhdxContractTest extends DiskFormatContract {
  private static final int MIB = 1 << 20;
  private static final long FULL = 6;
  private static final UUID STRANGE = new UUID(17, 4);

  private final List<Sample> samples = new ArrayList<>();

  VhdxContractTest() {
    sound();
    headers();
    regions();
    metadata();
    table();
    samples.add(Sample.other("zeros", new byte[65_536]));
    samples.add(Sample.other("seven letters", "vhdxfil".getBytes(StandardCharsets.US_ASCII)));
  }

  private static VhdxFile file() {
    return new VhdxFile(8 * MIB, 0);
  }

  private static VhdxFile twoBlocks() {
    return new VhdxFile(8 * MIB, 2)
        .fill(VhdxFile.FIRST_BLOCK, 1)
        .fill(VhdxFile.FIRST_BLOCK + MIB, 2)
        .entry(3, VhdxFile.FIRST_BLOCK + MIB | FULL)
        .entry(5, VhdxFile.FIRST_BLOCK | FULL);
  }

  private void sound(String name, long size, byte[] bytes) {
    samples.add(Sample.sound(name, bytes, size));
  }

  private void unfit(String name, Reason reason, UnaryOperator<VhdxFile> change) {
    samples.add(Sample.unfit(name, change.apply(file()).bytes(), reason));
  }

  private static VhdxFile tableFirst(VhdxFile file) {
    // What was metadata is at 3 MiB, and the table at 2 MiB.
    byte[] bytes = file.raw();
    byte[] metadata = Arrays.copyOfRange(bytes, VhdxFile.METADATA, VhdxFile.TABLE);
    System.arraycopy(bytes, VhdxFile.TABLE, bytes, VhdxFile.METADATA, MIB);
    System.arraycopy(metadata, 0, bytes, VhdxFile.TABLE, MIB);
    return file.region(0, Regions.METADATA, VhdxFile.TABLE, MIB, true)
        .region(1, Regions.TABLE, VhdxFile.METADATA, MIB, true);
  }

  private void sound() {
    sound("empty", 8 * MIB, file().bytes());
    sound("two blocks", 8 * MIB, twoBlocks().bytes());
    sound("table before the metadata", 8 * MIB, tableFirst(twoBlocks()).bytes());
    sound("no disk at all", 0, file().putLong(VhdxFile.SIZE, 0).bytes());
    sound("sectors of 4096", 8 * MIB, file().putInt(VhdxFile.LOGICAL, 4096).bytes());
    sound("all that is no data", 8 * MIB, file().entry(0, 1).entry(1, 2).entry(2, 3).bytes());
    sound("old word for unmapped", 8 * MIB, file().entry(0, 5).bytes());
    sound("strange region", 8 * MIB, file().region(2, STRANGE, 4 * MIB, MIB, false).bytes(), MIB);
    sound("strange metadata", 8 * MIB, file().item(3, STRANGE, 70_000, 10, 2).bytes());
    sound("metadata of the user", 8 * MIB, file().item(3, STRANGE, 70_000, 10, 1).bytes());
    byte[] second = file().bytes();
    second[VhdxFile.FIRST_HEADER] = 0;
    second[VhdxFile.FIRST_REGIONS + 5] ^= 1;
    sound("only the second of each", 8 * MIB, second);
    byte[] first = file().bytes();
    first[VhdxFile.SECOND_HEADER + 100] = 1;
    first[VhdxFile.SECOND_REGIONS + 5] ^= 1;
    sound("only the first of each", 8 * MIB, first);
    sound("log to be replayed", 8 * MIB, file().logged(STRANGE).bytes());
  }

  private void sound(String name, long size, byte[] bytes, int more) {
    sound(name, size, Arrays.copyOf(bytes, bytes.length + more));
  }

  private void headers() {
    byte[] none = file().bytes();
    none[VhdxFile.FIRST_HEADER + 200] = 1;
    none[VhdxFile.SECOND_HEADER + 200] = 1;
    samples.add(Sample.unfit("wrong sums of both headers", none, CORRUPT));
    unfit(
        "no headers",
        CORRUPT,
        f -> f.putInt(VhdxFile.FIRST_HEADER, 0).putInt(VhdxFile.SECOND_HEADER, 0));
    unfit(
        "version 2",
        CORRUPT,
        f ->
            f.putShort(VhdxFile.FIRST_HEADER + VhdxFile.VERSION, 2)
                .putShort(VhdxFile.SECOND_HEADER + VhdxFile.VERSION, 2));
    unfit(
        "headers of one time that differ",
        CORRUPT,
        f ->
            f.putLong(VhdxFile.SECOND_HEADER + VhdxFile.SEQUENCE, 1)
                .putLong(VhdxFile.SECOND_HEADER + VhdxFile.LOG_OFFSET, 4 * MIB));
    unfit("log out of line", CORRUPT, f -> f.headers(VhdxFile.LOG_OFFSET, MIB + 4096));
    unfit("log on the headers", CORRUPT, f -> f.headers(VhdxFile.LOG_OFFSET, 0));
    unfit("log at -1 MiB", CORRUPT, f -> f.headers(VhdxFile.LOG_OFFSET, -MIB));
    unfit("log outside", CORRUPT, f -> f.headers(VhdxFile.LOG_OFFSET, 40L * MIB));
    unfit("log on the metadata", CORRUPT, f -> f.headers(VhdxFile.LOG_OFFSET, 2 * MIB));
    unfit(
        "log at the end of numbers",
        CORRUPT,
        f -> f.headers(VhdxFile.LOG_OFFSET, Long.MAX_VALUE - MIB + 1));
  }

  private void regions() {
    byte[] none = file().bytes();
    none[VhdxFile.FIRST_REGIONS + 60_000] = 1;
    none[VhdxFile.SECOND_REGIONS + 60_000] = 1;
    samples.add(Sample.unfit("wrong sums of both region tables", none, CORRUPT));
    unfit("needed region", UNSUPPORTED, f -> f.region(2, STRANGE, 4 * MIB, MIB, true));
    unfit("region twice", CORRUPT, f -> f.region(2, Regions.TABLE, 4 * MIB, MIB, true));
    unfit("no table", CORRUPT, f -> f.region(1, STRANGE, 3 * MIB, MIB, false));
    unfit("region outside", CORRUPT, f -> f.region(1, Regions.TABLE, 4 * MIB, MIB, true));
    unfit("regions overlap", CORRUPT, f -> f.region(1, Regions.TABLE, 2 * MIB, MIB, true));
    unfit("regions touch", CORRUPT, f -> f.region(0, Regions.METADATA, 2 * MIB, 2 * MIB, true));
    unfit("region on the log", CORRUPT, f -> f.region(1, Regions.TABLE, MIB, MIB, true));
    unfit("region at 0", CORRUPT, f -> f.region(1, Regions.TABLE, 0, MIB, true));
    unfit("region out of line", CORRUPT, f -> f.region(1, Regions.TABLE, 3 * MIB + 1, MIB, true));
    unfit("region of nothing", CORRUPT, f -> f.region(1, Regions.TABLE, 3 * MIB, 0, true));
    unfit("odd region", CORRUPT, f -> f.region(1, Regions.TABLE, 3 * MIB, MIB - 1, true));
    unfit("negative region", CORRUPT, f -> f.region(1, Regions.TABLE, -MIB, MIB, true));
    unfit("huge table", UNSUPPORTED, f -> f.region(1, Regions.TABLE, 3 * MIB, 64 * MIB, true));
    for (int count : new int[] {61, 2048, -1}) {
      unfit(
          count + " regions",
          CORRUPT,
          f ->
              f.putInt(VhdxFile.FIRST_REGIONS + 8, count)
                  .putInt(VhdxFile.SECOND_REGIONS + 8, count));
    }
  }

  private void metadata() {
    int parameters = VhdxFile.PARAMETERS;
    UUID size = Metadata.Kind.SIZE.guid;
    unfit("no metadata", CORRUPT, f -> f.putLong(VhdxFile.METADATA, 0));
    unfit("too many metadata", CORRUPT, f -> f.putShort(VhdxFile.METADATA + 10, 61));
    unfit("far too many metadata", CORRUPT, f -> f.putShort(VhdxFile.METADATA + 10, -1));
    unfit("one is missing", CORRUPT, f -> f.putShort(VhdxFile.METADATA + 10, 2));
    unfit("needed metadata", UNSUPPORTED, f -> f.item(3, STRANGE, 70_000, 10, 4));
    unfit("item on the table", CORRUPT, f -> f.item(1, size, 65_535, 8, 6));
    unfit("item outside", CORRUPT, f -> f.item(1, size, MIB - 7, 8, 6));
    unfit("item far outside", CORRUPT, f -> f.item(1, size, -8, 8, 6));
    unfit("item of 4 GiB", CORRUPT, f -> f.item(1, size, 65_544, -1, 6));
    unfit("item of nothing", CORRUPT, f -> f.item(1, size, 65_544, 0, 6));
    unfit("items overlap", CORRUPT, f -> f.item(1, size, 65_540, 8, 6));
    unfit("size of the user", CORRUPT, f -> f.item(1, size, 65_544, 8, 3));
    unfit("parent", UNSAFE, f -> f.putInt(parameters + 4, 2));
    for (int bytes : new int[] {0, 1, 512, MIB - 1, 512 << 10, 3 * MIB, 512 << 20, -1}) {
      unfit("blocks of " + bytes, CORRUPT, f -> f.putInt(parameters, bytes));
    }
    for (int bytes : new int[] {0, 1, 511, 1024, -1}) {
      unfit("sectors of " + bytes, CORRUPT, f -> f.putInt(VhdxFile.LOGICAL, bytes));
    }
    unfit("negative size", CORRUPT, f -> f.putLong(VhdxFile.SIZE, -512));
    unfit("half a sector", CORRUPT, f -> f.putLong(VhdxFile.SIZE, 1000));
    unfit("too large", CORRUPT, f -> f.putLong(VhdxFile.SIZE, (64L << 40) + 512));
    unfit("larger than its table", CORRUPT, f -> f.putLong(VhdxFile.SIZE, 131_072L * MIB));
    unfit("far larger than its table", CORRUPT, f -> f.putLong(VhdxFile.SIZE, 64L << 40));
  }

  private void table() {
    unfit("block in part elsewhere", UNSAFE, f -> f.entry(0, 4 * MIB | 7));
    unfit("state 4", CORRUPT, f -> f.entry(7, 4));
    unfit("block outside", CORRUPT, f -> f.entry(0, 4 * MIB | FULL));
    unfit("block far outside", CORRUPT, f -> f.entry(0, -MIB | FULL));
    unfit("block on the headers", CORRUPT, f -> f.entry(0, FULL));
    unfit("block on the log", CORRUPT, f -> f.entry(0, MIB | FULL));
    unfit("block on the table", CORRUPT, f -> f.entry(0, 3 * MIB | FULL));
    samples.add(
        Sample.unfit(
            "block into the next region",
            new VhdxFile(8 * MIB, 2)
                .putInt(VhdxFile.PARAMETERS, 2 * MIB)
                .region(2, STRANGE, 5 * MIB, MIB, false)
                .entry(0, 4 * MIB | FULL)
                .bytes(),
            CORRUPT));
    VhdxFile shared = twoBlocks();
    for (int block = 0; block < 8; block++) {
      shared.entry(block, VhdxFile.FIRST_BLOCK | FULL);
    }
    samples.add(Sample.unfit("blocks one on the other", shared.bytes(), CORRUPT));
    byte[] cut = twoBlocks().bytes();
    samples.add(Sample.unfit("a byte less", Arrays.copyOf(cut, cut.length - 1), CORRUPT));
    byte[] cutFirst = tableFirst(twoBlocks()).bytes();
    samples.add(
        Sample.unfit(
            "a byte less, table before the metadata",
            Arrays.copyOf(cutFirst, cutFirst.length - 1),
            CORRUPT));
  }

  @Test
  void opensWhatIsSoundAndRefusesTheRestForTheSameReason() {
    for (Sample sample : samples()) {
      if (!sample.name().startsWith("log to be")) {
        assertThat(opened(sample)).as(sample.name()).isEqualTo(sample.expected());
      }
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

  /** The contract mutates small files only, and no VHDX is small. */
  @Test
  void noMutationThrows() {
    int[] places = {
      VhdxFile.FIRST_HEADER,
      VhdxFile.FIRST_REGIONS,
      VhdxFile.METADATA,
      VhdxFile.PARAMETERS,
      VhdxFile.TABLE
    };
    for (int place : places) {
      for (int at = place; at < place + 140; at++) {
        for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
          VhdxFile file = file();
          file.raw()[VhdxFile.SECOND_HEADER] = 0;
          file.raw()[at] = (byte) value;
          byte[] bytes = (at & 1) == 0 ? file.bytes() : file.raw();
          Sample sample = Sample.other("byte " + at + " = " + value, bytes);
          Verdict verdict = Feeding.whole(format(), bytes);
          boolean logged =
              verdict instanceof Verdict.Sound sound && sound.info().details().containsKey("log");
          Sample.Expected opened = opened(sample);
          assertThat(opened instanceof Sample.IsSound)
              .as("%s: %s, %s", sample, verdict, opened)
              .isEqualTo(verdict instanceof Verdict.Sound && !logged);
        }
      }
    }
  }

  @Test
  void blocksAreReadWhereTheTableSays() throws FormatException {
    for (byte[] file : List.of(twoBlocks().bytes(), tableFirst(twoBlocks()).bytes())) {
      try (Disk disk = format().open(new ByteSource(file), Limits.DEFAULT)) {
        ByteBuffer into = ByteBuffer.allocate(8 * MIB);
        disk.read(0, into);
        assertThat(into.get(3 * MIB)).isEqualTo((byte) 2);
        assertThat(into.get(5 * MIB)).isEqualTo((byte) 1);
        assertThat(into.get(4 * MIB)).isZero();
        assertThat(disk.extentAt(0).end()).isEqualTo(3 * MIB);
        assertThat(disk.extentAt(5 * MIB + 1).offset()).hasValue(VhdxFile.FIRST_BLOCK + 1);
        assertThat(disk.extentAt(6 * MIB).content()).isEqualTo(Content.ABSENT);
      }
    }
  }

  @Test
  void bitmapsBetweenTheChunksAreNoBlocks() throws FormatException {
    // 4096 blocks of 1 MiB, then the entry of a bitmap, then block 4096.
    VhdxFile file =
        new VhdxFile(4097L * MIB, 1)
            .fill(VhdxFile.FIRST_BLOCK, 9)
            .entry(4097, VhdxFile.FIRST_BLOCK | FULL);
    try (Disk disk = format().open(new ByteSource(file.bytes()), Limits.DEFAULT)) {
      assertThat(disk.extentAt(0).length()).isEqualTo(4096L * MIB);
      assertThat(disk.extentAt(4096L * MIB).content()).isEqualTo(Content.DATA);
    }
    assertThat(new Metadata(MIB, false, 4097L * MIB, 512).entries()).isEqualTo(4098);
    assertThat(new Metadata(MIB, false, 4096L * MIB, 512).entries()).isEqualTo(4096);
  }

  @Test
  void disksAndBlocksThatCannotBeAreNotPlanned() throws FormatException {
    DiskShape huge = new DiskShape(Metadata.MOST_BYTES);
    DiskShape larger = new DiskShape(Metadata.MOST_BYTES + 1);
    WriteOptions small = WriteOptions.standard().named(Map.of("block_size", "1M"));
    assertThat(format().plan(huge, WriteOptions.standard()).order())
        .isEqualTo(WritePlan.Order.FRONT_LAST);
    assertThatThrownBy(() -> format().plan(larger, WriteOptions.standard()))
        .isInstanceOf(FormatException.Unsupported.class);
    assertThatThrownBy(() -> format().plan(new DiskShape(0), WriteOptions.standard()))
        .as("QEMU does not open an empty VHDX")
        .isInstanceOf(FormatException.Unsupported.class);
    assertThatThrownBy(() -> format().plan(huge, small))
        .isInstanceOf(FormatException.Unsupported.class)
        .hasMessageContaining("block_size");
    for (String size : List.of("0", "512k", "3M", "512M", "1T", "-1M", "")) {
      WriteOptions odd = WriteOptions.standard().named(Map.of("block_size", size));
      assertThatThrownBy(() -> format().plan(new DiskShape(5), odd))
          .as(size)
          .isInstanceOf(FormatException.Unsupported.class);
    }
  }

  @Override
  protected DiskFormat format() {
    return new VhdxFormat();
  }

  @Override
  protected List<Sample> samples() {
    return samples;
  }

  @Override
  protected int headerBytes() {
    return 600;
  }
}
