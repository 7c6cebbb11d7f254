// SPDX-License-Identifier: Apache-2.0
package org.oriel.itests.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents of the repository point at is there. */
class DocumentsTest {
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
  private static final Pattern LINK =
      Pattern.compile("\\]\\(<?([^)>\\s]+)>?(?:\\s+\"[^\"]*\")?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *#*$");
  private static final Pattern NAMED = Pattern.compile("docs/[\\w./-]+\\.md");

  private final Path root = root();

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("mvnw"))) {
      here = Objects.requireNonNull(here.getParent(), "no mvnw above");
    }
    return here;
  }

  private List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    try (Stream<Path> top = Files.list(root)) {
      top.filter(DocumentsTest::isDocument).forEach(documents::add);
    }
    try (Stream<Path> below = Files.walk(root.resolve("docs"))) {
      below.filter(DocumentsTest::isDocument).forEach(documents::add);
    }
    return documents;
  }

  private static boolean isDocument(Path file) {
    return Files.isRegularFile(file) && file.toString().endsWith(".md");
  }

  @Test
  void everyRelativeLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    int checked = 0;
    for (Path document : documents()) {
      Matcher link = LINK.matcher(CODE.matcher(Files.readString(document)).replaceAll(""));
      while (link.find()) {
        String target = link.group(1);
        if (!target.matches("[a-z]+:.*")) {
          checked++;
          if (!leadsSomewhere(document, target)) {
            broken.add(root.relativize(document) + ": " + target);
          }
        }
      }
    }

    assertThat(broken).isEmpty();
    assertThat(checked).isGreaterThan(10);
  }

  /** Pages are also named without a link, in text and code. */
  @Test
  void everyPageThatIsNamedIsThere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      Matcher named = NAMED.matcher(Files.readString(document));
      while (named.find()) {
        if (!Files.exists(root.resolve(named.group()))) {
          broken.add(root.relativize(document) + ": " + named.group());
        }
      }
    }

    assertThat(broken).isEmpty();
  }

  private static boolean leadsSomewhere(Path document, String target) throws IOException {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    Path file = path.isEmpty() ? document : document.resolveSibling(path).normalize();
    if (!Files.exists(file)) {
      return false;
    }
    return hash < 0 || anchors(file).contains(target.substring(hash + 1));
  }

  /** The names that a forge gives to headings. */
  private static Set<String> anchors(Path file) throws IOException {
    Set<String> anchors = new HashSet<>();
    Matcher heading = HEADING.matcher(Files.readString(file));
    while (heading.find()) {
      String text = heading.group(1).toLowerCase(Locale.ROOT);
      anchors.add(text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
    }
    return anchors;
  }
}
