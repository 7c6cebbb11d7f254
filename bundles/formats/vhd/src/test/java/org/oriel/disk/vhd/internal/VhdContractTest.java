// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhd.internal;

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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskShape;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;
import org.oriel.disk.Match;
import org.oriel.disk.Verdict.Reason;
import org.oriel.disk.WriteOptions;
import org.oriel.testkit.disk.ByteSource;
import org.oriel.testkit.disk.DiskFormatContract;
import org.oriel.testkit.disk.Sample;

class VhdContractTest extends DiskFormatContract {
  private static final int MIB = 1 << 20;

  private final List<Sample> samples = new ArrayList<>();

  VhdContractTest() {
    sound();
    footers();
    headers();
    tables();
    fixed();
    samples.add(Sample.other("zeros", new byte[65_536]));
    samples.add(Sample.other("seven letters", "conecti".getBytes(StandardCharsets.US_ASCII)));
  }

  private static VhdFile file() {
    return new VhdFile(4 * MIB);
  }

  private void sound(String name, long size, UnaryOperator<VhdFile> change) {
    samples.add(Sample.sound(name, change.apply(file()).bytes(), size));
  }

  private void unfit(String name, Reason reason, UnaryOperator<VhdFile> change) {
    samples.add(Sample.unfit(name, change.apply(file()).bytes(), reason));
  }

  private void sound() {
    sound("empty", 4 * MIB, f -> f);
    sound("one block", 4 * MIB, f -> f.block(3, 4));
    sound("no disk at all", 0, f -> f.footerLong(VhdFile.SIZE, 0));
    sound("by geometry", 17 * 4 * 512, f -> f.creator("vpc ").geometry(1, 4, 17));
    sound("by geometry, unknown", 17 * 4 * 512, f -> f.creator("vbox").geometry(1, 4, 17));
    sound("by field in spite of a geometry", 4 * MIB, f -> f.geometry(1, 4, 17));
    sound("geometry without a word", 4 * MIB, f -> f.creator("qemu").geometry(65_535, 16, 255));
    sound("later minor version", 4 * MIB, f -> f.footerInt(VhdFile.VERSION, 0x10003));
  }

  private void footers() {
    unfit("wrong sum of the footer", CORRUPT, f -> f.wrongFooterSum());
    unfit("differencing", UNSAFE, f -> f.footerInt(VhdFile.TYPE, 4));
    unfit("fixed at the start", CORRUPT, f -> f.footerInt(VhdFile.TYPE, 2));
    unfit("type 0", CORRUPT, f -> f.footerInt(VhdFile.TYPE, 0));
    unfit("type -1", CORRUPT, f -> f.footerInt(VhdFile.TYPE, -1));
    unfit("version 2", UNSUPPORTED, f -> f.footerInt(VhdFile.VERSION, 0x20000));
    unfit("negative size", CORRUPT, f -> f.footerLong(VhdFile.SIZE, -512));
    unfit("too large", CORRUPT, f -> f.footerLong(VhdFile.SIZE, Footer.MOST_BYTES + 512));
    unfit("half a sector", CORRUPT, f -> f.footerLong(VhdFile.SIZE, 4 * MIB - 256));
    unfit("no heads", CORRUPT, f -> f.creator("vpc ").geometry(100, 0, 17));
    unfit("header far away", CORRUPT, f -> f.footerLong(VhdFile.HEADER_OFFSET, 1L << 40));
    unfit("header at -1", CORRUPT, f -> f.footerLong(VhdFile.HEADER_OFFSET, -1));
    unfit(
        "header at the end of numbers",
        CORRUPT,
        f -> f.footerLong(VhdFile.HEADER_OFFSET, Long.MAX_VALUE - 5));
    unfit("header on the footer", CORRUPT, f -> f.footerLong(VhdFile.HEADER_OFFSET, 0));
    byte[] noEnd = file().bytes();
    Arrays.fill(noEnd, noEnd.length - 512, noEnd.length, (byte) 0);
    samples.add(Sample.unfit("no footer at the end", noEnd, CORRUPT));
    byte[] other = file().bytes();
    byte[] footer = new VhdFile(8 * MIB).footer();
    System.arraycopy(footer, 0, other, other.length - 512, 512);
    samples.add(Sample.unfit("another footer at the end", other, CORRUPT));
  }

  private void headers() {
    unfit("wrong sum of the header", CORRUPT, f -> f.wrongHeaderSum());
    unfit("no header", CORRUPT, f -> f.headerLong(0, 0));
    unfit("parent", UNSAFE, f -> f.headerInt(VhdFile.PARENT, 1));
    unfit("header of version 2", UNSUPPORTED, f -> f.headerInt(VhdFile.HEADER_VERSION, 0x20000));
    for (int size : new int[] {0, 1, 511, 512, 256 << 10, (1 << 20) + 512, 512 << 20, -1}) {
      unfit("blocks of " + size, CORRUPT, f -> f.headerInt(VhdFile.BLOCK_BYTES, size));
    }
    unfit("too few blocks", CORRUPT, f -> f.headerInt(VhdFile.ENTRIES, 7));
    unfit("too many blocks", UNSUPPORTED, f -> f.headerInt(VhdFile.ENTRIES, -1));
    unfit("table at -1", CORRUPT, f -> f.headerLong(VhdFile.TABLE_OFFSET, -1));
    unfit("table on the header", CORRUPT, f -> f.headerLong(VhdFile.TABLE_OFFSET, 512));
    unfit("table outside", CORRUPT, f -> f.headerLong(VhdFile.TABLE_OFFSET, 4096));
    unfit(
        "table at the end of numbers",
        CORRUPT,
        f -> f.headerLong(VhdFile.TABLE_OFFSET, Long.MAX_VALUE - 3));
  }

  private void tables() {
    unfit("block outside", CORRUPT, f -> f.block(0, 1100));
    unfit("last of all places", CORRUPT, f -> f.block(0, -2));
    unfit("far place", CORRUPT, f -> f.block(0, Integer.MIN_VALUE));
    unfit(
        "blocks one on the other",
        CORRUPT,
        f -> {
          for (int block = 0; block < 8; block++) {
            f.block(block, 4);
          }
          return f.headerInt(VhdFile.BLOCK_BYTES, 4 * MIB).footerLong(VhdFile.SIZE, 32L * MIB);
        });
    byte[] cut = file().block(0, 4).bytes();
    byte[] shorter = Arrays.copyOf(cut, cut.length - 512);
    System.arraycopy(file().footer(), 0, shorter, shorter.length - 512, 512);
    samples.add(Sample.unfit("a sector less", shorter, CORRUPT));
  }

  private static byte[] fixed(VhdFile footer) {
    byte[] bytes = new byte[MIB + 512];
    System.arraycopy(footer.footer(), 0, bytes, MIB, 512);
    return bytes;
  }

  private static VhdFile fixedFooter(long size) {
    return new VhdFile(size).footerInt(VhdFile.TYPE, 2).footerLong(VhdFile.HEADER_OFFSET, -1);
  }

  private void fixed() {
    samples.add(Sample.sound("fixed", fixed(fixedFooter(MIB)), MIB));
    samples.add(Sample.sound("fixed with room", fixed(fixedFooter(MIB - 512)), MIB - 512));
    samples.add(Sample.unfit("fixed, too large", fixed(fixedFooter(MIB + 512)), CORRUPT));
    samples.add(Sample.unfit("fixed, negative", fixed(fixedFooter(-512)), CORRUPT));
    samples.add(Sample.other("fixed, wrong sum", fixed(fixedFooter(MIB).wrongFooterSum())));
    samples.add(Sample.other("growing, but only its end", fixed(new VhdFile(MIB))));
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
  void fixedSizeIsRecognisedByItsEndAlone() {
    ByteBuffer head = ByteBuffer.allocate(DiskFormat.HEAD);
    ByteBuffer footer = ByteBuffer.wrap(fixedFooter(MIB).footer());
    assertThat(format().probe(head, footer)).isEqualTo(Match.YES);
    assertThat(format().probe(head, ByteBuffer.allocate(0))).isEqualTo(Match.MAYBE);
    assertThat(format().probe(head, head.slice(0, 512))).isEqualTo(Match.NO);
    assertThat(format().probe(head, ByteBuffer.wrap(fixedFooter(MIB).wrongFooterSum().footer())))
        .isEqualTo(Match.NO);
  }

  @Test
  void geometriesAreThoseOfTheSpecification() {
    assertThat(Geometry.of(2048)).isEqualTo(new Geometry(30, 4, 17));
    assertThat(Geometry.of(32_776)).isEqualTo(new Geometry(482, 4, 17));
    assertThat(Geometry.of(20_971_520)).isEqualTo(new Geometry(20_805, 16, 63));
    assertThat(Geometry.of(1L << 32)).isEqualTo(Geometry.MOST);
    assertThat(Geometry.above(32_776).sectors()).isBetween(32_776L, 33_000L);
    assertThat(Geometry.above(Geometry.MOST.sectors() + 1)).isEqualTo(Geometry.MOST);
    assertThat(Geometry.above(0).sectors()).isZero();
  }

  @Test
  void sharedBytesAreReported() throws FormatException {
    byte[] bytes = file().block(0, 4).block(1, 5).bytes();
    try (Disk disk = format().open(new ByteSource(bytes), Limits.DEFAULT)) {
      List<String> problems = new ArrayList<>();
      disk.check(problem -> problems.add(problem.sentence()));
      assertThat(problems).hasSize(1);
    }
  }

  @Test
  void diskThatIsTooLargeIsNotPlanned() {
    assertThatThrownBy(
            () -> format().plan(new DiskShape(Footer.MOST_BYTES + 1), WriteOptions.standard()))
        .isInstanceOf(FormatException.Unsupported.class);
  }

  @Override
  protected DiskFormat format() {
    return new VhdFormat();
  }

  @Override
  protected List<Sample> samples() {
    return samples;
  }

  @Override
  protected int headerBytes() {
    return 1600;
  }
}
