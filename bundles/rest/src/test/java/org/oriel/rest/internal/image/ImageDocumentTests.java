// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.base.Problems;
import org.oriel.image.Attributes;
import org.oriel.image.Refusal;
import org.oriel.image.Visibility;
import org.oriel.rest.internal.schema.TypedProperties;
import org.oriel.rest.internal.wire.JsonText;

class ImageDocumentTests {
  private static final Values VALUES =
      new Values(
          List.of("raw", "qcow2"),
          List.of("bare"),
          TypedProperties.of(Optional.empty(), true, new Problems()));

  @Test
  void nothingIsAnImage() throws IOException {
    assertThat(read("{}")).isEqualTo(new ImageDocument(Optional.empty(), Attributes.NONE));
  }

  @Test
  void readsEverything() throws IOException {
    ImageDocument document =
        read(
            """
            {"id": "AAAAAAAA-0000-4000-8000-000000000000", "name": "n", "visibility": "private",
             "protected": true, "os_hidden": true, "owner": "p", "disk_format": "raw",
             "container_format": "bare", "min_disk": 1, "min_ram": 2, "tags": ["b", "a", "a"],
             "hw_disk_bus": "virtio", "kernel_id": null, "checksums": ""}
            """);
    assertThat(document.id()).contains("AAAAAAAA-0000-4000-8000-000000000000");
    assertThat(document.attributes())
        .isEqualTo(
            new Attributes(
                Optional.of("n"),
                Optional.of("p"),
                Visibility.PRIVATE,
                Optional.of("raw"),
                Optional.of("bare"),
                1,
                2,
                true,
                true,
                Set.of("a", "b"),
                Map.of("hw_disk_bus", "virtio", "checksums", "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"id\": \"nope\"}",
        "{\"id\": 1}",
        "{\"id\": null}",
        "{\"name\": 5}",
        "{\"visibility\": \"secret\"}",
        "{\"protected\": \"true\"}",
        "{\"min_disk\": \"1\"}",
        "{\"disk_format\": \"floppy\"}",
        "{\"tags\": \"a\"}",
        "{\"tags\": [null]}",
        "{\"foo\": 1}",
        "{\"foo\": true}",
        "{\"foo\": null}",
        "{\"foo\": {}}",
        "{\"deleted\": true}",
        "{\"kernel_id\": \"nope\"}",
        "{\"cinder_encryption_key_deletion_policy\": \"maybe\"}"
      })
  void saysThatTheSchemaDoesNotMatch(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessageStartingWith("Provided object does not match schema 'image': ");
  }

  @Test
  void refusesLongTexts() {
    assertThatThrownBy(() -> read("{\"name\": \"" + "x".repeat(256) + "\"}"))
        .hasMessageStartingWith("Provided object does not match schema 'image': ");
    assertThatThrownBy(() -> read("{\"tags\": [\"" + "x".repeat(256) + "\"]}"))
        .hasMessageStartingWith("Provided object does not match schema 'image': ");
    assertThatThrownBy(() -> read("{\"" + "x".repeat(256) + "\": \"\"}"))
        .hasMessage("Custom property should not be greater than 255 characters.");
    assertThatThrownBy(() -> read("{\"x\": \"" + "x".repeat(65_536) + "\"}"))
        .isInstanceOf(Refusal.Invalid.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\": \"\\ud83d\"}|Name cannot be encoded as UTF-8.",
        "{\"tags\": [\"\\ud83d\"]}|Tags cannot be encoded as UTF-8.",
        "{\"foo\": \"\\ude00\"}|Foo cannot be encoded as UTF-8.",
        "{\"\\ud83d\": \"\"}|Property names cannot be encoded as UTF-8.",
        "{\"min_ram\": -1}|min_ram cannot be negative."
      })
  void refusesWithASentence(String text, String sentence) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(Refusal.Invalid.class).hasMessage(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "status,read-only",
    "size,read-only",
    "os_hash_algo,read-only",
    "os_hash_value,read-only",
    "direct_url,read-only",
    "stores,read-only",
    "locations,read-only",
    "location,reserved",
    "deleted,reserved",
    "os_glance_x,reserved"
  })
  void refusesNamesOfTheServer(String name, String why) {
    assertThatThrownBy(() -> read("{\"" + name + "\": \"x\"}"))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("Attribute '" + name + "' is " + why + ".");
  }

  private static ImageDocument read(String text) throws IOException {
    return ImageDocument.of(
        JsonText.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))), VALUES);
  }
}
