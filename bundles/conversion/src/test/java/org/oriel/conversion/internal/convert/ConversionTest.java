// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.conversion.Bounds;
import org.oriel.conversion.Conversion;
import org.oriel.conversion.ConversionOrder;
import org.oriel.conversion.ConversionProgress;
import org.oriel.conversion.Converted;
import org.oriel.conversion.FileJournal;
import org.oriel.conversion.FileSource;
import org.oriel.conversion.FileTarget;
import org.oriel.conversion.ForwardTarget;
import org.oriel.conversion.FrontLastTarget;
import org.oriel.conversion.Journal;
import org.oriel.conversion.MemoryJournal;
import org.oriel.disk.FormatException;
import org.oriel.disk.WritePlan;
import org.oriel.disk.raw.internal.RawFormat;

class ConversionTest {
  private static final long SIZE = (100L << 20) + 12_345;

  private final FormatTable formats = new FormatTable(20);
  private final ConverterService converter = new ConverterService(formats);
  private final HeapFormat heap = new HeapFormat(true);
  private final Offered offeredHeap = Offered.of(heap, "heap", "1", 0, 1);
  private final Path directory;
  private final Path raw;

  ConversionTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    raw = Disks.raw(directory.resolve("a.raw"), SIZE, 1);
  }

  @BeforeEach
  void offer() {
    formats.offer(Offered.of(new RawFormat(), "raw", "1", 0, 0));
    formats.offer(offeredHeap);
  }

  @AfterEach
  void stop() {
    converter.stop();
  }

  private Converted convert(Path from, Path to, ConversionOrder order, Journal journal)
      throws IOException {
    try (FileSource source = FileSource.open(from);
        FileTarget target = FileTarget.open(to);
        Conversion conversion =
            converter.prepare(source, order, journal, ConversionProgress.SILENT)) {
      return conversion.run(target);
    }
  }

  private static ConversionOrder to(String format) {
    return ConversionOrder.toFile(Optional.empty(), format);
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "5, true", "1, false", "2, false", "5, false"})
  void thereAndBackAgainIsTheSame(int threads, boolean parallel) throws IOException {
    formats.withdraw(offeredHeap);
    formats.offer(Offered.of(new HeapFormat(parallel), "heap", "1", 0, 1));
    Bounds bounds = Bounds.STANDARD.withThreads(threads);
    Converted there = convert(raw, file("b"), to("heap").withBounds(bounds), Journal.NONE);
    assertThat(Files.size(file("b"))).isEqualTo(there.fileBytes()).isLessThan(SIZE);
    Converted back = convert(file("b"), file("c"), to("raw").withBounds(bounds), Journal.NONE);
    assertThat(back).isEqualTo(new Converted(SIZE, 0));
    assertThat(Disks.same(raw, file("c"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 511, 512, 4095, 4097, 65_537, 1 << 20, (1 << 20) + 1})
  void anySizeIsKept(long size) throws IOException {
    Disks.raw(raw, size, 7);
    convert(raw, file("b"), ConversionOrder.toFile(Optional.of("raw"), "heap"), Journal.NONE);
    convert(file("b"), file("c"), to("raw"), Journal.NONE);
    assertThat(Files.size(file("c"))).isEqualTo(size);
    assertThat(Disks.same(raw, file("c"))).isTrue();
  }

  @Test
  void zerosAreNotWritten() throws IOException {
    convert(raw, file("b"), to("raw"), Journal.NONE);
    assertThat(Disks.same(raw, file("b"))).isTrue();
    long allocated = allocated(file("b"));
    assertThat(allocated).isPositive().isLessThan(SIZE * 6 / 10);
  }

  @Test
  void whatIsInTheTargetBeforeIsGone() throws IOException {
    Disks.raw(file("b"), 2 * SIZE, 99);
    convert(raw, file("b"), to("raw"), Journal.NONE);
    assertThat(Disks.same(raw, file("b"))).isTrue();
  }

  @Test
  void progressGoesFromNothingToAll() throws IOException {
    AtomicLong last = new AtomicLong();
    AtomicLong whole = new AtomicLong();
    try (FileSource source = FileSource.open(raw);
        FileTarget target = FileTarget.open(file("b"));
        Conversion conversion =
            converter.prepare(
                source,
                to("heap"),
                Journal.NONE,
                (done, total) -> {
                  last.accumulateAndGet(done, Math::max);
                  whole.set(total);
                })) {
      assertThat(conversion.dataBytes()).isEqualTo(SIZE);
      assertThat(conversion.source().virtualSize()).isEqualTo(SIZE);
      conversion.run(target);
    }
    assertThat(last).hasValue(SIZE);
    assertThat(whole).hasValue(SIZE);
  }

  @Test
  void storeTakesRawFromFrontToBack() throws IOException {
    convert(raw, file("b"), to("heap"), Journal.NONE);
    ConversionOrder order = to("raw").withReach(WritePlan.Order.FORWARD, true);
    try (FileSource source = FileSource.open(file("b"));
        FileChannel channel = created(file("c"));
        Conversion conversion =
            converter.prepare(source, order, Journal.NONE, ConversionProgress.SILENT)) {
      assertThat(conversion.length()).hasValue(SIZE);
      conversion.run(new ForwardTarget(channel));
    }
    assertThat(Disks.same(raw, file("c"))).isTrue();
  }

  @Test
  void objectStoreTakesTheFrontLast() throws IOException {
    ConversionOrder order = to("heap").withReach(WritePlan.Order.FRONT_LAST, false);
    try (FileSource source = FileSource.open(raw);
        FileChannel rest = created(file("rest"));
        FileChannel whole = created(file("b"));
        Conversion conversion =
            converter.prepare(source, order, Journal.NONE, ConversionProgress.SILENT)) {
      FrontLastTarget target = new FrontLastTarget(5 << 20, rest);
      assertThat(conversion.front()).isBetween(1L, 5L << 20);
      Converted done = conversion.run(target);
      assertThat(target.front().remaining()).isEqualTo(5 << 20);
      assertThat(rest.size()).isEqualTo(done.fileBytes() - (5 << 20));
      whole.write(target.front());
      rest.transferTo(0, rest.size(), whole);
    }
    convert(file("b"), file("c"), to("raw"), Journal.NONE);
    assertThat(Disks.same(raw, file("c"))).isTrue();
  }

  @Test
  void formatThatMustGoBackIsRefusedForAStoreThatCannot() throws IOException {
    ConversionOrder order = to("heap").withReach(WritePlan.Order.FORWARD, false);
    try (FileSource source = FileSource.open(raw)) {
      assertThatThrownBy(
              () -> converter.prepare(source, order, Journal.NONE, ConversionProgress.SILENT))
          .isInstanceOf(FormatException.Unsupported.class)
          .hasMessageContaining("heap");
    }
    assertThat(formats.list()).allMatch(format -> format.inUse() == 0);
  }

  @Test
  void fileThatGrowsTooLongIsCutShort() {
    Bounds bounds = Bounds.STANDARD.withOutputBytes(10 << 20);
    assertThatThrownBy(() -> convert(raw, file("b"), to("heap").withBounds(bounds), Journal.NONE))
        .isInstanceOf(FormatException.Failed.class)
        .hasMessageContaining("10485760");
  }

  @Test
  void unknownFormatsAreRefusedByName() {
    assertThatThrownBy(() -> convert(raw, file("b"), to("zip"), Journal.NONE))
        .isInstanceOf(FormatException.Unsupported.class)
        .hasMessageContaining("zip");
  }

  @Test
  void goesOnInTheMiddleWithANewerPlugin() throws IOException {
    HeapFormat newer = new HeapFormat(true);
    Offered offeredNewer = Offered.of(newer, "heap", "2", 0, 2);
    heap.meanwhile =
        () -> {
          if (heap.written.get() == 3) {
            formats.offer(offeredNewer);
          }
        };
    Converted done = convert(raw, file("b"), to("heap"), new MemoryJournal());
    assertThat(done.swaps()).isEqualTo(1);
    assertThat(newer.written.get()).isGreaterThan(heap.written.get());
    convert(file("b"), file("c"), to("raw"), Journal.NONE);
    assertThat(Disks.same(raw, file("c"))).isTrue();
  }

  @Test
  void waitsForTheNextPluginWhenItsOwnGoesAway() throws IOException {
    HeapFormat next = new HeapFormat(true);
    Thread operator =
        new Thread(
            () -> {
              formats.withdraw(offeredHeap);
              formats.offer(Offered.of(next, "heap", "1", 0, 2));
            });
    heap.meanwhile =
        () -> {
          if (heap.written.get() == 30) {
            operator.start();
            while (formats.list().size() > 1) {
              Thread.onSpinWait();
            }
          }
        };
    Converted done = convert(raw, file("b"), to("heap"), new MemoryJournal());
    assertThat(done.swaps()).isEqualTo(1);
    assertThat(next.written.get()).isPositive();
    convert(file("b"), file("c"), to("raw"), Journal.NONE);
    assertThat(Disks.same(raw, file("c"))).isTrue();
  }

  @Test
  void pluginThatBreaksWhileItGoesIsLeftForTheNext() throws IOException {
    HeapFormat next = new HeapFormat(true);
    heap.meanwhile =
        () -> {
          if (heap.written.get() >= 30) {
            formats.offer(Offered.of(next, "heap", "2", 0, 2));
            throw new NoClassDefFoundError("gone");
          }
        };
    Converted done = convert(raw, file("b"), to("heap"), new MemoryJournal());
    assertThat(done.swaps()).isEqualTo(1);
    convert(file("b"), file("c"), to("raw"), Journal.NONE);
    assertThat(Disks.same(raw, file("c"))).isTrue();
  }

  @Test
  void lastPluginThatGoesTurnsTheFormatOff() {
    heap.meanwhile =
        () -> {
          if (heap.written.get() == 30) {
            Thread operator = new Thread(() -> formats.withdraw(offeredHeap));
            operator.start();
          }
        };
    Bounds impatient = Bounds.STANDARD.withPatience(Duration.ofMillis(200));
    assertThatThrownBy(
            () -> convert(raw, file("b"), to("heap").withBounds(impatient), new MemoryJournal()))
        .isInstanceOf(FormatException.Unsupported.class)
        .hasMessageContaining("heap");
    assertThat(formats.list()).allMatch(format -> format.inUse() == 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWasCancelledGoesOnFromItsJournal(boolean parallel) throws IOException {
    formats.withdraw(offeredHeap);
    HeapFormat first = new HeapFormat(parallel);
    formats.offer(Offered.of(first, "heap", "1", 0, 1));
    try (FileJournal journal = FileJournal.open(file("journal"));
        FileSource source = FileSource.open(raw);
        FileTarget target = FileTarget.open(file("b"));
        Conversion conversion =
            converter.prepare(source, to("heap"), journal, ConversionProgress.SILENT)) {
      first.meanwhile =
          () -> {
            if (first.written.get() == 30) {
              conversion.cancel();
            }
          };
      assertThatThrownBy(() -> conversion.run(target)).isInstanceOf(CancellationException.class);
    }
    int before = first.written.get();
    // What a power failure may leave behind what was noted.
    Files.write(file("b"), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
    try (FileJournal journal = FileJournal.open(file("journal"))) {
      convert(raw, file("b"), to("heap"), journal);
    }
    assertThat(before).isBetween(30, 60);
    assertThat(Files.size(file("journal"))).isZero();
    int after = first.written.get();
    convert(raw, file("d"), to("heap"), Journal.NONE);
    assertThat(first.written.get() - after).isEqualTo(after);
    convert(file("b"), file("c"), to("raw"), Journal.NONE);
    assertThat(Disks.same(raw, file("c"))).isTrue();
  }

  @Test
  void journalOfAnotherDiskIsNotFollowed() throws IOException {
    try (FileJournal journal = FileJournal.open(file("journal"));
        FileSource source = FileSource.open(raw);
        FileTarget target = FileTarget.open(file("b"));
        Conversion conversion =
            converter.prepare(source, to("heap"), journal, ConversionProgress.SILENT)) {
      heap.meanwhile = conversion::cancel;
      assertThatThrownBy(() -> conversion.run(target)).isInstanceOf(CancellationException.class);
    }
    heap.meanwhile = () -> {};
    Disks.raw(raw, SIZE / 2, 3);
    try (FileJournal journal = FileJournal.open(file("journal"))) {
      convert(raw, file("b"), to("heap"), journal);
    }
    convert(file("b"), file("c"), to("raw"), Journal.NONE);
    assertThat(Disks.same(raw, file("c"))).isTrue();
  }

  private static FileChannel created(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
  }

  /** Bytes that a file takes on its disk, by the program du. */
  private static long allocated(Path file) throws IOException {
    Process du = new ProcessBuilder("du", "-k", file.toString()).start();
    String said = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Long.parseLong(said.split("\\s", -1)[0]) * 1024;
  }
}
