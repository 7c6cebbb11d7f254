// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeIdTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @Test
  void idIsMadeOnceAndKept() throws IOException {
    Path data = directory.resolve("new");
    String id = NodeId.of(data);

    assertThat(id).matches("[0-9a-f-]{36}");
    assertThat(NodeId.of(data)).isEqualTo(id);
    Files.writeString(data.resolve("node-id"), "damaged");
    assertThat(NodeId.of(data)).matches("[0-9a-f-]{36}").isNotEqualTo(id);
  }
}
