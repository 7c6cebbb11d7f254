// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.base.Problems;

class TypedPropertiesTests {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private final Path file;

  TypedPropertiesTests(@TempDir Path directory) {
    file = directory.resolve("schema-image.json");
  }

  private TypedProperties read(String text, boolean additional, Problems problems)
      throws IOException {
    Files.writeString(file, text);
    return TypedProperties.of(Optional.of(file), additional, problems);
  }

  @ParameterizedTest
  @CsvSource({
    "kernel_id, 11111111-2222-3333-4444-555555555555, true",
    "kernel_id, nope, false",
    "cinder_encryption_key_deletion_policy, do_not_delete, true",
    "cinder_encryption_key_deletion_policy, maybe, false",
    "os_distro, anything, true",
    "unknown, anything, true",
  })
  void knowsWhatIsShipped(String name, String value, boolean good) {
    Problems problems = new Problems();
    TypedProperties shipped = TypedProperties.of(Optional.empty(), true, problems);

    assertThat(problems.all()).isEmpty();
    assertThat(shipped.violation(name, JSON.textNode(value)).isEmpty()).isEqualTo(good);
    assertThat(shipped.violation("kernel_id", JSON.nullNode())).isEmpty();
    assertThat(shipped.violation("os_distro", JSON.nullNode()))
        .hasValue(" is not of type 'string'");
    assertThat(shipped.missing(Set.of())).isEmpty();
  }

  @Test
  void readsAFile() throws IOException {
    Problems problems = new Problems();
    TypedProperties typed =
        read(
            """
            {"properties": {
               "team": {"type": "string", "minLength": 2, "maxLength": 3, "description": "Whose"},
               "tier": {"type": "string", "enum": ["gold", "iron"]}},
             "required": ["team"]}
            """,
            false,
            problems);

    assertThat(problems.all()).isEmpty();
    assertThat(typed.violation("team", JSON.textNode("a"))).hasValue(" is too short");
    assertThat(typed.violation("team", JSON.textNode("abcd"))).hasValue(" is too long");
    assertThat(typed.violation("tier", JSON.textNode("tin")))
        .hasValue(" is not one of ['gold', 'iron']");
    assertThat(typed.missing(Set.of("tier"))).isEqualTo(List.of("team"));
    assertThat(typed.admits("tier")).isTrue();
    assertThat(typed.admits("other")).isFalse();

    ObjectNode schema = JSON.objectNode();
    schema.putObject("properties").putObject("id").put("type", "string");
    typed.into(schema);
    assertThat(new ObjectMapper().writeValueAsString(schema))
        .isEqualTo(
            "{\"properties\":{\"id\":{\"type\":\"string\"},\"team\":{\"type\":\"string\","
                + "\"minLength\":2,\"maxLength\":3,\"description\":\"Whose\",\"is_base\":false},"
                + "\"tier\":{\"type\":\"string\",\"enum\":[\"gold\",\"iron\"],"
                + "\"is_base\":false}},\"additionalProperties\":false,\"required\":[\"team\"]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": {\"type\": \"string\"}}",
        "{\"os_glance_x\": {\"type\": \"string\"}}",
        "{\"status\": {\"type\": \"string\"}}",
        "{\"a\": {\"type\": \"integer\"}}",
        "{\"a\": \"string\"}",
        "{\"a\": {\"type\": \"string\", \"pattern\": \"(\"}}",
        "{\"a\": {\"type\": \"string\"}, \"a\": {\"type\": \"string\"}}",
        "[]",
        "{",
      })
  void refusesWhatCannotBe(String text) throws IOException {
    Problems problems = new Problems();
    TypedProperties unused = read(text, true, problems);
    assertThat(problems.all()).hasSize(1);
  }

  @Test
  void isEqualIfItSaysTheSame() throws IOException {
    String text = "{\"a\": {\"type\": \"string\"}}";
    assertThat(read(text, true, new Problems())).isEqualTo(read(text, true, new Problems()));
    assertThat(read(text, true, new Problems())).isNotEqualTo(read(text, false, new Problems()));
  }
}
