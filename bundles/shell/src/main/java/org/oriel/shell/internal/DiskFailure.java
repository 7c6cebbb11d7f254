// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Why a file of the server could not be read or written, in a sentence. */
final class DiskFailure {
  private DiskFailure() {}

  static String sentence(IOException failure) {
    if (failure instanceof NoSuchFileException missing) {
      return "There is no file " + missing.getFile() + ".";
    }
    if (failure instanceof FileSystemException file) {
      return file.getFile() + " cannot be used: " + file.getReason();
    }
    return Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
  }
}
