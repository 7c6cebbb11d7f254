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
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.disk.Disk;
import org.oriel.disk.Extent;
import org.oriel.disk.Limits;
import org.oriel.disk.Problem;
import org.oriel.testkit.disk.ChannelFile;
import org.oriel.testkit.disk.GuestContent;
import org.oriel.testkit.disk.QemuImg;

/** Images that lived: qemu-io writes, zeroes and discards at random, and we read what it reads. */
class Qcow2LifeTest {
  private static final int SIZE = 6 << 20;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compat=0.10",
        "cluster_size=512",
        "cluster_size=4k,refcount_bits=1",
        "cluster_size=64k",
        "cluster_size=2M",
        "extended_l2=on,cluster_size=16k",
        "extended_l2=on",
        "compression_type=zstd",
      })
  void livesAreReadAsQemuReadsThem(String options) throws IOException {
    assumeTrue(QemuImg.isThere(), "SKIPPED: qemu-img is not installed; nothing lives");
    Random random = new Random(options.hashCode());
    QemuImg qemu = new QemuImg(directory);
    GuestContent.scattered(SIZE, 9, 4).writeTo(directory.resolve("raw"));
    List<String> make = new ArrayList<>(List.of("convert", "-f", "raw", "-O", "qcow2"));
    if (!options.contains("refcount_bits") && random.nextBoolean()) {
      make.add("-c");
    }
    make.addAll(List.of("-o", options, "raw", "image"));
    qemu.img(make.toArray(String[]::new));
    for (int round = 0; round < 3; round++) {
      qemu.io(life(random));
      qemu.img("convert", "-f", "qcow2", "-O", "raw", "image", "seen");
      same();
    }
  }

  private static String[] life(Random random) {
    List<String> life = new ArrayList<>(List.of("-f", "qcow2"));
    for (int i = 0; i < 30; i++) {
      int sectors = 1 + random.nextInt(1 << (1 + random.nextInt(9)));
      long place = 512L * random.nextInt(SIZE / 512 - sectors);
      String verb = random.nextInt(3) > 0 ? "write -P " + (1 + random.nextInt(255)) : "write -z";
      verb = random.nextInt(6) == 0 ? "discard" : verb;
      life.add("-c");
      life.add(verb + " " + place + " " + 512 * sectors);
    }
    life.add("image");
    return life.toArray(String[]::new);
  }

  private void same() throws IOException {
    byte[] expected = Files.readAllBytes(directory.resolve("seen"));
    try (ChannelFile source = ChannelFile.open(directory.resolve("image"));
        Disk disk = new Qcow2Format().open(source, Limits.DEFAULT)) {
      ByteBuffer read = ByteBuffer.allocate(SIZE);
      disk.read(0, read);
      assertThat(read.flip()).isEqualTo(ByteBuffer.wrap(expected));
      for (long at = 0; at < SIZE; ) {
        Extent extent = disk.extentAt(at);
        if (!extent.content().stored()) {
          assertThat(isZero(expected, extent)).as("%s", extent).isTrue();
        }
        at = extent.end();
      }
      List<Problem> problems = new ArrayList<>();
      disk.check(problems::add);
      assertThat(problems).isEmpty();
    }
  }

  private static boolean isZero(byte[] bytes, Extent extent) {
    for (long i = extent.start(); i < extent.end(); i++) {
      if (bytes[(int) i] != 0) {
        return false;
      }
    }
    return true;
  }
}
