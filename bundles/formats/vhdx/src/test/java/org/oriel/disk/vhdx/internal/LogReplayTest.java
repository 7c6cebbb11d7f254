// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vhdx.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.disk.Disk;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;
import org.oriel.testkit.disk.ByteSource;
import org.oriel.testkit.disk.QemuImg;

/** Files whose writer died: qemu always empties its log, so these are made by hand. */
class LogReplayTest {
  private static final int MIB = 1 << 20;
  private static final UUID GUID = new UUID(0x1122334455667788L, 0x99aabbccddeeff00L);
  private static final long FULL = 6;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  /** Four blocks of which the file knows none and the log none either. */
  private static VhdxFile file() {
    return new VhdxFile(4 * MIB, 1).fill(VhdxFile.FIRST_BLOCK, 7).logged(GUID);
  }

  private static LogMaker first() {
    return new LogMaker(GUID, 5, 0);
  }

  private static byte[] read(byte[] file) throws IOException {
    try (Disk disk = new VhdxFormat().open(new ByteSource(file), Limits.DEFAULT)) {
      byte[] content = new byte[4 * MIB];
      disk.read(0, ByteBuffer.wrap(content));
      for (long at = 0; at < content.length; at = disk.extentAt(at).end()) {
        assertThat(disk.extentAt(at).offset()).as("data may lie in the log").isEmpty();
      }
      assertThat(disk.info().details()).containsEntry("log", "to be replayed");
      return content;
    }
  }

  /** A sector of zeros but for its first byte, as an entry of the table would be. */
  private static LogMaker tableEntry(LogMaker entry, long value) {
    return entry.write(VhdxFile.TABLE, 0).patch(LogMaker.DESCRIPTOR + 8, value);
  }

  @Test
  void whatTheLogHoldsCounts() throws IOException {
    long value = VhdxFile.FIRST_BLOCK | FULL;
    byte[] content = read(file().log(tableEntry(first(), value), 0).bytes());
    assertThat(content[0]).isEqualTo((byte) 7);
    assertThat(content[MIB - 1]).isEqualTo((byte) 7);
    assertThat(content[MIB]).isZero();
  }

  @Test
  void dataAndZerosLieOverTheFileInTheirOrder() throws IOException {
    int block = VhdxFile.FIRST_BLOCK;
    LogMaker entry =
        tableEntry(first(), block | FULL)
            .write(block + 8192, 9)
            .zero(block + 4096, 12_288)
            .write(block + 12_288, 8)
            .zero(block + MIB - 4096, 4096);
    byte[] content = read(file().log(entry, 0).bytes());
    assertThat(content[4095]).isEqualTo((byte) 7);
    assertThat(Arrays.copyOfRange(content, 4096, 12_288)).containsOnly(0);
    assertThat(Arrays.copyOfRange(content, 12_288, 16_384)).containsOnly(8);
    assertThat(content[16_384]).isEqualTo((byte) 7);
    assertThat(content[MIB - 4097]).isEqualTo((byte) 7);
    assertThat(content[MIB - 1]).isZero();
  }

  @Test
  void entriesFollowEachOtherOverTheEndOfTheLog() throws IOException {
    int block = VhdxFile.FIRST_BLOCK;
    int start = MIB - 12_288;
    LogMaker one = tableEntry(new LogMaker(GUID, 5, start), block | FULL);
    LogMaker two = new LogMaker(GUID, 6, start).write(block, 1).write(block + 4096, 2);
    LogMaker three = new LogMaker(GUID, 7, start).write(block, 3);
    VhdxFile file = file().log(one, start).log(two, MIB - 4096).log(three, 8192);
    byte[] content = read(file.bytes());
    assertThat(content[0]).isEqualTo((byte) 3);
    assertThat(content[4096]).isEqualTo((byte) 2);
    assertThat(content[8192]).isEqualTo((byte) 7);
  }

  @Test
  void onlyTheLatestSequenceAndOnlyFromItsTailOnCounts() throws IOException {
    int block = VhdxFile.FIRST_BLOCK;
    LogMaker stale = new LogMaker(GUID, 2, 0).write(block, 1);
    LogMaker applied = new LogMaker(GUID, 8, 65_536).write(block + 4096, 2);
    LogMaker wanted = tableEntry(new LogMaker(GUID, 9, 65_536 + 8192), block | FULL);
    LogMaker other = new LogMaker(new UUID(1, 1), 10, 65_536 + 16_384).write(block, 4);
    VhdxFile file =
        file()
            .log(stale, 0)
            .log(applied, 65_536)
            .log(wanted, 65_536 + 8192)
            .log(other, 65_536 + 16_384);
    byte[] content = read(file.bytes());
    assertThat(Arrays.copyOf(content, 8192)).containsOnly(7);
  }

  @Test
  void entryThatIsNotWholeEndsTheSequence() throws IOException {
    int block = VhdxFile.FIRST_BLOCK;
    LogMaker broken = new LogMaker(GUID, 6, 0).write(block, 4).wrongSum();
    byte[] content =
        read(file().log(tableEntry(first(), block | FULL), 0).log(broken, 8192).bytes());
    assertThat(content[0]).isEqualTo((byte) 7);
  }

  @Test
  void fileGrowsAsTheLogSays() throws IOException {
    long block = 6L * MIB;
    LogMaker entry = tableEntry(first(), block | FULL).write(block, 5).sizes(5L * MIB, 7L * MIB);
    byte[] content = read(file().log(entry, 0).bytes());
    assertThat(content[4095]).isEqualTo((byte) 5);
    assertThat(content[4096]).isZero();
  }

  private static void isCorrupt(String name, VhdxFile file) {
    assertThatThrownBy(() -> read(file.bytes()))
        .as(name)
        .isInstanceOf(FormatException.Corrupt.class);
  }

  private static void isCorrupt(String name, UnaryOperator<LogMaker> change) {
    isCorrupt(name, file().log(change.apply(tableEntry(first(), 0)), 0));
  }

  @Test
  void logsThatContradictThemselvesAreRefused() {
    isCorrupt("nothing in the log", file());
    isCorrupt("wrong sum", entry -> entry.wrongSum());
    isCorrupt("tail elsewhere", file().log(new LogMaker(GUID, 5, 8192).write(MIB * 3L, 1), 0));
    isCorrupt("sequence 0", entry -> entry.patch(16, 0));
    isCorrupt("no length", entry -> entry.patchInt(8, 0));
    isCorrupt("odd length", entry -> entry.patchInt(8, 8191));
    isCorrupt("length of -1", entry -> entry.patchInt(8, -4096));
    isCorrupt("too many descriptors", entry -> entry.patchInt(24, 255));
    isCorrupt("descriptors without end", entry -> entry.patchInt(24, -1));
    isCorrupt("descriptor of nothing", entry -> entry.patchInt(24, 2));
    isCorrupt("unknown descriptor", entry -> entry.patchInt(64, 1));
    isCorrupt("descriptor of another entry", entry -> entry.patch(64 + 24, 4));
    isCorrupt("data of another entry", entry -> entry.patchInt(4096 + 4, 1));
    isCorrupt("data torn", entry -> entry.patchInt(8188, 4));
    isCorrupt("no data", entry -> entry.patchInt(4096, 0));
    isCorrupt("over the headers", entry -> entry.zero(64 << 10, 4096));
    isCorrupt("over itself", entry -> entry.zero(VhdxFile.LOG, 4096));
    isCorrupt("reaching into itself", entry -> entry.patch(64 + 16, VhdxFile.LOG + MIB - 4096));
    isCorrupt("half a sector", entry -> entry.zero(VhdxFile.TABLE, 512));
    isCorrupt("out of line", entry -> entry.zero(VhdxFile.TABLE + 512, 4096));
    isCorrupt("negative place", entry -> entry.zero(-4096, 4096));
    isCorrupt("negative length", entry -> entry.zero(VhdxFile.TABLE, -4096));
    isCorrupt("all numbers", entry -> entry.zero(4096L << 20, Long.MAX_VALUE - 4095));
    isCorrupt("two TiB on", entry -> entry.zero(1L << 41, 4096));
    isCorrupt("file was longer", entry -> entry.sizes(6L * MIB, 6L * MIB));
    isCorrupt("file shall be endless", entry -> entry.sizes(4L * MIB, Long.MAX_VALUE));
    isCorrupt("log outside", file().headers(VhdxFile.LOG_OFFSET, 64L * MIB));
    VhdxFile none = file();
    none.putInt(VhdxFile.FIRST_HEADER + VhdxFile.LOG_BYTES, 0);
    none.putInt(VhdxFile.SECOND_HEADER + VhdxFile.LOG_BYTES, 0);
    isCorrupt("no log", none);
  }

  @Test
  void logOfHugeBrokenEntriesIsRefusedInTime() {
    VhdxFile file = file();
    for (int at = 0; at < MIB; at += 4096) {
      ByteBuffer entry = first().bytes().putInt(8, MIB);
      for (int i = 0; i < 64; i++) {
        file.putInt(VhdxFile.LOG + at + i / 4 * 4, entry.getInt(i / 4 * 4));
      }
    }
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> isCorrupt("all entries broken", file));
  }

  @Test
  void logThatIsTooLongIsUnsupported() {
    Limits limits = new Limits(MIB, MIB - 1, Long.MAX_VALUE);
    byte[] bytes = file().log(tableEntry(first(), 0), 0).bytes();
    assertThatThrownBy(() -> new VhdxFormat().open(new ByteSource(bytes), limits))
        .isInstanceOf(FormatException.Unsupported.class);
  }

  /** As in the corpus: the writer died after the log was written, before the table was. */
  @Test
  void qemusOwnLogIsReplayed() throws IOException {
    assumeTrue(QemuImg.isThere(), "SKIPPED: qemu-img is not installed");
    QemuImg qemu = new QemuImg(directory);
    Path file = directory.resolve("dirty.vhdx");
    qemu.img("create", "-q", "-f", "vhdx", "-o", "block_size=1M", "dirty.vhdx", "4M");
    qemu.io("-f", "vhdx", "-c", "write -P 5 3M 200k", "dirty.vhdx");
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int current =
        all.getLong(VhdxFile.FIRST_HEADER + 8) > all.getLong(VhdxFile.SECOND_HEADER + 8)
            ? VhdxFile.FIRST_HEADER
            : VhdxFile.SECOND_HEADER;
    int log = (int) all.getLong(current + VhdxFile.LOG_OFFSET);
    int target = (int) all.getLong(log + 64 + 16);
    Arrays.fill(bytes, target, target + 4096, (byte) 0);
    Guid.put(all, current + VhdxFile.LOG_GUID, Guid.get(all, log + 32));
    Sums.put(all.slice(current, 4096).order(ByteOrder.LITTLE_ENDIAN));

    byte[] content = read(bytes);

    assertThat(Arrays.copyOf(content, 3 * MIB)).containsOnly(0);
    assertThat(Arrays.copyOfRange(content, 3 * MIB, 3 * MIB + 200 * 1024)).containsOnly(5);
    assertThat(Arrays.copyOfRange(content, 3 * MIB + 200 * 1024, 4 * MIB)).containsOnly(0);
    Files.write(file, bytes);
    qemu.img("check", "-q", "-r", "all", "-f", "vhdx", "dirty.vhdx");
    qemu.img("convert", "-f", "vhdx", "-O", "raw", "dirty.vhdx", "replayed.raw");
    assertThat(Files.readAllBytes(directory.resolve("replayed.raw"))).isEqualTo(content);
  }
}
