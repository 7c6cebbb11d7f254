// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.oriel.base.Problems;

/** The files that are read, the weakest first, and what stands in them. */
final class Sources {
  private static final int MOST_FILES = 64;
  private static final int MOST_BYTES = 1 << 20;

  private final Path extras;
  private final Optional<Path> conf;
  private volatile Optional<Path> paste = Optional.empty();

  Sources(Path data, Optional<Path> conf) {
    this.extras = data.resolve("etc").resolve("oriel.conf");
    this.conf = conf;
  }

  /** One layer per file. A file that cannot be read is a problem; a missing optional one is not. */
  List<List<Assignment>> read(Problems problems) {
    List<List<Assignment>> layers = new ArrayList<>();
    for (Path file : files(problems)) {
      String name = String.valueOf(file.getFileName());
      text(file, problems).ifPresent(text -> layers.add(ConfText.parse(name, text, problems)));
    }
    return layers;
  }

  /** The pipelines of a file, or of Glance's own. From now on a change of it counts, too. */
  PasteFile paste(Optional<Path> file, Problems problems) {
    paste = file;
    return file.flatMap(path -> text(path, problems))
        .map(text -> PasteFile.parse("glance-api-paste.ini", text, problems))
        .orElseGet(PasteFile::shipped);
  }

  /** Changes whenever a file comes, goes or is written. */
  String fingerprint() {
    StringBuilder print = new StringBuilder();
    List<Path> files = files(new Problems());
    paste.ifPresent(files::add);
    for (Path file : files) {
      print.append(file);
      try {
        print.append(Files.getLastModifiedTime(file)).append('/').append(Files.size(file));
        print.append('/').append(Files.getAttribute(file, "unix:ino")).append('\n');
      } catch (IOException | UnsupportedOperationException e) {
        print.append(" unreadable\n");
      }
    }
    return print.toString();
  }

  private List<Path> files(Problems problems) {
    List<Path> files = new ArrayList<>();
    if (Files.exists(extras)) {
      files.add(extras);
    }
    conf.ifPresent(
        main -> {
          files.add(main);
          Path imports = main.resolveSibling("glance-image-import.conf");
          if (Files.exists(imports)) {
            files.add(imports);
          }
          files.addAll(more(main.resolveSibling(main.getFileName() + ".d"), problems));
        });
    return files;
  }

  private static List<Path> more(Path directory, Problems problems) {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.conf")) {
        for (Path entry : entries) {
          if (files.size() == MOST_FILES) {
            problems.add(directory + " holds more than " + MOST_FILES + " files.");
            break;
          }
          files.add(entry);
        }
      } catch (IOException e) {
        problems.add(directory + " cannot be read: " + reason(e) + ".");
      }
    }
    files.sort(null);
    return files;
  }

  private static Optional<String> text(Path file, Problems problems) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        problems.add(file + " is larger than " + MOST_BYTES + " bytes.");
        return Optional.empty();
      }
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      problems.add(file + " cannot be read: " + reason(e) + ".");
      return Optional.empty();
    }
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "it does not exist" : e.getClass().getSimpleName();
  }
}
