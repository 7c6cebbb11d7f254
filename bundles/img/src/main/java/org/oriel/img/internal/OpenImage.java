// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.oriel.conversion.FileSource;
import org.oriel.conversion.FormatLease;
import org.oriel.conversion.Formats;
import org.oriel.disk.Disk;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;

/** An image file with the disk inside. */
final class OpenImage implements AutoCloseable {
  private final FileSource source;
  private final FormatLease lease;
  private final Disk disk;

  private OpenImage(FileSource source, FormatLease lease, Disk disk) {
    this.source = source;
    this.lease = lease;
    this.disk = disk;
  }

  /**
   * @param format as the user named it; without it, the file is recognised
   */
  static OpenImage open(Formats formats, Path file, Optional<String> format) throws IOException {
    FileSource source = source(file);
    try {
      FormatLease lease = lease(formats, source, format);
      return new OpenImage(source, lease, lease.format().open(source, Limits.DEFAULT));
    } catch (FormatException refusal) {
      source.close();
      throw about(file, refusal);
    }
  }

  static FileSource source(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new Refused(file + ": it is a directory, not a disk image.");
    }
    return FileSource.open(file);
  }

  static FormatLease lease(Formats formats, FileSource source, Optional<String> format)
      throws FormatException {
    return format.isPresent() ? formats.lease(Names.ours(format.get())) : formats.recognise(source);
  }

  /** A refusal that names the file. */
  static IOException about(Path file, FormatException refusal) {
    String sentence = String.valueOf(refusal.getMessage());
    return new Refused(file + ": " + sentence + (sentence.endsWith(".") ? "" : "."), refusal);
  }

  FileSource source() {
    return source;
  }

  Disk disk() {
    return disk;
  }

  @Override
  public void close() throws IOException {
    disk.close();
    lease.close();
    source.close();
  }
}
