// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.conversion.Contents;
import org.oriel.conversion.Finding;
import org.oriel.conversion.Inspection;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.Limits;
import org.oriel.disk.Match;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.Verdict;
import org.oriel.disk.opaque.internal.GptFormat;
import org.oriel.disk.opaque.internal.IsoFormat;
import org.oriel.disk.opaque.internal.LuksFormat;
import org.oriel.disk.opaque.internal.QedFormat;
import org.oriel.disk.qcow2.internal.Qcow2Format;
import org.oriel.disk.raw.internal.RawFormat;
import org.oriel.testkit.disk.HostileQcow2;
import org.oriel.testkit.disk.OpaqueFile;
import org.oriel.testkit.disk.Qcow2File;
import org.oriel.testkit.disk.Sample;

class DiskInspectorTest {
  private static Finding find(byte[] bytes, int piece, DiskFormat... formats) {
    DiskInspector inspector = new DiskInspector();
    Stream.of(formats).forEach(inspector::addFormat);
    Inspection inspection = inspector.begin();
    for (int at = 0; at < bytes.length; at += piece) {
      int size = Math.min(piece, bytes.length - at);
      ByteBuffer buffer = ByteBuffer.wrap(bytes, at, size);
      inspection.feed(buffer);
      assertThat(buffer.position()).isEqualTo(at);
      assertThat(buffer.remaining()).isEqualTo(size);
    }
    return inspection.finish(bytes.length);
  }

  private static Finding find(byte[] bytes, DiskFormat... formats) {
    Finding whole = find(bytes, Math.max(1, bytes.length), formats);
    for (int piece : new int[] {1, 1000, 65_535, 65_536, 65_537}) {
      assertThat(find(bytes, piece, formats)).as("pieces of %d", piece).isEqualTo(whole);
    }
    return whole;
  }

  private static byte[] marked(String... marksAtEvery100) {
    byte[] bytes = new byte[100_000];
    for (int i = 0; i < marksAtEvery100.length; i++) {
      byte[] mark = marksAtEvery100[i].getBytes(StandardCharsets.UTF_8);
      System.arraycopy(mark, 0, bytes, 100 * i, mark.length);
    }
    return bytes;
  }

  @Test
  void nothingThereIsRawOfUnknownSize() {
    assertThat(find(new byte[10]))
        .isEqualTo(new Finding(Set.of("raw"), OptionalLong.empty(), Optional.empty()));
  }

  @Test
  void rawIsWhatNobodyElseClaims() {
    Finding finding = find(new byte[100_000], new RawFormat(), new Qcow2Format());

    assertThat(finding.is("raw")).isTrue();
    assertThat(finding.virtualSize()).hasValue(100_000);
    assertThat(finding.objection()).isEmpty();
  }

  @Test
  void emptyStreamIsRaw() {
    Finding finding = find(new byte[0], new RawFormat(), new Qcow2Format());

    assertThat(finding.is("raw")).isTrue();
    assertThat(finding.virtualSize()).hasValue(0);
  }

  @Test
  void qcow2BeatsRaw() {
    Finding finding = find(Qcow2File.version(3).bytes(), new RawFormat(), new Qcow2Format());

    assertThat(finding.is("qcow2")).isTrue();
    assertThat(finding.virtualSize()).hasValue(1L << 30);
    assertThat(finding.objection()).isEmpty();
  }

  static List<Sample> hostile() {
    return HostileQcow2.all();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void hostileFilesMeetAnObjection(Sample sample) {
    Finding finding = find(sample.bytes(), 4096, new RawFormat(), new Qcow2Format());

    assertThat(finding.is("qcow2")).isTrue();
    assertThat(finding.virtualSize()).isEmpty();
    assertThat(finding.objection()).isPresent();
  }

  @Test
  void sureBeatsUnsure() {
    DiskFormat sure = MarkedFormat.sound("sure", 0, "AAAA");
    DiskFormat unsure = MarkedFormat.unfit("unsure", 100, "BBBB").unsure();

    assertThat(find(marked("AAAA", "BBBB"), unsure, sure, new RawFormat()).is("sure")).isTrue();
    assertThat(find(marked("", "BBBB"), unsure, sure, new RawFormat()))
        .satisfies(
            finding -> {
              assertThat(finding.is("unsure")).isTrue();
              assertThat(finding.objection()).hasValue("Against unsure.");
            });
  }

  @Test
  void severalFormatsAtOnceAreRefused() {
    Finding finding =
        find(
            marked("AAAA", "BBBB"),
            MarkedFormat.sound("one", 0, "AAAA"),
            MarkedFormat.sound("two", 100, "BBBB"),
            new RawFormat());

    assertThat(finding.formats()).containsExactlyInAnyOrder("one", "two");
    assertThat(finding.virtualSize()).isEmpty();
    assertThat(finding.objection()).hasValue("The data is of several formats at once: one, two.");
  }

  @Test
  void isoThatCanBeBootedFromDiskIsAnIso() {
    DiskFormat iso = MarkedFormat.sound("iso", 0, "AAAA");
    DiskFormat gpt = MarkedFormat.unfit("gpt", 100, "BBBB");
    DiskFormat third = MarkedFormat.sound("third", 200, "CCCC");

    Finding two = find(marked("AAAA", "BBBB"), gpt, iso, third, new RawFormat());
    assertThat(two.is("iso")).isTrue();
    assertThat(two.objection()).isEmpty();
    assertThat(two.virtualSize()).hasValue(1_000);
    Finding three = find(marked("AAAA", "BBBB", "CCCC"), gpt, iso, third);
    assertThat(three.formats()).hasSize(3);
    assertThat(three.objection()).isPresent();
  }

  @Test
  void pluginThatFailsMeansRefusal() {
    for (Failing failing : Failing.values()) {
      Finding finding = find(new byte[100_000], failing, new RawFormat());

      assertThat(finding.objection())
          .as(failing.toString())
          .hasValue("The data could not be inspected for format " + failing.name() + ".");
      assertThat(finding.virtualSize()).isEmpty();
    }
  }

  /** Formats that break their contract, each in its own place. */
  private enum Failing implements DiskFormat {
    PROBE,
    INSPECTOR,
    FEED,
    VERDICT,
    WRITES;

    private void failIf(Failing place) {
      if (this == place) {
        throw new IllegalStateException("on purpose");
      }
    }

    @Override
    public Match probe(ByteBuffer head, ByteBuffer tail) {
      failIf(PROBE);
      return Match.YES;
    }

    @Override
    public StreamInspector inspector(Limits limits) {
      failIf(INSPECTOR);
      return new StreamInspector() {
        @Override
        public boolean feed(ByteBuffer bytes) {
          failIf(FEED);
          if (Failing.this == WRITES) {
            bytes.put(0, (byte) 1);
          }
          return false;
        }

        @Override
        public Verdict verdict(long length) {
          failIf(VERDICT);
          return new Verdict.Sound(new DiskInfo("", 0));
        }
      };
    }
  }

  @Test
  void looksIntoCompressedData() throws IOException {
    byte[] disk = Arrays.copyOf(Qcow2File.version(3).bytes(), 300_000);
    byte[] packed = gzip(disk);

    Finding finding = find(packed, new RawFormat(), new Qcow2Format());

    assertThat(finding.is("raw")).isTrue();
    assertThat(finding.contents())
        .hasValue(
            Contents.of(
                "gzip", new Finding(Set.of("qcow2"), OptionalLong.of(1L << 30), Optional.empty())));
  }

  @Test
  void objectsToWhatIsInsideOfCompressedData() throws IOException {
    Contents contents =
        find(gzip(HostileQcow2.withBackingFile()), new RawFormat(), new Qcow2Format())
            .contents()
            .orElseThrow();

    assertThat(contents.objection()).isEmpty();
    assertThat(contents.disks().get(0).objection()).hasValue("A backing file is not accepted.");
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  @Test
  void bootSectorsMayFailIfTheOperatorSaysSo() {
    byte[] bytes = OpaqueFile.zeros(1_000).bootMark().bytes();
    DiskInspector lenient = new DiskInspector(Map.of("gpt_safety_checks_nonfatal", "mbr,other"));
    lenient.addFormat(new GptFormat());
    lenient.addFormat(new RawFormat());
    Inspection inspection = lenient.begin();
    inspection.feed(ByteBuffer.wrap(bytes));

    assertThat(inspection.finish(1_000))
        .isEqualTo(new Finding(Set.of("gpt"), OptionalLong.of(1_000), Optional.empty()));
    assertThat(find(bytes, new GptFormat(), new RawFormat()).objection())
        .hasValue("The boot sector has no partition.");
    assertThat(find(OpaqueFile.luks(4_096).put(7, 2).bytes(), new LuksFormat()).objection())
        .isPresent();
  }

  @Test
  void discThatStartsFromADiskIsADiscWhateverItsBootSector() {
    byte[] hybrid = OpaqueFile.iso(40_960, 20).bootMark().bytes();

    Finding finding = find(hybrid, new IsoFormat(), new GptFormat(), new RawFormat());

    assertThat(finding.is("iso")).isTrue();
    assertThat(finding.objection()).isEmpty();
    assertThat(finding.virtualSize()).hasValue(40_960);
  }

  @Test
  void polyglotsAreRefused() {
    byte[] qcow2 = Arrays.copyOf(Qcow2File.of(3, 16, 1L << 30).bytes(), 300_000);
    List<DiskFormat> all =
        List.of(
            new IsoFormat(),
            new GptFormat(),
            new LuksFormat(),
            new QedFormat(),
            new Qcow2Format(),
            new RawFormat());
    for (byte[] polyglot :
        List.of(
            OpaqueFile.iso(300_000, 20).put(0, Arrays.copyOf(qcow2, 104)).bytes(),
            OpaqueFile.mbr(300_000).put(0, Arrays.copyOf(qcow2, 104)).bytes(),
            OpaqueFile.iso(300_000, 20).bootMark().put(0, Arrays.copyOf(qcow2, 104)).bytes(),
            OpaqueFile.luks(300_000).bootMark().bytes(),
            OpaqueFile.iso(300_000, 20).text(0, "QED\0").bytes(),
            OpaqueFile.iso(300_000, 20).text(0, "LUKS\u00ba\u00be\0\1").bytes())) {
      Finding finding = find(polyglot, all.toArray(DiskFormat[]::new));

      assertThat(finding.formats()).hasSizeGreaterThan(1);
      assertThat(finding.objection().orElseThrow())
          .startsWith("The data is of several formats at once: ");
      assertThat(finding.virtualSize()).isEmpty();
    }
  }

  @Test
  void formatsComeAndGo() {
    DiskInspector inspector = new DiskInspector();
    DiskFormat raw = new RawFormat();
    DiskFormat qcow2 = new Qcow2Format();
    assertThat(inspector.formats()).isEmpty();
    inspector.addFormat(raw);
    inspector.addFormat(qcow2);
    assertThat(inspector.formats()).containsExactlyInAnyOrder("raw", "qcow2");

    Inspection begun = inspector.begin();
    inspector.removeFormat(qcow2);

    assertThat(inspector.formats()).containsExactly("raw");
    byte[] bytes = Qcow2File.version(3).bytes();
    begun.feed(ByteBuffer.wrap(bytes));
    assertThat(begun.finish(bytes.length).is("qcow2")).isTrue();
  }

  @Test
  void twoVersionsOfOnePluginAreNoPolyglot() {
    Finding finding =
        find(Qcow2File.version(3).bytes(), new Qcow2Format(), new Qcow2Format(), new RawFormat());

    assertThat(finding.is("qcow2")).isTrue();
    assertThat(finding.objection()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void watchingALongStreamCostsNothing(boolean qcow2) {
    ByteBuffer megabyte = ByteBuffer.allocateDirect(1 << 20);
    byte[] head = qcow2 ? Qcow2File.version(3).bytes() : new byte[1 << 16];
    new Random(1).nextBytes(qcow2 ? new byte[1] : head);
    Consumer<Inspection> stream =
        inspection -> {
          inspection.feed(ByteBuffer.wrap(head));
          for (int i = 0; i < 100_000; i++) {
            inspection.feed(megabyte);
          }
        };
    DiskInspector inspector = new DiskInspector();
    inspector.addFormat(new RawFormat());
    inspector.addFormat(new Qcow2Format());
    stream.accept(inspector.begin());
    Inspection inspection = inspector.begin();

    long start = System.nanoTime();
    stream.accept(inspection);
    double seconds = (System.nanoTime() - start) / 1e9;

    assertThat(inspection.finish(head.length + (100_000L << 20)).objection()).isEmpty();
    assertThat(100_000 / 1024.0 / seconds).as("GiB per second").isGreaterThan(50);
  }
}
