// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.metadef.Namespace;
import org.oriel.metadef.Part;
import org.oriel.metadef.ResourceType;
import org.oriel.metadefs.DefinitionFiles.Loaded;
import org.oriel.metadefs.DefinitionFiles.Mode;
import org.oriel.metadefs.DefinitionFiles.Outcome;
import org.oriel.testkit.metadef.MemoryMetadefs;

class DefinitionFilesServiceTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OLD =
      """
      {"namespace": "N", "display_name": "old", "visibility": "public", "protected": true,
       "owner": "me", "resource_type_associations": [{"name": "A", "prefix": "old"}],
       "properties": {"both": {"title": "old", "type": "string"},
                      "gone": {"title": "g", "type": "object"}},
       "objects": [{"name": "o", "description": "old"}], "tags": [{"name": "t1"}]}
      """;
  private static final String NEW =
      """
      {"namespace": "N", "display_name": "new", "description": "new",
       "resource_type_associations": [{"name": "A", "prefix": "new"}, {"name": "B"}],
       "properties": {"both": {"title": "new", "type": "integer"},
                      "more": {"title": "m", "type": "string", "default": null}},
       "objects": [{"name": "o", "description": "new"}], "tags": [{"name": "t2"}]}
      """;

  private final MemoryMetadefs catalogue = new MemoryMetadefs();
  private final DefinitionFilesService files = new DefinitionFilesService(catalogue);

  private Loaded load(String text, Mode mode) {
    return files.load(text.getBytes(UTF_8), mode);
  }

  private JsonNode exported() throws IOException {
    return JSON.readTree(files.export("N"));
  }

  private Namespace namespace() {
    return catalogue.find("N", Caller.SYSTEM).orElseThrow();
  }

  @Test
  void loadsWhatIsNew() throws IOException {
    assertThat(load(OLD, Mode.NEW)).isEqualTo(new Loaded("N", Outcome.ADDED));
    assertThat(exported()).isEqualTo(withDefaults(OLD));
    assertThat(catalogue.all()).extracting(ResourceType::isProtected).containsExactly(true);
    assertThat(load(NEW, Mode.NEW)).isEqualTo(new Loaded("N", Outcome.SKIPPED));
    assertThat(exported()).isEqualTo(withDefaults(OLD));
  }

  @Test
  void givesWhatHasNoOwnerToTheAdministrator() {
    load(NEW, Mode.NEW);
    assertThat(namespace().owner()).isEqualTo("admin");
    assertThat(namespace().isPublic()).isFalse();
    assertThat(namespace().isProtected()).isFalse();
  }

  @Test
  void mergesWhatIsLacking() throws IOException {
    load(OLD, Mode.NEW);
    assertThat(load(NEW, Mode.MERGE).outcome()).isEqualTo(Outcome.MERGED);
    JsonNode merged = exported();
    assertThat(merged.get("display_name").textValue()).isEqualTo("old");
    assertThat(merged.get("description").textValue()).isEqualTo("new");
    assertThat(merged.get("visibility").textValue()).isEqualTo("public");
    assertThat(merged.get("owner").textValue()).isEqualTo("me");
    assertThat(merged.at("/properties/both/title").textValue()).isEqualTo("old");
    assertThat(merged.at("/resource_type_associations/0/prefix").textValue()).isEqualTo("old");
    assertThat(merged.at("/objects/0/description").textValue()).isEqualTo("old");
    hasAll();
  }

  @Test
  void prefersWhatIsNew() throws IOException {
    load(OLD, Mode.NEW);
    assertThat(load(NEW, Mode.PREFER_NEW).outcome()).isEqualTo(Outcome.MERGED);
    JsonNode merged = exported();
    assertThat(merged.get("display_name").textValue()).isEqualTo("new");
    assertThat(merged.get("visibility").textValue()).isEqualTo("public");
    assertThat(merged.get("protected").booleanValue()).isTrue();
    assertThat(merged.get("owner").textValue()).isEqualTo("me");
    assertThat(merged.at("/properties/both/title").textValue()).isEqualTo("new");
    assertThat(merged.at("/resource_type_associations/0/prefix").textValue()).isEqualTo("new");
    hasAll();
  }

  private void hasAll() {
    assertThat(catalogue.properties().of("N"))
        .extracting(Part::name)
        .containsExactlyInAnyOrder("both", "gone", "more");
    assertThat(catalogue.tags().of("N"))
        .extracting(Part::name)
        .containsExactlyInAnyOrder("t1", "t2");
    assertThat(catalogue.of(List.of("N")).get("N")).hasSize(2);
  }

  @Test
  void overwrites() throws IOException {
    load(OLD, Mode.NEW);
    assertThat(load(NEW, Mode.OVERWRITE).outcome()).isEqualTo(Outcome.REPLACED);
    assertThat(exported()).isEqualTo(withDefaults(NEW));
  }

  @Test
  void addsWhatIsNotThereInEveryMode() throws IOException {
    for (Mode mode : Mode.values()) {
      assertThat(load(NEW, mode).outcome()).isEqualTo(Outcome.ADDED);
      assertThat(exported()).isEqualTo(withDefaults(NEW));
      files.unload("N");
    }
  }

  @Test
  void removesProtectedNamespacesToo() {
    load(OLD, Mode.NEW);
    files.unload("N");
    assertThat(files.namespaces()).isEmpty();
    assertThatThrownBy(() -> files.unload("N")).isInstanceOf(Refusal.NotFound.class);
    assertThatThrownBy(() -> files.export("N")).isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void namesAllNamespacesInOrder() {
    for (int i = 1200; i > 0; i--) {
      load("{\"namespace\": \"n%04d\"}".formatted(i), Mode.NEW);
    }
    assertThat(files.namespaces()).hasSize(1200).isSorted().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{} {}",
        "{}",
        "{\"namespace\": \"a\", \"namespace\": \"b\"}",
        "{\"namespace\": \"N\", \"created_at\": \"x\"}",
        "{\"namespace\": \"N\", \"other\": 1}",
        "{\"namespace\": \"N\", \"tags\": [{\"name\": \"t\"}, {\"name\": \"t\"}]}",
        "{\"namespace\": \"N\", \"properties\": {\"p\": {\"type\": \"string\"}}}"
      })
  void refusesWhatIsNoDefinition(String text) {
    assertThatThrownBy(() -> load(text, Mode.OVERWRITE)).isInstanceOf(Refusal.class);
    assertThat(files.namespaces()).isEmpty();
  }

  @Test
  void refusesOtherEncodings() {
    byte[] latin = {'{', '"', (byte) 0xe4, '"', ':', '1', '}'};
    assertThatThrownBy(() -> files.load(latin, Mode.NEW))
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void keepsGlancesOwnFiles() throws IOException {
    Path directory = Path.of("/etc/glance/metadefs");
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.isDirectory(directory), "Debian's glance-common is not installed");
    List<Path> all = new ArrayList<>();
    try (Stream<Path> found = Files.list(directory)) {
      found.filter(file -> file.toString().endsWith(".json")).forEach(all::add);
    }
    for (Path file : all) {
      Loaded loaded = files.load(Files.readAllBytes(file), Mode.NEW);
      assertThat(loaded.outcome()).isEqualTo(Outcome.ADDED);
      assertThat(JSON.readTree(files.export(loaded.namespace())))
          .as(file.toString())
          .isEqualTo(withDefaults(Files.readString(file)));
    }
    assertThat(files.namespaces()).hasSameSizeAs(all);
  }

  /** A file with what an export says besides. */
  private static JsonNode withDefaults(String text) throws IOException {
    ObjectNode node = (ObjectNode) JSON.readTree(text);
    if (!node.has("visibility")) {
      node.put("visibility", "private");
    }
    if (!node.has("protected")) {
      node.put("protected", false);
    }
    if (!node.has("owner")) {
      node.put("owner", "admin");
    }
    for (JsonNode object : node.path("objects")) {
      ObjectNode each = (ObjectNode) object;
      if (!each.has("required")) {
        each.putArray("required");
      }
      if (!each.has("properties")) {
        each.putObject("properties");
      }
    }
    List<JsonNode> objects = new ArrayList<>();
    node.path("objects").forEach(objects::add);
    objects.sort((a, b) -> a.get("name").textValue().compareTo(b.get("name").textValue()));
    if (!objects.isEmpty()) {
      node.putArray("objects").addAll(objects);
    }
    for (String part : List.of("properties", "objects", "tags", "resource_type_associations")) {
      if (node.path(part).isEmpty()) {
        node.remove(part);
      }
    }
    return node;
  }
}
