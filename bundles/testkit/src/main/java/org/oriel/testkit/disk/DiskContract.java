// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.disk.Ability;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskSink;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;
import org.oriel.disk.WriteOption;
import org.oriel.disk.WriteOptions;
import org.oriel.disk.WriteOptions.Tables;
import org.oriel.disk.WritePlan;

/**
 * What every disk format that is read and written must do, judged by its own reader and by the real
 * qemu-img. Subclasses name the format, and what it has of its own. A format that is only read has
 * no variants, and is tried on what qemu-img makes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DiskContract {
  private static final long KIB = 1L << 10;
  private static final long MIB = 1L << 20;
  private static final GuestContent MIXED = GuestContent.scattered(20 * MIB + 512, 14, 9);
  private static final GuestContent SMALL = GuestContent.checkerboard(3 * MIB, 192 * KIB);

  private final boolean oracle = QemuImg.isThere();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  /** The format. */
  protected abstract DiskFormat format();

  /** qemu's word for the format, such as {@code vpc}. */
  protected abstract String qemuFormat();

  /**
   * Options to write with, each a disk of its own; the first is tried on every shape. Empty for
   * formats that are not written.
   */
  protected List<Map<String, String>> variants() {
    return format().abilities().contains(Ability.WRITE) ? List.of(Map.of()) : List.of();
  }

  /** What qemu-img convert is told besides the format, each for an image that must be read. */
  protected List<List<String>> qemuVariants() {
    return List.of(List.of());
  }

  /** Bytes of the disk that the format makes of a disk of so many bytes. */
  protected long virtualSize(long wanted) {
    return (wanted + 511) & ~511L;
  }

  /** Bytes of a disk with little in it that must be written and read in seconds. */
  protected long hugeSize() {
    return 8L << 40;
  }

  /** Whether there can be a disk without a byte. */
  protected boolean canBeEmpty() {
    return true;
  }

  /** Whether qemu can write to a file that was written so. */
  protected boolean staysWritable(WriteOptions options) {
    return true;
  }

  /** Whether qemu-img has a check for the format. */
  protected boolean hasCheck() {
    return true;
  }

  /** Whether a file that was cut off is still one of the format. */
  protected boolean hasNoStructure() {
    return false;
  }

  /** 7-Zip's word for the format, if it reads files that were written so. */
  protected Optional<String> sevenZip(WriteOptions options) {
    return Optional.empty();
  }

  @Test
  void theOracleIsThere() {
    assumeTrue(oracle, "SKIPPED: qemu-img is not installed; only our own reader judges");
  }

  @Test
  void optionsAreNamedAndOthersRefused() {
    for (WriteOption option : format().writeOptions()) {
      assertThat(option.name()).matches("[a-z0-9_]+");
      assertThat(option.meaning()).isNotBlank();
    }
    if (format().abilities().contains(Ability.WRITE)) {
      WriteOptions strange = WriteOptions.standard().named(Map.of("no_such_option", "1"));
      assertThatThrownBy(() -> format().plan(SMALL.shape(), strange))
          .isInstanceOf(FormatException.Unsupported.class)
          .hasMessageContaining("no_such_option");
      for (WriteOption option : format().writeOptions()) {
        WriteOptions odd = WriteOptions.standard().named(Map.of(option.name(), "no such value"));
        assertThatThrownBy(() -> format().plan(SMALL.shape(), odd))
            .as(option.name())
            .isInstanceOf(FormatException.Unsupported.class)
            .hasMessageContaining(option.name());
      }
    }
    if (!format().abilities().contains(Ability.COMPRESS)) {
      WriteOptions packed = WriteOptions.standard().compressed(true);
      assertThatThrownBy(() -> format().plan(SMALL.shape(), packed))
          .isInstanceOf(FormatException.Unsupported.class);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyShapeIsWrittenInOrder() {
    List<Writing> cases = new ArrayList<>();
    for (GuestContent content : shapes()) {
      variants().stream().limit(1).forEach(variant -> cases.addAll(ways(content, variant)));
    }
    return cases.stream().map(each -> test(each, () -> inOrder(each)));
  }

  @TestFactory
  Stream<DynamicTest> everyVariantIsWrittenInOrder() {
    List<Writing> cases = new ArrayList<>();
    for (Map<String, String> variant : variants()) {
      cases.addAll(ways(MIXED, variant));
    }
    return cases.stream().map(each -> test(each, () -> inOrder(each)));
  }

  private void inOrder(Writing writing) throws IOException {
    WritePlan plan = writing.plan();
    assertThat(Integer.bitCount(plan.unit())).as("unit %d", plan.unit()).isEqualTo(1);
    assertThat(plan.unit()).isLessThanOrEqualTo(1 << 20);
    isRight(writing, plan, sink -> writing.inOrder(sink), true);
  }

  @TestFactory
  Stream<DynamicTest> manyThreadsWriteTheSame() {
    List<Writing> cases = new ArrayList<>();
    for (Map<String, String> variant : variants()) {
      cases.addAll(ways(MIXED, variant));
    }
    return cases.stream()
        .map(
            each ->
                test(
                    each,
                    () -> {
                      WritePlan plan = each.plan();
                      assumeTrue(plan.parallel(), "the plan is for one thread in order");
                      isRight(each, plan, sink -> each.byManyThreads(sink), false);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> anotherWriterGoesOnWhereOneStopped() {
    List<Writing> cases = new ArrayList<>();
    for (Map<String, String> variant : variants()) {
      cases.addAll(ways(MIXED, variant));
      cases.addAll(ways(SMALL, variant));
    }
    Random random = new Random(17);
    return cases.stream()
        .map(
            each ->
                test(
                    each,
                    () -> isRight(each, each.plan(), sink -> each.inTwoGoes(sink, random), false)));
  }

  @TestFactory
  Stream<DynamicTest> sevenZipReadsTheSame() {
    Optional<SevenZip> second = SevenZip.find();
    assumeTrue(second.isPresent(), "SKIPPED: 7-Zip is not installed");
    return variants().stream()
        .flatMap(variant -> ways(MIXED, variant).stream())
        .filter(each -> sevenZip(each.options()).isPresent())
        .map(each -> test(each, () -> isReadBy(second.get(), each)));
  }

  private void isReadBy(SevenZip second, Writing writing) throws IOException {
    String type = sevenZip(writing.options()).orElseThrow();
    assertThat(second.difference(type, write(writing), writing.content())).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> hugeDiskTakesSeconds() {
    GuestContent huge = GuestContent.scattered(hugeSize(), 20, 3);
    return variants().stream()
        .limit(1)
        .flatMap(variant -> ways(huge, variant).stream())
        .map(
            each ->
                test(
                    each,
                    () -> {
                      long start = System.nanoTime();
                      isRight(each, each.plan(), sink -> each.inOrder(sink), false);
                      assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> whatQemuWritesIsRead() {
    assumeTrue(oracle, "SKIPPED: qemu-img is not installed");
    List<DynamicTest> tests = new ArrayList<>();
    for (List<String> variant : qemuVariants()) {
      for (GuestContent content : List.of(MIXED, SMALL, GuestContent.empty(MIB))) {
        String name = content + ", qemu-img convert " + String.join(" ", variant);
        tests.add(dynamicTest(name, () -> readsQemu(content, variant)));
      }
    }
    return tests.stream();
  }

  private void readsQemu(GuestContent content, List<String> variant) throws IOException {
    Path file = fromQemu(content, variant);
    try (ChannelFile source = ChannelFile.open(file);
        Disk disk = format().open(source, Limits.DEFAULT)) {
      long size = new QemuImg(directory).virtualSize(qemuFormat(), file.getFileName().toString());
      assertThat(disk.info().virtualSize()).isEqualTo(size);
      assertThat(disk.info().format()).isEqualTo(format().name());
      assertThat(disk.info().references()).isEmpty();
      assertThat(format().describe(source, Limits.DEFAULT)).isEqualTo(disk.info());
      new Reading(disk, content, "qemu's " + variant).isRight(source);
    }
    Files.delete(file);
  }

  private Path fromQemu(GuestContent content, List<String> variant) throws IOException {
    Path raw = directory.resolve("raw");
    Files.deleteIfExists(raw);
    Files.deleteIfExists(directory.resolve("image"));
    content.writeTo(raw);
    List<String> command = new ArrayList<>(List.of("convert", "-f", "raw", "-O", qemuFormat()));
    command.addAll(variant);
    command.addAll(List.of("raw", "image"));
    new QemuImg(directory).img(command.toArray(String[]::new));
    return directory.resolve("image");
  }

  @TestFactory
  Stream<DynamicTest> filesThatWereCutOffAreRefusedOrRight() {
    assumeTrue(!hasNoStructure(), "the format has no structure");
    return samples().map(each -> dynamicTest(each.name(), () -> each.damages().cut()));
  }

  @TestFactory
  Stream<DynamicTest> noMutationThrowsHangsOrEatsMemory() {
    assumeTrue(!hasNoStructure(), "the format has no structure");
    return samples().map(each -> dynamicTest(each.name(), () -> each.damages().mutate()));
  }

  private record DamageSample(String name, Made made) {
    Damages damages() throws IOException {
      return made.make();
    }

    interface Made {
      Damages make() throws IOException;
    }
  }

  private Stream<DamageSample> samples() {
    GuestContent content = GuestContent.checkerboard(320 * KIB, 64 * KIB);
    List<DamageSample> samples = new ArrayList<>();
    for (Map<String, String> variant : variants()) {
      for (Writing writing : ways(content, variant)) {
        samples.add(new DamageSample("ours: " + writing, () -> damages(content, write(writing))));
      }
    }
    if (oracle) {
      for (List<String> variant : qemuVariants()) {
        samples.add(
            new DamageSample(
                "qemu's: " + variant, () -> damages(content, fromQemu(content, variant))));
      }
    }
    return samples.stream();
  }

  private Path write(Writing writing) throws IOException {
    Path file = directory.resolve("ours");
    Files.deleteIfExists(file);
    try (ChannelFile sink = ChannelFile.open(file)) {
      writing.inOrder(sink);
    }
    return file;
  }

  private Damages damages(GuestContent content, Path file) throws IOException {
    return new Damages(format(), content, Files.readAllBytes(file));
  }

  @Test
  void sourceThatFailsIsSaidToHaveFailed() throws IOException {
    List<Writing> ways = variants().isEmpty() ? List.of() : ways(SMALL, variants().get(0));
    for (Writing writing : ways) {
      byte[] bytes = Files.readAllBytes(write(writing));
      for (int healthy = 0; healthy < 6; healthy++) {
        FailingFile failing = new FailingFile(bytes, healthy);
        try (Disk disk = format().open(failing, Limits.DEFAULT)) {
          disk.read(0, ByteBuffer.allocate((int) SMALL.size()));
        } catch (FormatException.Failed failed) {
          assertThat(failed).hasRootCauseMessage(FailingFile.MESSAGE);
        }
      }
    }
  }

  @Test
  void sinkThatFailsIsSaidToHaveFailed() throws IOException {
    List<Writing> ways = variants().isEmpty() ? List.of() : ways(SMALL, variants().get(0));
    for (Writing writing : ways) {
      for (int healthy = 0; healthy < 4; healthy++) {
        DiskSink failing = new FailingFile(new byte[0], healthy);
        assertThatThrownBy(() -> writing.inOrder(failing))
            .as("%s after %d writes", writing, healthy)
            .isInstanceOf(FormatException.Failed.class)
            .hasRootCauseMessage(FailingFile.MESSAGE);
      }
    }
  }

  private interface Write {
    long to(DiskSink sink) throws IOException;
  }

  private void isRight(Writing writing, WritePlan plan, Write write, boolean lives)
      throws IOException {
    GuestContent content = writing.content();
    Path file = directory.resolve("ours");
    Files.deleteIfExists(file);
    try (ChannelFile ours = ChannelFile.open(file)) {
      long length = write.to(ours);
      assertThat(ours.size()).as("length of the file").isEqualTo(length);
      assertThat(plan.length()).isIn(OptionalLong.empty(), OptionalLong.of(length));
      readsItself(writing, ours);
    }
    if (oracle) {
      content.writeTo(fresh("raw"));
      judged(content, lives && content.size() >= 65_536 && staysWritable(writing.options()));
    }
    Files.delete(file);
  }

  private Path fresh(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
    return directory.resolve(name);
  }

  private void readsItself(Writing writing, DiskSource ours) throws IOException {
    GuestContent content = writing.content();
    try (Disk disk = format().open(ours, Limits.DEFAULT)) {
      assertThat(disk.info().format()).isEqualTo(format().name());
      assertThat(disk.info().virtualSize()).isEqualTo(virtualSize(content.size()));
      new Reading(disk, content, writing.toString()).isRight(ours);
    }
  }

  private void judged(GuestContent content, boolean lives) {
    QemuImg qemu = new QemuImg(directory);
    String word = qemuFormat();
    assertThat(qemu.virtualSize(word, "ours"))
        .as("size in the eyes of qemu")
        .isEqualTo((virtualSize(content.size()) + 511) & ~511L);
    if (hasCheck()) {
      qemu.img("check", "-q", "-f", word, "ours");
    }
    qemu.img("compare", "-q", "-f", "raw", "-F", word, "raw", "ours");
    if (lives) {
      String place = (content.size() / 2 & ~511L) + " 1024";
      String last = (virtualSize(content.size()) - 512) + " 512";
      qemu.io("-f", word, "-c", "write -P 7 " + place, "-c", "write -P 9 " + last, "ours");
      qemu.io("-f", "raw", "-c", "write -P 7 " + place, "-c", "write -P 9 " + last, "raw");
      if (hasCheck()) {
        qemu.img("check", "-q", "-f", word, "ours");
      }
      qemu.img("compare", "-q", "-f", "raw", "-F", word, "raw", "ours");
    }
  }

  private List<Writing> ways(GuestContent content, Map<String, String> variant) {
    List<Writing> ways = new ArrayList<>();
    for (Tables tables : Tables.values()) {
      WriteOptions options = WriteOptions.standard().tables(tables).named(variant);
      plannable(content, options).ifPresent(ways::add);
      if (format().abilities().contains(Ability.COMPRESS)) {
        plannable(content, options.compressed(true)).ifPresent(ways::add);
      }
    }
    return ways;
  }

  /** Ways that the format says it cannot do are left out, but for the plainest. */
  private Optional<Writing> plannable(GuestContent content, WriteOptions options) {
    Writing writing = new Writing(format(), content, options);
    try {
      writing.plan();
      return Optional.of(writing);
    } catch (FormatException.Unsupported no) {
      assertThat(mayRefuse(options)).as("%s is refused: %s", writing, no.getMessage()).isTrue();
      return Optional.empty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether the format may answer {@link FormatException.Unsupported} to these options. */
  protected boolean mayRefuse(WriteOptions options) {
    return false;
  }

  private DynamicTest test(Writing writing, Executable executable) {
    return dynamicTest(writing.toString(), executable);
  }

  private List<GuestContent> shapes() {
    List<GuestContent> shapes = new ArrayList<>();
    if (canBeEmpty()) {
      shapes.add(GuestContent.empty(0));
    }
    for (long size : new long[] {1, 511, 512, 513, 65_535, 65_536, 65_537, MIB - 1, MIB + 1}) {
      shapes.add(GuestContent.full(size));
    }
    shapes.add(GuestContent.empty(5 * MIB + 512));
    shapes.add(GuestContent.full(5 * MIB + 513));
    shapes.add(GuestContent.checkerboard(8 * MIB, 64 * KIB));
    shapes.add(GuestContent.checkerboard(9 * MIB + 1, MIB));
    shapes.add(GuestContent.scattered(3L << 30, 3, 5));
    shapes.add(MIXED);
    return shapes;
  }
}
