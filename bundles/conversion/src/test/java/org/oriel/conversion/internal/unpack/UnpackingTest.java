// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.oriel.conversion.Contents;
import org.oriel.conversion.Finding;
import org.oriel.conversion.Inspection;
import org.oriel.image.Refusal;

@Timeout(60)
class UnpackingTest {
  private final Unpackers unpackers = new Unpackers(80 << 20);

  @AfterEach
  void stopWorkers() {
    unpackers.close();
  }

  /** Counts and adds up what it is shown. */
  private static final class Sum implements Inspection {
    private long length;
    private long sum;

    @Override
    public void feed(ByteBuffer bytes) {
      while (bytes.hasRemaining()) {
        sum = sum * 31 + bytes.get();
        length++;
      }
    }

    @Override
    public Finding finish(long whole) {
      assertThat(whole).isEqualTo(length);
      return new Finding(Set.of("s" + sum), OptionalLong.of(length), Optional.empty());
    }

    @Override
    public void close() {}
  }

  private static Finding plain(byte[] bytes) {
    Sum sum = new Sum();
    sum.feed(ByteBuffer.wrap(bytes));
    return sum.finish(bytes.length);
  }

  private Contents unpack(Compression kind, byte[] packed, int piece) {
    return unpack(kind, packed, piece, UnpackLimits.DEFAULT);
  }

  private Contents unpack(Compression kind, byte[] packed, int piece, UnpackLimits limits) {
    try (Unpacking unpacking = unpackers.begin(kind, new Sum(), limits)) {
      for (int at = 0; at < packed.length; at += piece) {
        ByteBuffer bytes = ByteBuffer.wrap(packed, at, Math.min(piece, packed.length - at));
        unpacking.feed(bytes);
      }
      return unpacking.finish();
    }
  }

  private static byte[] disk(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    Arrays.fill(bytes, length / 4, length / 2, (byte) 0);
    return bytes;
  }

  @ParameterizedTest
  @EnumSource
  void showsWhatIsInside(Compression kind) {
    for (int length : new int[] {0, 1, 100_000, 700_001}) {
      byte[] disk = disk(length);
      byte[] packed = Packing.pack(kind, disk);
      assertThat(Compression.of(ByteBuffer.wrap(packed))).hasValue(kind);
      for (int piece : new int[] {7, 5_000, packed.length}) {
        if (length / piece < 100_000) {
          assertThat(unpack(kind, packed, piece))
              .as("%d bytes in pieces of %d", length, piece)
              .isEqualTo(Contents.of(kind.word(), plain(disk)));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gzip -1, GZIP",
    "gzip -9, GZIP",
    "bzip2 -1, BZIP2",
    "bzip2 -9, BZIP2",
    "xz -0, XZ",
    "xz -9, XZ",
    "zstd -1, ZSTD",
    "zstd -19, ZSTD",
    "lz4 -1, LZ4",
    "lz4 -9, LZ4",
    "lz4 -BD -BX --content-size, LZ4",
    "zip, ZIP",
    "zip -0, ZIP"
  })
  void readsWhatTheUsualToolsPack(String command, Compression kind, @TempDir Path directory)
      throws Exception {
    byte[] disk = disk(2_000_000);
    Path file = Files.write(directory.resolve("disk"), disk);
    Path packed = directory.resolve("packed");
    String tool = command.split(" ", -1)[0];
    boolean there =
        Files.isExecutable(Path.of("/usr/bin", tool)) || Files.isExecutable(Path.of("/bin", tool));
    Assumptions.assumeTrue(there, () -> tool + " is not installed");
    List<String> words =
        tool.equals("zip")
            ? List.of(
                "sh",
                "-c",
                "cd "
                    + directory
                    + " && "
                    + command
                    + " -q packed.zip disk && mv packed.zip packed")
            : List.of("sh", "-c", command + " -c <" + file + " >" + packed);
    Process process = new ProcessBuilder(words).inheritIO().start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();

    assertThat(unpack(kind, Files.readAllBytes(packed), 65_536))
        .isEqualTo(Contents.of(kind.word(), plain(disk)));
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsCutOff(Compression kind) {
    byte[] packed = Packing.pack(kind, disk(50_000));
    for (int length = Compression.HEAD; length < packed.length; length += 1 + length / 3) {
      assertThat(unpack(kind, Arrays.copyOf(packed, length), 4_096).objection())
          .as("cut at %d of %d", length, packed.length)
          .hasValue("The data cannot be unpacked as " + kind.word() + " to their end.");
    }
  }

  @ParameterizedTest
  @EnumSource
  void damagedDataAreReadRightlyOrRefused(Compression kind) {
    byte[] disk = disk(3_000);
    byte[] packed = Packing.pack(kind, disk);
    Contents right = Contents.of(kind.word(), plain(disk));
    Random random = new Random(11);
    for (int i = 0; i < 100; i++) {
      byte[] damaged = packed.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Contents contents = unpack(kind, damaged, 4_096);
      assertThat(contents.equals(right) || contents.objection().isPresent())
          .as("damage %d: %s", i, contents)
          .isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesRubbishBehindTheData(Compression kind) {
    byte[] packed = Packing.pack(kind, disk(5_000));
    byte[] longer = Arrays.copyOf(packed, packed.length + 5);
    Arrays.fill(longer, packed.length, longer.length, (byte) 'x');

    assertThat(unpack(kind, longer, 4_096).objection()).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void refusesBombs(Compression kind) {
    byte[] zeros = new byte[1 << 20];
    byte[] bomb = Packing.pack(kind, zeros, 24);

    Contents contents = unpack(kind, bomb, 4_096, new UnpackLimits(10, 1 << 20));

    assertThat(contents.objection())
        .hasValue("The data would unpack to more than 10 times their length.");
    assertThat(contents.disks()).isEmpty();
  }

  @Test
  void emptyDiskIsNoBomb() {
    byte[] packed = Packing.pack(Compression.GZIP, new byte[1 << 20], 32);

    assertThat(
            unpack(Compression.GZIP, packed, 65_536, new UnpackLimits(2_000, 1 << 20)).objection())
        .isEmpty();
  }

  @Test
  void bombCostsLittleTime() {
    byte[] bomb = Packing.pack(Compression.ZSTD, new byte[8 << 20], 40);
    long start = System.nanoTime();

    Contents contents = unpack(Compression.ZSTD, bomb, 65_536);

    assertThat(contents.objection()).isPresent();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void severalMembersOfAGzipFileAreOneDisk() throws IOException {
    byte[] one = disk(10_000);
    byte[] two = disk(20_000);
    byte[] both = Arrays.copyOf(one, 30_000);
    System.arraycopy(two, 0, both, 10_000, 20_000);
    byte[] packedOne = Packing.pack(Compression.GZIP, one);
    byte[] packedTwo = Packing.pack(Compression.GZIP, two);
    byte[] packed = Arrays.copyOf(packedOne, packedOne.length + packedTwo.length);
    System.arraycopy(packedTwo, 0, packed, packedOne.length, packedTwo.length);

    assertThat(unpack(Compression.GZIP, packed, 1_000)).isEqualTo(Contents.of("gzip", plain(both)));
  }

  @Test
  void xzThatWantsMuchMemoryIsRefused() {
    byte[] packed = Packing.pack(Compression.XZ, disk(1_000));
    // The dictionary's size in the block header, whose CRC is made right again.
    packed[16] = 40;
    CRC32 crc = new CRC32();
    crc.update(packed, 12, 8);
    ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).putInt(20, (int) crc.getValue());

    assertThat(unpack(Compression.XZ, packed, 1_000).objection()).isPresent();
  }

  @Test
  void senderThatBreaksOffEndsTheWorker() throws Exception {
    Unpacking unpacking = unpackers.begin(Compression.GZIP, new Sum(), UnpackLimits.DEFAULT);
    unpacking.feed(ByteBuffer.wrap(Packing.pack(Compression.GZIP, disk(9_000)), 0, 500));
    unpacking.close();

    assertThat(unpacking.finish().objection()).isPresent();
  }

  @Test
  void unpackingThatIsStoppedMeansComeAgain() {
    Unpacking unpacking = unpackers.begin(Compression.GZIP, new Sum(), UnpackLimits.DEFAULT);
    unpacking.feed(ByteBuffer.wrap(Packing.pack(Compression.GZIP, disk(9_000)), 0, 500));
    unpackers.close();

    assertThatThrownBy(unpacking::finish).isInstanceOf(Refusal.Unavailable.class);
    assertThatThrownBy(() -> unpackers.begin(Compression.GZIP, new Sum(), UnpackLimits.DEFAULT))
        .isInstanceOf(Refusal.Unavailable.class);
  }

  @Test
  void allThreadsAtWorkMeansComeAgain() {
    try (Unpackers two = new Unpackers(80 << 20, 2)) {
      for (int i = 0; i < 2; i++) {
        two.begin(Compression.GZIP, new Sum(), UnpackLimits.DEFAULT);
      }

      assertThatThrownBy(() -> two.begin(Compression.GZIP, new Sum(), UnpackLimits.DEFAULT))
          .isInstanceOf(Refusal.Unavailable.class);
    }
  }

  @Test
  void memoryIsWaitedForAndGivenBack() {
    byte[] packed = Packing.pack(Compression.XZ, disk(10_000));
    Unpacking first = unpackers.begin(Compression.XZ, new Sum(), UnpackLimits.DEFAULT);

    assertThatThrownBy(() -> unpackers.begin(Compression.XZ, new Sum(), UnpackLimits.DEFAULT))
        .isInstanceOf(Refusal.Unavailable.class);
    first.close();
    assertThat(unpack(Compression.XZ, packed, 1_000).objection()).isEmpty();
  }

  @Test
  void zipMayHaveOneMemberOnly() {
    byte[] disk = disk(4_000);
    for (boolean stored : new boolean[] {false, true}) {
      assertThat(unpack(Compression.ZIP, Packing.zip(stored, disk), 100))
          .isEqualTo(Contents.of("zip", plain(disk)));
      assertThat(unpack(Compression.ZIP, Packing.zip(stored, disk, disk), 100).objection())
          .isPresent();
    }
  }

  @Test
  void zipWhoseDirectoryNamesAnotherMemberIsRefused() {
    byte[] hidden = Packing.zip(true, "hidden".getBytes(StandardCharsets.UTF_8));
    byte[] packed = Packing.zip(true, hidden);
    int end = packed.length - 22;
    ByteBuffer view = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
    int directory = view.getInt(end + 16);
    assertThat(unpack(Compression.ZIP, packed, 100).objection()).isEmpty();
    view.putInt(directory + 42, 37);

    assertThat(unpack(Compression.ZIP, packed, 100).objection()).isPresent();
  }

  @Test
  void zipWithoutDirectoryOrWithACommentIsRefused() {
    byte[] packed = Packing.zip(false, disk(4_000));
    byte[] commented = Arrays.copyOf(packed, packed.length + 3);
    commented[packed.length - 2] = 3;

    assertThat(unpack(Compression.ZIP, commented, 100).objection()).isPresent();
    assertThat(unpack(Compression.ZIP, Arrays.copyOf(packed, packed.length - 22), 100).objection())
        .isPresent();
  }
}
