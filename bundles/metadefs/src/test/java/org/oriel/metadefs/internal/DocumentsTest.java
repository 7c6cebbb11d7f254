// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.image.Refusal;
import org.oriel.metadef.Times;
import org.oriel.metadefs.Documents;
import org.oriel.metadefs.MetadefSchemas;

class DocumentsTest {
  private static final Times NOW = Times.of(Instant.parse("2026-11-23T12:00:00Z"));

  private static Map<String, Object> json(String text) {
    return JsonFile.read(text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"type\": \"odd\"|'odd' is not one of ['array', 'boolean', 'integer', 'number', 'object',"
            + " 'string', None]",
        "\"type\": null|None is not of type 'string'",
        "\"title\": 5|5 is not of type 'string'",
        "\"operators\": [1]|1 is not of type 'string'",
        "\"operators\": {}|{} is not of type 'array'",
        "\"required\": []|[] is too short",
        "\"required\": [\"a\", \"a\"]|['a', 'a'] has non-unique elements",
        "\"minimum\": \"1\"|'1' is not of type 'number'",
        "\"minimum\": true|True is not of type 'number'",
        "\"minLength\": -1|-1 is less than the minimum of 0",
        "\"minLength\": 1.5|1.5 is not of type 'integer'",
        "\"maxItems\": [{\"a\": null}]|[{'a': None}] is not of type 'integer'",
        "\"readonly\": 0|0 is not of type 'boolean'",
        "\"items\": []|[] is not of type 'object'",
        "\"items\": {\"type\": 1}|1 is not of type 'string'",
        "\"items\": {\"more\": 1}|Additional properties are not allowed ('more' was unexpected)",
        "\"odd\": 1|Additional properties are not allowed ('odd' was unexpected)",
        "\"a\": 1, \"b\": 1|Additional properties are not allowed ('a', 'b' were unexpected)"
      })
  void saysInGlancesWordsWhatIsWrongWithAProperty(String member, String reason) {
    String text = "{\"name\": \"p\", \"type\": \"string\", \"title\": \"t\", " + member + "}";
    Map<String, Object> document =
        json(
            member.startsWith("\"type\"")
                ? text.replace("\"type\": \"string\", ", "")
                : member.startsWith("\"title\"") ? text.replace("\"title\": \"t\", ", "") : text);
    assertThatThrownBy(() -> Documents.property(document, NOW))
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessage("Provided object does not match schema 'property': " + reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"minLength\": 0, \"maxLength\": 3.0",
        "\"minimum\": -1e300, \"maximum\": 12345678901234567890",
        "\"enum\": [1, \"a\", null, {\"b\": []}], \"default\": {\"any\": [null]}",
        "\"pattern\": \"(\", \"readonly\": true, \"description\": \"\"",
        "\"required\": [\"a\"], \"operators\": [], \"additionalItems\": false",
        "\"items\": {\"type\": \"string\", \"enum\": [\"x\"]}, \"uniqueItems\": true"
      })
  void takesEveryKeywordAndGivesItBack(String members) {
    Map<String, Object> document =
        json("{\"name\": \"p\", \"type\": \"array\", \"title\": \"t\", " + members + "}");
    assertThat(Documents.of(Documents.property(document, NOW))).isEqualTo(document);
  }

  @Test
  void cutsWhatItQuotes() {
    Map<String, Object> document = json("{\"name\": \"" + "x".repeat(100_000) + "\"}");
    assertThatThrownBy(() -> Documents.tag(document, NOW))
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessageContaining("is too long")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
  }

  @Test
  void refusesWhatOnlyTheServerWrites() {
    for (String name : List.of("self", "schema", "created_at", "updated_at")) {
      Map<String, Object> document = json("{\"name\": \"o\", \"" + name + "\": \"x\"}");
      assertThatThrownBy(() -> Documents.object(document, NOW))
          .isInstanceOf(Refusal.Forbidden.class)
          .hasMessage("Attribute '" + name + "' is read-only.");
    }
  }

  @Test
  void publishesWhatItChecksBy() {
    for (String name : List.of("namespace", "object", "property", "tag", "resource_type")) {
      Map<String, Object> schema = MetadefSchemas.of(name).orElseThrow();
      assertThat(schema).containsKeys("name", "properties", "required");
      assertThat(schema).containsEntry("additionalProperties", false);
      String many = name.equals("property") ? "properties" : name + "s";
      Map<String, Object> page = MetadefSchemas.of(many).orElseThrow();
      assertThat(page).containsKeys("name", "properties", "links");
    }
    assertThat(MetadefSchemas.of("nothing")).isEmpty();
    assertThatCode(() -> Documents.tags(json("{\"tags\": [{\"name\": \"a\"}]}"), NOW))
        .doesNotThrowAnyException();
  }
}
