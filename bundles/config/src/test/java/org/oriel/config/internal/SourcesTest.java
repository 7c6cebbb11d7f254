// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.base.Problems;

class SourcesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  private final Problems problems = new Problems();

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(file, text);
  }

  private List<String> sources(Optional<Path> conf) {
    return new Sources(directory, conf)
        .read(problems).stream().map(layer -> layer.get(0).source()).toList();
  }

  @Test
  void filesAreReadFromWeakToStrong() throws IOException {
    write("etc/oriel.conf", "[a]\na=1");
    Path conf = write("glance/glance-api.conf", "[a]\na=1");
    write("glance/glance-image-import.conf", "[a]\na=1");
    write("glance/glance-api.conf.d/20.conf", "[a]\na=1");
    write("glance/glance-api.conf.d/10.conf", "[a]\na=1");
    write("glance/glance-api.conf.d/30.txt", "[a]\na=1");

    assertThat(sources(Optional.of(conf)))
        .containsExactly(
            "oriel.conf", "glance-api.conf", "glance-image-import.conf", "10.conf", "20.conf");
    assertThat(sources(Optional.empty())).containsExactly("oriel.conf");
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void missingFileIsAProblemIfItWasNamed() {
    sources(Optional.of(directory.resolve("none.conf")));

    assertThat(problems.all())
        .containsExactly(directory.resolve("none.conf") + " cannot be read: it does not exist.");
  }

  @Test
  void hugeFileIsAProblem() throws IOException {
    sources(Optional.of(write("big.conf", "#".repeat((1 << 20) + 1))));

    assertThat(problems.all()).hasSize(1).allMatch(problem -> problem.contains("is larger than"));
  }

  @Test
  void fingerprintChangesWithEveryFile() throws IOException {
    Path conf = write("glance-api.conf", "[a]");
    Sources sources = new Sources(directory, Optional.of(conf));
    String first = sources.fingerprint();
    assertThat(sources.fingerprint()).isEqualTo(first);

    Files.setLastModifiedTime(conf, FileTime.fromMillis(1));
    String second = sources.fingerprint();
    write("glance-api.conf.d/x.conf", "[b]");
    String third = sources.fingerprint();
    Files.delete(conf);

    assertThat(List.of(first, second, third, sources.fingerprint())).doesNotHaveDuplicates();
  }
}
