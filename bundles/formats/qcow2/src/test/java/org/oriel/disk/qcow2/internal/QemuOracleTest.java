// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.oriel.disk.Verdict.Reason.CORRUPT;
import static org.oriel.disk.Verdict.Reason.UNSAFE;
import static org.oriel.disk.Verdict.Reason.UNSUPPORTED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.disk.Verdict;
import org.oriel.testkit.disk.Feeding;
import org.oriel.testkit.disk.QemuImg;
import org.oriel.testkit.disk.Sample;

/** Files that the real qemu-img made, which also says how large their disks are. */
class QemuOracleTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private QemuImg qemu;

  @BeforeEach
  void needsQemu() throws IOException {
    assumeTrue(QemuImg.isThere(), "SKIPPED: qemu-img is not installed; the oracle says nothing");
    qemu = new QemuImg(directory);
    byte[] disk = new byte[3 << 20];
    new Random(7).nextBytes(disk);
    for (int i = 1 << 20; i < 2 << 20; i++) {
      disk[i] = (byte) (i >> 12);
    }
    Files.write(directory.resolve("disk.raw"), disk);
  }

  private Verdict verdict(String name) {
    return Feeding.whole(new Qcow2Format(), Sample.bytes(directory.resolve(name)));
  }

  private void isSound(String name) {
    byte[] bytes = Sample.bytes(directory.resolve(name));
    Verdict whole = Feeding.whole(new Qcow2Format(), bytes);
    assertThat(whole)
        .isInstanceOfSatisfying(
            Verdict.Sound.class,
            sound ->
                assertThat(sound.info().virtualSize()).isEqualTo(qemu.virtualSize("qcow2", name)));
    assertThat(Feeding.pieces(new Qcow2Format(), bytes, 64 << 10)).isEqualTo(whole);
  }

  private void isUnfit(String name, Verdict.Reason reason) {
    assertThat(verdict(name))
        .isInstanceOfSatisfying(
            Verdict.Unfit.class, unfit -> assertThat(unfit.reason()).isEqualTo(reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compat=0.10",
        "compat=1.1",
        "cluster_size=512",
        "cluster_size=1k",
        "cluster_size=4k",
        "cluster_size=32k",
        "cluster_size=128k",
        "cluster_size=2M",
        "refcount_bits=1",
        "refcount_bits=2",
        "refcount_bits=4",
        "refcount_bits=8",
        "refcount_bits=32",
        "refcount_bits=64",
        "compression_type=zlib",
        "compression_type=zstd",
        "lazy_refcounts=on",
        "preallocation=metadata",
        "preallocation=falloc",
        "preallocation=full"
      })
  void soundVariants(String options) {
    qemu.img("create", "-q", "-f", "qcow2", "-o", options, "empty.qcow2", "5000000");
    isSound("empty.qcow2");
    qemu.img("convert", "-f", "raw", "-O", "qcow2", "-o", options, "disk.raw", "full.qcow2");
    isSound("full.qcow2");
    if (!options.startsWith("preallocation")) {
      qemu.img(
          "convert", "-c", "-f", "raw", "-O", "qcow2", "-o", options, "disk.raw", "packed.qcow2");
      isSound("packed.qcow2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"extended_l2=on", "extended_l2=on,cluster_size=16k"})
  void extendedL2IsLetInWhereTheOperatorSaysSo(String options) {
    Qcow2Format allowing = new Qcow2Format(Map.of("extended_l2", "true"));
    qemu.img("convert", "-f", "raw", "-O", "qcow2", "-o", options, "disk.raw", "parts.qcow2");
    qemu.io("-f", "qcow2", "-c", "write -P 7 4k 1k", "-c", "write -z 1M 8k", "parts.qcow2");
    byte[] bytes = Sample.bytes(directory.resolve("parts.qcow2"));

    assertThat(Feeding.whole(allowing, bytes)).isInstanceOf(Verdict.Sound.class);
    assertThat(Feeding.pieces(allowing, bytes, 1_000)).isInstanceOf(Verdict.Sound.class);
    assertThat(Feeding.whole(allowing, bytes, bytes.length - 2 * 65_536))
        .isInstanceOf(Verdict.Unfit.class);
    isUnfit("parts.qcow2", UNSUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "512", "513", "1T", "64T"})
  void soundSizes(String size) {
    qemu.img("create", "-q", "-f", "qcow2", "sized.qcow2", size);
    isSound("sized.qcow2");
  }

  @Test
  void snapshotsBitmapsAndResizes() {
    qemu.img("convert", "-f", "raw", "-O", "qcow2", "disk.raw", "lived.qcow2");
    qemu.img("snapshot", "-c", "first", "lived.qcow2");
    qemu.io("-f", "qcow2", "-c", "write -P 1 0 1M", "lived.qcow2");
    qemu.img("snapshot", "-c", "second", "lived.qcow2");
    isSound("lived.qcow2");
    qemu.img("bitmap", "--add", "lived.qcow2", "changes");
    isSound("lived.qcow2");
    qemu.img("snapshot", "-d", "first", "lived.qcow2");
    qemu.img("snapshot", "-d", "second", "lived.qcow2");
    qemu.img("bitmap", "--remove", "lived.qcow2", "changes");
    qemu.img("resize", "-q", "lived.qcow2", "40G");
    qemu.io("-f", "qcow2", "-c", "write -P 7 39G 64k", "lived.qcow2");
    isSound("lived.qcow2");
    qemu.img("resize", "-q", "--shrink", "lived.qcow2", "1M");
    isSound("lived.qcow2");
  }

  @Test
  void rebasedToNothing() {
    qemu.img("create", "-q", "-f", "qcow2", "-b", "disk.raw", "-F", "raw", "child.qcow2");
    isUnfit("child.qcow2", UNSAFE);
    qemu.img("rebase", "-f", "qcow2", "-b", "", "child.qcow2");
    isSound("child.qcow2");
  }

  @Test
  void whatNamesOtherFilesIsUnsafe() {
    qemu.img("create", "-q", "-f", "qcow2", "-o", "data_file=data.raw", "far.qcow2", "1M");
    isUnfit("far.qcow2", UNSAFE);
    qemu.img(
        "create",
        "-q",
        "-f",
        "qcow2",
        "-o",
        "data_file=d2.raw,data_file_raw=on",
        "raw.qcow2",
        "1M");
    isUnfit("raw.qcow2", UNSAFE);
    qemu.img("create", "-q", "-f", "qcow", "old.qcow", "1M");
    isUnfit("old.qcow", UNSAFE);
  }

  @Test
  void whatIsBeyondUsIsUnsupported() {
    qemu.img("create", "-q", "-f", "qcow2", "-o", "extended_l2=on", "sub.qcow2", "1M");
    isUnfit("sub.qcow2", UNSUPPORTED);
    for (int attempt = 0; ; attempt++) {
      try {
        qemu.img(
            "create",
            "-q",
            "--object",
            "secret,id=s0,data=geheim",
            "-f",
            "qcow2",
            "-o",
            "encrypt.format=luks,encrypt.key-secret=s0,encrypt.iter-time=50",
            "luks.qcow2",
            "1M");
        break;
      } catch (AssertionError busy) {
        assertThat(attempt).as("qemu-img measures the CPU and fails when it is busy").isLessThan(5);
      }
    }
    isUnfit("luks.qcow2", UNSUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"compat=1.1", "compat=0.10", "cluster_size=4k", "refcount_bits=1"})
  void cutOffFilesAreNotSound(String options) {
    qemu.img("convert", "-f", "raw", "-O", "qcow2", "-o", options, "disk.raw", "cut.qcow2");
    byte[] whole = Sample.bytes(directory.resolve("cut.qcow2"));
    for (int length = 4; length <= whole.length - 65_536; length += 4096) {
      assertThat(Feeding.whole(new Qcow2Format(), whole, length))
          .as("%s, cut at %d of %d", options, length, whole.length)
          .isInstanceOfSatisfying(
              Verdict.Unfit.class, unfit -> assertThat(unfit.reason()).isEqualTo(CORRUPT));
    }
  }

  @Test
  void cutOffCompressedFilesAreNotSound() {
    qemu.img("convert", "-c", "-f", "raw", "-O", "qcow2", "disk.raw", "cut.qcow2");
    byte[] whole = Sample.bytes(directory.resolve("cut.qcow2"));
    for (int length = 4; length <= whole.length - 131_072; length += 4096) {
      assertThat(Feeding.whole(new Qcow2Format(), whole, length))
          .as("cut at %d of %d", length, whole.length)
          .isInstanceOf(Verdict.Unfit.class);
    }
  }

  @Test
  void otherFormatsAreNotClaimed() {
    for (String format : new String[] {"vmdk", "vdi", "vhdx", "vpc", "qed", "parallels"}) {
      qemu.img("create", "-q", "-f", format, "other." + format, "4M");
      assertThat(verdict("other." + format)).as(format).isInstanceOf(Verdict.Other.class);
    }
  }
}
