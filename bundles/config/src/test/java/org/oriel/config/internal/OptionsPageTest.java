// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of options is made of the table; {@code -Doptions.write} writes it. */
class OptionsPageTest {
  private static final Path PAGE = Path.of("../../docs/operate/options.md");

  @Test
  void pageIsUpToDate() throws IOException {
    String page = OptionsPage.of(OptionTable.shipped());
    if (System.getProperty("options.write") != null) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as("docs/operate/options.md is stale: run the tests of config with -Doptions.write")
        .hasContent(page);
  }
}
