// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.metadefs.internal.DefinitionFilesService;
import org.oriel.testkit.metadef.MemoryMetadefs;

class MetadefCommandsTest {
  private final DefinitionFilesService files = new DefinitionFilesService(new MemoryMetadefs());
  private final Console console = new Console(files);
  private final Path here;

  MetadefCommandsTest(@TempDir Path directory) {
    here = directory;
  }

  @BeforeEach
  void write() throws IOException {
    write("b.json", "{\"namespace\": \"OS::B\", \"protected\": true}");
    write("a.json", "{\"namespace\": \"OS::A\", \"tags\": [{\"name\": \"one\"}]}");
    write("readme.txt", "no definition");
  }

  @AfterEach
  void close() {
    console.close();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(here.resolve(name), text);
  }

  private static List<Path> listed(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private void refused(String line, String message) {
    assertThatThrownBy(() -> console.run(line))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(message);
  }

  @Test
  void loadsADirectory() throws Exception {
    assertThat(console.run("oriel:metadef-load " + here))
        .containsPattern("a.json +[│|] OS::A +[│|] added")
        .containsPattern("b.json +[│|] OS::B +[│|] added")
        .doesNotContain("readme");
    assertThat(console.run("oriel:metadef-load " + here))
        .containsPattern("a.json +[│|] OS::A +[│|] skipped");
    write("a.json", "{\"namespace\": \"OS::A\", \"tags\": [{\"name\": \"two\"}]}");
    assertThat(console.run("oriel:metadef-load --mode merge " + here.resolve("a.json")))
        .contains("merged")
        .doesNotContain("OS::B");
    assertThat(new String(files.export("OS::A"), java.nio.charset.StandardCharsets.UTF_8))
        .contains("one", "two");
    assertThat(console.run("oriel:metadef-load --mode overwrite " + here)).contains("replaced");
    assertThat(new String(files.export("OS::A"), java.nio.charset.StandardCharsets.UTF_8))
        .doesNotContain("one");
  }

  @Test
  void loadsWhatIsGoodAndTellsWhatIsNot() throws Exception {
    write("bad.json", "{\"namespace\": 5}");
    refused("oriel:metadef-load " + here, "1 of 3 files were not loaded.");
    assertThat(console.printed()).contains("refused: ", "5 is not of type 'string'", "OS::A");
    assertThat(files.namespaces()).containsExactly("OS::A", "OS::B");
    refused("oriel:metadef-load " + here.resolve("nothing"), "There is no file or directory");
    refused("oriel:metadef-load --mode odd " + here, "There is no mode odd");
  }

  @Test
  void exportsAndLoadsAgain() throws Exception {
    console.run("oriel:metadef-load " + here);
    Path out = here.resolve("out/deep");
    assertThat(console.run("oriel:metadef-export " + out)).contains("2 namespaces exported.");
    assertThat(out.resolve("OS::A.json")).content().contains("\"name\" : \"one\"");
    refused("oriel:metadef-export " + out, "--force overwrites it");
    console.run("oriel:metadef-export --force " + out + " OS::A");
    refused("oriel:metadef-export " + out + " OS::None", "was not found");
    assertThat(console.run("oriel:metadef-load --mode overwrite " + out)).contains("replaced");
    assertThat(listed(out)).hasSize(2);
  }

  @Test
  void writesOddNamesIntoTheDirectoryOnly() throws Exception {
    write("odd.json", "{\"namespace\": \"../../odd\\u0001\"}");
    console.run("oriel:metadef-load " + here.resolve("odd.json"));
    Path out = here.resolve("out");
    assertThat(console.run("oriel:metadef-export " + out)).doesNotContain("\u0001");
    assertThat(listed(out)).hasSize(1).allMatch(file -> out.equals(file.getParent()));
  }

  @Test
  void removesWhatIsNamed() throws Exception {
    console.run("oriel:metadef-load " + here);
    refused("oriel:metadef-unload", "Either name namespaces or say --all.");
    refused("oriel:metadef-unload --all OS::A", "Either name namespaces or say --all.");
    refused("oriel:metadef-unload OS::A OS::None", "1 of 2 were not removed.");
    assertThat(files.namespaces()).containsExactly("OS::B");
    assertThat(console.run("oriel:metadef-unload --all")).contains("Removed OS::B");
    assertThat(files.namespaces()).isEmpty();
  }

  @Test
  void completesNamespaces() throws Exception {
    console.run("oriel:metadef-load " + here);
    assertThat(console.complete(MetadefNamespaces.class, "OS::"))
        .anyMatch(each -> each.startsWith("OS::A"));
  }
}
