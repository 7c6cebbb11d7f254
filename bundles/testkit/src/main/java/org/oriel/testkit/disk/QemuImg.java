// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real {@code qemu-img} and {@code qemu-io}, run in a directory: the judge of our formats. */
public final class QemuImg {
  private static final Pattern VIRTUAL_SIZE = Pattern.compile("\"virtual-size\": (\\d+)");

  private final Path directory;

  public QemuImg(Path directory) {
    this.directory = directory;
  }

  /** Whether the programs are installed. */
  public static boolean isThere() {
    try {
      return new QemuImg(Path.of(".")).run(List.of("qemu-img", "--version")).status() == 0;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** What a program said and how it ended. */
  public record Ended(int status, String output) {}

  /** Runs {@code qemu-img} and insists on success. */
  public void img(String... arguments) {
    insist("qemu-img", arguments);
  }

  /** Runs {@code qemu-io} and insists on success. */
  public void io(String... arguments) {
    insist("qemu-io", arguments);
  }

  /** Size of the disk, as qemu sees it when told the format. */
  public long virtualSize(String format, String name) {
    Matcher size =
        VIRTUAL_SIZE.matcher(insist("qemu-img", "info", "--output=json", "-f", format, name));
    if (!size.find()) {
      throw new AssertionError("qemu-img says nothing of the size of " + name);
    }
    return Long.parseLong(size.group(1));
  }

  private String insist(String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    Ended ended = run(command);
    if (ended.status() != 0) {
      throw new AssertionError(command + " failed: " + ended.output());
    }
    return ended.output();
  }

  private Ended run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " does not end");
      }
      return new Ended(process.exitValue(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(command + " was interrupted", e);
    }
  }
}
