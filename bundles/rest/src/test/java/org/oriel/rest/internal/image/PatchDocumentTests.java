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
import org.oriel.image.Multihash;
import org.oriel.image.Refusal;
import org.oriel.rest.internal.schema.TypedProperties;
import org.oriel.rest.internal.wire.HttpRefusal;
import org.oriel.rest.internal.wire.JsonText;
import org.oriel.service.Change;
import org.oriel.service.GivenLocation;

class PatchDocumentTests {
  private static final Values VALUES =
      new Values(
          List.of("raw", "qcow2"),
          List.of("bare"),
          TypedProperties.of(Optional.empty(), true, new Problems()));

  @Test
  void readsTheNewerForm() throws IOException {
    PatchDocument document =
        newer(
            """
            [{"op": "add", "path": "/foo", "value": "bar"},
             {"op": "replace", "path": "/name", "value": null},
             {"op": "replace", "path": "/tags", "value": ["b", "a", "b"]},
             {"op": "replace", "path": "/min_ram", "value": 512},
             {"op": "replace", "path": "/protected", "value": true},
             {"op": "remove", "path": "/a~1b~0c"}]
            """);
    assertThat(document.changes())
        .containsExactly(
            new Change.Add("foo", Optional.of("bar")),
            new Change.Replace("name", Optional.empty()),
            new Change.Replace("tags", Optional.of(Set.of("a", "b"))),
            new Change.Replace("min_ram", Optional.of(512)),
            new Change.Replace("protected", Optional.of(true)),
            new Change.Remove("a/b~c"));
  }

  @Test
  void readsTheOlderForm() throws IOException {
    assertThat(older("[{\"add\": \"/foo\", \"value\": \"bar\"}, {\"remove\": \"//x \"}]").changes())
        .containsExactly(new Change.Create("foo", Optional.of("bar")), new Change.Remove("x"));
  }

  @Test
  void nothingIsNoChange() throws IOException {
    assertThat(newer("[]").changes()).isEmpty();
  }

  @Test
  void readsOperationsOnLocations() throws IOException {
    PatchDocument document =
        newer(
            """
            [{"op": "add", "path": "/locations/-", "value":
              {"url": "http://x/y", "metadata": {"a": {"b": ["c"]}}, "validation_data":
               {"checksum": "d41d8cd98f00b204e9800998ecf8427e",
                "os_hash_algo": "md5", "os_hash_value": "x"}}},
             {"op": "replace", "path": "/locations", "value": []},
             {"op": "remove", "path": "/locations/0"}]
            """);
    assertThat(document.changes())
        .containsExactly(
            new Change.AddLocation(
                "-",
                new GivenLocation(
                    "http://x/y",
                    Map.of("a", Map.of("b", List.of("c"))),
                    Optional.of("d41d8cd98f00b204e9800998ecf8427e"),
                    Optional.of(new Multihash("md5", "x")))),
            new Change.ReplaceLocations(List.of()),
            new Change.RemoveLocation("0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[1]",
        "[{}]",
        "[{\"op\": \"test\", \"path\": \"/a\", \"value\": \"b\"}]",
        "[{\"op\": \"move\", \"path\": \"/a\", \"from\": \"/b\"}]",
        "[{\"op\": 5, \"path\": \"/a\"}]",
        "[{\"op\": \"add\", \"value\": \"b\"}]",
        "[{\"op\": \"add\", \"path\": \"/a\"}]",
        "[{\"op\": \"add\", \"path\": 7, \"value\": \"b\"}]",
        "[{\"op\": \"add\", \"path\": \"a\", \"value\": \"b\"}]",
        "[{\"op\": \"add\", \"path\": \"\", \"value\": \"b\"}]",
        "[{\"op\": \"add\", \"path\": \"/\", \"value\": \"b\"}]",
        "[{\"op\": \"add\", \"path\": \"/a/\", \"value\": \"b\"}]",
        "[{\"op\": \"add\", \"path\": \"/a/b\", \"value\": \"b\"}]",
        "[{\"op\": \"add\", \"path\": \"/a//b\", \"value\": \"b\"}]",
        "[{\"op\": \"add\", \"path\": \"/a~2\", \"value\": \"b\"}]",
        "[{\"op\": \"add\", \"path\": \"/a~\", \"value\": \"b\"}]",
        "[{\"op\": \"add\", \"path\": \"/tags/-\", \"value\": \"b\"}]",
        "[{\"op\": \"add\", \"path\": \"/locations\", \"value\": []}]",
        "[{\"op\": \"add\", \"path\": \"/locations/-\", \"value\": []}]",
        "[{\"op\": \"add\", \"path\": \"/locations/-\", \"value\": {\"url\": \"x\"}}]",
        "[{\"op\": \"add\", \"path\": \"/locations/-\", \"value\": {\"url\": 1, \"metadata\":"
            + " {}}}]",
        "[{\"op\": \"add\", \"path\": \"/locations/-\", \"value\": {\"url\": \"x\", \"metadata\":"
            + " 1}}]",
        "[{\"op\": \"add\", \"path\": \"/locations/-\", \"value\": {\"url\": \"x\", \"metadata\":"
            + " {\"a\": null}}}]",
        "[{\"op\": \"add\", \"path\": \"/locations/-\", \"value\": {\"url\": \"x\", \"metadata\":"
            + " {}, \"validation_data\": {\"os_hash_algo\": \"md5\"}}}]",
        "[{\"op\": \"add\", \"path\": \"/locations/-\", \"value\": {\"url\": \"x\", \"metadata\":"
            + " {}, \"validation_data\": {\"foo\": \"md5\"}}}]",
        "[{\"op\": \"replace\", \"path\": \"/locations\", \"value\": {}}]",
        "[{\"op\": \"add\", \"path\": \"/a\", \"value\": 5}]",
        "[{\"op\": \"add\", \"path\": \"/a\", \"value\": null}]",
        "[{\"op\": \"add\", \"path\": \"/a\", \"value\": \"\\ud83d\"}]",
        "[{\"op\": \"replace\", \"path\": \"/protected\", \"value\": \"true\"}]",
        "[{\"op\": \"replace\", \"path\": \"/min_ram\", \"value\": -1}]",
        "[{\"op\": \"replace\", \"path\": \"/min_ram\", \"value\": 2147483648}]",
        "[{\"op\": \"replace\", \"path\": \"/min_ram\", \"value\": 1.5}]",
        "[{\"op\": \"replace\", \"path\": \"/disk_format\", \"value\": \"nope\"}]",
        "[{\"op\": \"replace\", \"path\": \"/visibility\", \"value\": null}]",
        "[{\"op\": \"replace\", \"path\": \"/tags\", \"value\": [1]}]"
      })
  void refusesWhatMakesNoSense(String text) {
    assertThatThrownBy(() -> newer(text)).isInstanceOf(Refusal.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"add\": \"/a\", \"replace\": \"/b\", \"value\": \"c\"}]",
        "[{\"value\": \"c\"}]",
        "[{\"add\": 3, \"value\": \"c\"}]"
      })
  void theOlderFormNeedsOneVerb(String text) {
    assertThatThrownBy(() -> older(text)).isInstanceOf(Refusal.Invalid.class);
  }

  @ParameterizedTest
  @CsvSource({
    "id,read-only",
    "status,read-only",
    "checksum,read-only",
    "size,read-only",
    "os_hash_value,read-only",
    "self,read-only",
    "location,reserved",
    "deleted,reserved",
    "os_glance_import_task,reserved"
  })
  void refusesNamesOfTheServer(String name, String why) {
    assertThatThrownBy(
            () -> newer("[{\"op\": \"add\", \"path\": \"/" + name + "\", \"value\": \"x\"}]"))
        .isInstanceOf(Refusal.Forbidden.class)
        .hasMessage("Attribute '" + name + "' is " + why + ".");
  }

  @Test
  void namesTheTwoMediaTypes() {
    assertThat(PatchDocument.newer("application/openstack-images-v2.1-json-patch")).isTrue();
    assertThat(PatchDocument.newer("application/openstack-images-v2.0-json-patch")).isFalse();
    assertThatThrownBy(() -> PatchDocument.newer("application/json-patch+json"))
        .isInstanceOfSatisfying(
            HttpRefusal.class,
            refusal -> {
              assertThat(refusal.answer().status()).isEqualTo(415);
              assertThat(refusal.answer().headers())
                  .containsEntry(
                      "Accept-Patch",
                      "application/openstack-images-v2.0-json-patch,"
                          + " application/openstack-images-v2.1-json-patch");
            });
  }

  private static PatchDocument newer(String text) throws IOException {
    return document(text, true);
  }

  private static PatchDocument older(String text) throws IOException {
    return document(text, false);
  }

  private static PatchDocument document(String text, boolean newer) throws IOException {
    return PatchDocument.of(
        JsonText.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
        newer,
        VALUES);
  }
}
