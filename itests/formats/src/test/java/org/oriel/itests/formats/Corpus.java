// SPDX-License-Identifier: Apache-2.0
package org.oriel.itests.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Disk images of all kinds, made by the real qemu-img once and kept in the build directory. */
final class Corpus {
  private static final Path DIRECTORY = Path.of("target/corpus").toAbsolutePath();
  private static final Path MANIFEST = DIRECTORY.resolve("manifest.tsv");

  private Corpus() {}

  /**
   * An image.
   *
   * @param file its path
   * @param format Glance's word
   * @param variant for people
   * @param size bytes of the disk as qemu sees it
   * @param sha256 of the disk's content
   * @param policy {@code accept}; {@code read}, which the door refuses all the same; {@code
   *     refuse:} and the reason
   */
  record Image(Path file, String format, String variant, long size, String sha256, String policy) {
    private static Image of(String line) {
      String[] fields = line.split("\t", -1);
      return new Image(
          DIRECTORY.resolve(fields[0]),
          glance(fields[1]),
          fields[2],
          Long.parseLong(fields[3]),
          fields[4],
          fields[5]);
    }

    private static String glance(String qemu) {
      return switch (qemu) {
        case "vpc" -> "vhd";
        case "parallels" -> "ploop";
        default -> qemu;
      };
    }

    @Override
    public String toString() {
      return DIRECTORY.relativize(file) + ": " + variant;
    }
  }

  static boolean canBeMade() {
    return Files.exists(MANIFEST) || starts("qemu-img", "--version");
  }

  /** All images; the first call of a build takes a minute. */
  static List<Image> images() throws IOException {
    if (!Files.exists(MANIFEST)) {
      Files.createDirectories(DIRECTORY);
      Path log = DIRECTORY.resolve("make-corpus.log");
      Process process =
          new ProcessBuilder("bash", "make-corpus.sh", DIRECTORY.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!ended(process, 15) || process.exitValue() != 0) {
        throw new AssertionError("make-corpus.sh failed: " + Files.readString(log));
      }
    }
    try (var lines = Files.lines(MANIFEST)) {
      return lines.skip(1).map(Image::of).toList();
    }
  }

  private static boolean starts(String... command) {
    try {
      return ended(
          new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start(), 1);
    } catch (IOException absent) {
      return false;
    }
  }

  private static boolean ended(Process process, int minutes) {
    try {
      return process.waitFor(minutes, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      process.destroyForcibly();
    }
  }
}
