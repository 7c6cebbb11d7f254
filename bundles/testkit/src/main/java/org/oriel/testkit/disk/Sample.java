// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.oriel.disk.Verdict;
import org.oriel.disk.Verdict.Reason;

/**
 * A file and what a format must say of it.
 *
 * @param name for people
 * @param bytes the whole file; not changed by anybody
 * @param expected what is expected of the verdict
 */
@SuppressWarnings("ArrayRecordComponent") // a sample is compared with nothing
public record Sample(String name, byte[] bytes, Expected expected) {
  /** What is expected of a verdict. */
  public sealed interface Expected {}

  /** A sound file with a disk of this size. */
  public record IsSound(long virtualSize) implements Expected {}

  /** A file that is refused for this class of reason. */
  public record IsUnfit(Reason reason) implements Expected {}

  /** A file of another format. */
  public record IsOther() implements Expected {}

  public static Sample sound(String name, byte[] bytes, long virtualSize) {
    return new Sample(name, bytes, new IsSound(virtualSize));
  }

  public static Sample unfit(String name, byte[] bytes, Reason reason) {
    return new Sample(name, bytes, new IsUnfit(reason));
  }

  public static Sample other(String name, byte[] bytes) {
    return new Sample(name, bytes, new IsOther());
  }

  /** The bytes of a file on disk. */
  public static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a verdict is what was expected. */
  public boolean fits(Verdict verdict) {
    if (expected instanceof IsSound sound) {
      return verdict instanceof Verdict.Sound said
          && said.info().virtualSize() == sound.virtualSize();
    }
    if (expected instanceof IsUnfit unfit) {
      return verdict instanceof Verdict.Unfit said && said.reason() == unfit.reason();
    }
    return verdict instanceof Verdict.Other;
  }

  @Override
  public String toString() {
    return name;
  }
}
