// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.oriel.image.Refusal;

/** Files of definitions in directories. */
final class DefinitionPaths {
  private static final String SUFFIX = ".json";
  private static final int MOST_FILES = 10_000;

  /** One more than a definition may have, so that too large ones are noticed. */
  private static final int MOST_BYTES = (8 << 20) + 1;

  private DefinitionPaths() {}

  static Path of(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new Refusal.Invalid("This is not a path: " + text);
    }
  }

  /** The files of a directory in order of their names, or the one file that is named. */
  static List<Path> files(Path place) throws IOException {
    if (Files.isRegularFile(place)) {
      return List.of(place);
    }
    if (!Files.isDirectory(place)) {
      throw new Refusal.NotFound("There is no file or directory " + place + ".");
    }
    try (Stream<Path> found = Files.list(place)) {
      return found
          .filter(file -> file.toString().endsWith(SUFFIX) && Files.isRegularFile(file))
          .limit(MOST_FILES)
          .sorted()
          .toList();
    }
  }

  static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES);
    }
  }

  /** Where a namespace is exported to: other characters than those of usual names are escaped. */
  static Path file(Path directory, String namespace) {
    StringBuilder name = new StringBuilder();
    namespace
        .codePoints()
        .forEach(
            each -> {
              boolean usual = Character.isLetterOrDigit(each) || "-_:. ".indexOf(each) >= 0;
              if (usual && !(name.isEmpty() && each == '.')) {
                name.appendCodePoint(each);
              } else {
                name.append('%').append(Integer.toHexString(each)).append(';');
              }
            });
    return directory.resolve(name + SUFFIX);
  }

  /** Writes a file that is there wholly or not at all. */
  static void write(Path file, byte[] content) throws IOException {
    Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), ".metadef", ".tmp");
    try {
      Files.write(fresh, content);
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  static String reason(Exception e) {
    if (e instanceof NoSuchFileException missing) {
      return "there is no " + missing.getFile();
    }
    if (e instanceof FileSystemException failed && failed.getReason() != null) {
      return String.valueOf(failed.getReason());
    }
    return String.valueOf(e.getMessage());
  }
}
