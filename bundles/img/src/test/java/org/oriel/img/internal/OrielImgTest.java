// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.testkit.disk.QemuImg;

class OrielImgTest {
  private static final int SIZE = 20 << 20;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Path directory;
  private final Path raw;

  OrielImgTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    raw = directory.resolve("a.raw");
    byte[] noise = new byte[300_000];
    new Random(5).nextBytes(noise);
    try (FileChannel channel =
        FileChannel.open(raw, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(noise), 100_000);
      channel.write(ByteBuffer.wrap(noise), 7 << 20);
      channel.write(ByteBuffer.allocate(1), SIZE - 1);
    }
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private int img(Object... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] words = new String[arguments.length];
    for (int at = 0; at < words.length; at++) {
      words[at] = arguments[at].toString();
    }
    return OrielImg.run(new PrintWriter(out), new PrintWriter(err), words);
  }

  @Test
  void convertsThereAndBack() throws IOException {
    assertThat(img("convert", "-p", "-f", "raw", "-O", "vpc", raw, file("b"))).isZero();
    assertThat(out.toString()).endsWith("(100.00/100%)\r" + System.lineSeparator());
    assertThat(img("convert", file("b"), file("c"))).isZero();
    assertThat(Files.mismatch(raw, file("c"))).isEqualTo(-1);
    assertThat(img("compare", file("b"), raw)).isZero();
    assertThat(out.toString().strip()).isEqualTo("Images are identical.");
    assertThat(Files.size(file("b"))).isLessThan(SIZE);
  }

  @Test
  void readsWhatQemuImgWrote() throws IOException {
    Assumptions.assumeTrue(QemuImg.isThere(), "qemu-img is not installed");
    new QemuImg(directory)
        .img("convert", "-O", "vpc", "-o", "force_size=on", raw.toString(), file("b").toString());
    assertThat(img("compare", "-s", "-f", "vhd", "-F", "raw", file("b"), raw)).isZero();
    assertThat(img("info", file("b"))).isZero();
    assertThat(out.toString())
        .contains("file format: vhd", "virtual size: 20 MiB (20971520 bytes)");
    assertThat(img("info", "--output=json", file("b"))).isZero();
    assertThat(out.toString()).contains("\"virtual-size\": 20971520", "\"format\": \"vhd\"");
  }

  @Test
  void differencesAreFoundAndToldByTheSector() throws IOException {
    Files.copy(raw, file("b"));
    try (FileChannel channel = FileChannel.open(file("b"), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1}), 5000);
    }
    assertThat(img("compare", raw, file("b"))).isEqualTo(1);
    assertThat(out.toString().strip()).isEqualTo("Content mismatch at offset 4608!");
    assertThat(img("compare", "-q", raw, file("b"))).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void longerDiskIsTheSameIfTheRestIsZeros() throws IOException {
    Files.copy(raw, file("b"));
    Files.write(file("b"), new byte[4096], StandardOpenOption.APPEND);
    assertThat(img("compare", raw, file("b"))).isZero();
    assertThat(out.toString()).contains("Warning: Image size mismatch!", "identical");
    assertThat(img("compare", "-s", file("b"), raw)).isEqualTo(1);
    Files.write(file("b"), new byte[] {1}, StandardOpenOption.APPEND);
    assertThat(img("compare", file("b"), raw)).isEqualTo(1);
  }

  @Test
  void inspectionAcceptsAndRefuses() {
    assertThat(img("inspect", raw)).isZero();
    assertThat(out.toString()).contains("format: raw", "verdict: accept");
    assertThat(img("inspect", "--as", "qcow2", raw)).isEqualTo(1);
    assertThat(out.toString()).contains("verdict: refuse: ", "qcow2");
    assertThat(img("inspect", "--output=json", raw)).isZero();
    assertThat(out.toString()).contains("\"verdict\": \"accept\"");
  }

  @Test
  void rawHasNothingToCheck() {
    assertThat(img("check", raw)).isEqualTo(63);
    assertThat(err.toString()).contains("raw");
  }

  @Test
  void mapShowsWhereDataLie() {
    assertThat(img("map", "--output=json", raw)).isZero();
    assertThat(out.toString().strip())
        .isEqualTo(
            "[{ \"start\": 0, \"length\": 20971520, \"depth\": 0, \"present\": true, \"zero\":"
                + " false, \"data\": true, \"compressed\": false, \"offset\": 0}]");
    assertThat(img("map", raw)).isZero();
    assertThat(out.toString().lines().toList().get(1))
        .isEqualTo("0               0x1400000       0               " + raw);
  }

  @Test
  void mistakesAreToldInOneLineWithTheirCure() {
    assertThat(img("info", file("none"))).isEqualTo(1);
    assertThat(err.toString().strip())
        .isEqualTo("oriel-img: " + file("none") + ": there is no such file or directory.");
    assertThat(img("info", directory)).isEqualTo(1);
    assertThat(err.toString()).contains("is a directory");
    assertThat(img("convert", raw)).isEqualTo(1);
    assertThat(err.toString()).contains("TARGET");
    assertThat(img("convert", raw, raw)).isEqualTo(1);
    assertThat(err.toString()).contains("same file");
    assertThat(img("convert", "-O", "zip", raw, file("b"))).isEqualTo(1);
    assertThat(err.toString()).contains("zip");
    assertThat(img("convert", "--threads", "0", raw, file("b"))).isEqualTo(1);
    assertThat(err.toString()).contains("1 to 64");
    assertThat(img("compare", raw, file("none"))).isEqualTo(2);
    assertThat(img("compare", raw)).isEqualTo(2);
    assertThat(img("frobnicate")).isEqualTo(1);
    assertThat(err.toString()).contains("--help");
    assertThat(file("b")).doesNotExist();
  }

  @Test
  void halfAnImageIsNotLeft() throws IOException {
    assertThat(img("convert", "-O", "vhd", raw, file("b"))).isZero();
    try (FileChannel channel = FileChannel.open(file("b"), StandardOpenOption.WRITE)) {
      channel.truncate(Files.size(file("b")) - 200_000);
    }
    assertThat(img("convert", "-f", "vhd", file("b"), file("c"))).isEqualTo(1);
    assertThat(file("c")).doesNotExist();
  }

  @Test
  void optionsOfAFormatAreListed() {
    assertThat(img("convert", "-O", "vhd", "-o", "help")).isZero();
    assertThat(out.toString()).contains("subformat");
    assertThat(img("convert", "-O", "vhd", "-o", "nonsense=1", raw, file("b"))).isEqualTo(1);
    assertThat(err.toString()).contains("nonsense");
  }

  @Test
  void journalIsGoneInTheEnd() throws IOException {
    assertThat(img("convert", "-O", "vhd", "--journal", file("j"), raw, file("b"))).isZero();
    assertThat(file("j")).doesNotExist();
    assertThat(img("compare", raw, file("b"))).isZero();
  }

  @Test
  void everyCommandHasHelp() {
    for (String command :
        new String[] {"check", "compare", "convert", "formats", "info", "inspect", "map"}) {
      assertThat(img(command, "--help")).isZero();
      assertThat(out.toString()).startsWith("Usage: oriel-img " + command);
    }
    assertThat(img("formats")).isZero();
    assertThat(out.toString()).contains("raw", "read");
  }
}
