// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.disk.Disk;
import org.oriel.disk.Limits;
import org.oriel.disk.Problem;
import org.oriel.disk.Problem.Kind;
import org.oriel.testkit.disk.ByteSource;
import org.oriel.testkit.disk.GuestContent;
import org.oriel.testkit.disk.QemuImg;

/** Sound files have no problems, and each wrong number is found for what it is. */
class RefcountCheckTest {
  private static final int CLUSTER = 65_536;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private QemuImg qemu;

  @BeforeEach
  void needsQemu() throws IOException {
    assumeTrue(QemuImg.isThere(), "SKIPPED: qemu-img is not installed; it makes the files");
    qemu = new QemuImg(directory);
    GuestContent.checkerboard(1 << 20, 128 << 10).writeTo(directory.resolve("raw"));
  }

  private ByteBuffer image(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("convert", "-f", "raw", "-O", "qcow2"));
    command.addAll(List.of(options));
    command.addAll(List.of("raw", "image"));
    qemu.img(command.toArray(String[]::new));
    return bytes();
  }

  private ByteBuffer bytes() throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(directory.resolve("image")));
  }

  private static List<Problem> problems(ByteBuffer image) throws IOException {
    List<Problem> problems = new ArrayList<>();
    byte[] file = new byte[image.capacity()];
    image.get(0, file);
    try (Disk disk = new Qcow2Format().open(new ByteSource(file), Limits.DEFAULT)) {
      disk.check(problems::add);
    }
    return problems;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 16, 32, 64})
  void soundFilesOfAllWidthsHaveNoProblem(int bits) throws IOException {
    assertThat(problems(image("-o", "refcount_bits=" + bits))).isEmpty();
    assertThat(problems(image("-c", "-o", "cluster_size=512,refcount_bits=" + Math.max(8, bits))))
        .isEmpty();
  }

  @Test
  void snapshotsAndBitmapsAreCounted() throws IOException {
    image();
    qemu.img("snapshot", "-c", "first", "image");
    qemu.io("-f", "qcow2", "-c", "write -P 1 0 300k", "image");
    qemu.img("snapshot", "-c", "second", "image");
    qemu.img("bitmap", "--add", "image", "changes");
    qemu.io("-f", "qcow2", "-c", "write -P 2 100k 300k", "image");
    assertThat(problems(bytes())).isEmpty();
  }

  @Test
  void refcountTooHighIsALeakAndTooLowIsCorruption() throws IOException {
    ByteBuffer image = image();
    int block = (int) image.getLong((int) image.getLong(48));
    int data = image.capacity() / CLUSTER - 1;
    image.putShort(block + 2 * data, (short) 0);
    assertThat(problems(image)).extracting(Problem::kind).contains(Kind.CORRUPTION);

    image = image();
    image.putShort(block + 2 * data, (short) 3);
    assertThat(problems(image)).extracting(Problem::kind).contains(Kind.LEAK);
  }

  @Test
  void placeThatIsUsedTwiceOrOutsideIsCorruption() throws IOException {
    ByteBuffer image = image();
    int l2 = (int) (image.getLong((int) image.getLong(40)) & Entry.OFFSET);
    long first = image.getLong(l2);
    image.putLong(l2 + 8, first);
    assertThat(problems(image))
        .extracting(Problem::kind)
        .containsExactlyInAnyOrder(Kind.LEAK, Kind.CORRUPTION);

    image.putLong(l2 + 8, Entry.COPIED | 1L << 40);
    assertThat(problems(image))
        .anySatisfy(problem -> assertThat(problem.sentence()).contains("outside of the file"));
  }
}
