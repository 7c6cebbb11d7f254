// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.conversion.Standalone;
import org.oriel.disk.raw.internal.RawFormat;

class DiskCommandsTest {
  private final Standalone room = new Standalone(List.of(new RawFormat()));
  private final Console console = new Console(room.formats(), room.converter());
  private final Path directory;
  private final Path disk;

  DiskCommandsTest(@TempDir Path directory) throws Exception {
    this.directory = directory;
    disk = Files.write(directory.resolve("a"), new byte[] {1, 2, 3});
  }

  @AfterEach
  void close() {
    console.close();
    room.close();
  }

  private void refused(String line, String message) {
    assertThatThrownBy(() -> console.run(line))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(message);
  }

  @Test
  void listsFormats() throws Exception {
    assertThat(console.run("oriel:format-list")).contains("raw", "inspect read write", "yes");
  }

  @Test
  void tellsFacts() throws Exception {
    assertThat(console.run("oriel:disk-info " + disk)).contains("raw", "3 (3 B)");
    refused("oriel:disk-info " + directory.resolve("none"), "There is no file");
    refused("oriel:disk-info -f zip " + disk, "zip");
  }

  @Test
  void convertsFiles() throws Exception {
    Path target = directory.resolve("b");
    assertThat(console.run("oriel:disk-convert " + disk + " " + target)).contains("3 (3 B)");
    assertThat(Files.mismatch(disk, target)).isEqualTo(-1);
    refused("oriel:disk-convert " + disk + " " + target, "already");
    refused("oriel:disk-convert -O zip " + disk + " " + directory.resolve("c"), "zip");
    refused("oriel:disk-convert -o size " + disk + " " + directory.resolve("c"), "name=value");
    assertThat(directory.resolve("c")).doesNotExist();
  }
}
