// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.oriel.store.StoreException;

/** What the file system said, in words of the contract. */
final class Failures {
  /** What Linux and its file systems say if there is no room; Java keeps only the text. */
  private static final List<String> FULL =
      List.of("no space left", "disk quota exceeded", "file too large");

  private static final List<String> DENIED =
      List.of("permission denied", "operation not permitted", "read-only file system");

  private Failures() {}

  /** A failure to work on a file of a directory. */
  static StoreException of(IOException failure, Path directory) {
    if (failure instanceof StoreException known) {
      return known;
    }
    if (failure instanceof ClosedChannelException) {
      return new StoreException.StoreDown("Closed meanwhile.");
    }
    if (failure instanceof NoSuchFileException) {
      return new StoreException.BlobMissing("There is no such blob in " + directory + ".");
    }
    if (failure instanceof FileAlreadyExistsException) {
      return new StoreException.BlobExists("There is such a blob in " + directory + ".");
    }
    String reason = reason(failure);
    String words = reason.toLowerCase(Locale.ROOT);
    if (failure instanceof AccessDeniedException || DENIED.stream().anyMatch(words::contains)) {
      return new StoreException.StoreDenied("Not permitted in " + directory + ".");
    }
    if (FULL.stream().anyMatch(words::contains)) {
      return new StoreException.StoreFull("No room in " + directory + ".");
    }
    return new StoreException.StoreDown("Directory " + directory + ": " + reason, failure);
  }

  /** The system's own words, without the path that the exception repeats. */
  static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "Permission denied";
    }
    String reason = failure instanceof FileSystemException system ? system.getReason() : null;
    String message = reason == null ? failure.getMessage() : reason;
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
