// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.disk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** 7-Zip, which reads disk images by code of its own: another pair of eyes beside qemu's. */
final class SevenZip {
  private static final int PIECE = 1 << 20;

  private final String program;

  private SevenZip(String program) {
    this.program = program;
  }

  /** The program, by whichever name it is installed. */
  static Optional<SevenZip> find() {
    return Stream.of("7zz", "7z").filter(SevenZip::starts).findFirst().map(SevenZip::new);
  }

  private static boolean starts(String program) {
    try {
      start(List.of(program, "i")).getInputStream().transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (IOException absent) {
      return false;
    }
  }

  private static Process start(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    return process;
  }

  /**
   * Where what it reads of an image differs first; empty if it reads just the content, and zeros
   * behind it.
   *
   * @param type 7-Zip's word for the format
   */
  Optional<String> difference(String type, Path image, GuestContent content) throws IOException {
    Process process = start(List.of(program, "e", "-so", "-t" + type, image.toString()));
    try (InputStream output = process.getInputStream()) {
      long at = 0;
      while (true) {
        byte[] read = output.readNBytes(PIECE);
        int wrong = Arrays.mismatch(read, content.bytes(at, read.length));
        if (wrong >= 0) {
          return Optional.of("byte " + (at + wrong));
        }
        at += read.length;
        if (read.length < PIECE) {
          return at < content.size() ? Optional.of("ends at " + at) : Optional.empty();
        }
      }
    } finally {
      process.destroyForcibly();
    }
  }
}
