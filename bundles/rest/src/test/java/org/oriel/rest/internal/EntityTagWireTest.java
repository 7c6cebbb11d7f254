// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** States of images on the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntityTagWireTest {
  private static final String RENAME =
      "[{\"op\": \"replace\", \"path\": \"/name\", \"value\": \"%s\"}]";

  private TestServer server;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    server = new TestServer(directory, Map.of());
  }

  @AfterAll
  void stop() throws Exception {
    server.stop();
  }

  private Reply image() throws Exception {
    return server.post("/v2/images", "{}").send();
  }

  private static String path(Reply image) throws Exception {
    return "/v2/images/" + image.json().get("id").asText();
  }

  private Reply rename(String path, String name, String tag) throws Exception {
    return server.patch(path, RENAME.formatted(name)).header("If-Match", tag).send();
  }

  @Test
  void changesOnlyWhatIsAsTheClientKnowsIt() throws Exception {
    Reply image = image();
    String path = path(image);
    String first = image.header("ETag").orElseThrow();
    assertThat(server.get(path).send().header("ETag")).contains(first);

    Reply changed = rename(path, "one", first);

    assertThat(changed.status()).isEqualTo(200);
    String second = changed.header("ETag").orElseThrow();
    assertThat(second).isNotEqualTo(first);
    Reply late = rename(path, "two", first);
    assertThat(late.status()).as(late.toString()).isEqualTo(412);
    assertThat(server.get(path).send().json().get("name").asText()).isEqualTo("one");
    assertThat(rename(path, "three", first + ", " + second).status()).isEqualTo(200);
    assertThat(rename(path, "four", "*").status()).isEqualTo(200);
    assertThat(server.patch(path, RENAME.formatted("five")).send().status()).isEqualTo(200);
  }

  @Test
  void deletesOnlyWhatIsAsTheClientKnowsIt() throws Exception {
    Reply image = image();
    String path = path(image);
    String first = image.header("ETag").orElseThrow();
    String second = rename(path, "one", first).header("ETag").orElseThrow();

    assertThat(server.delete(path).header("If-Match", first).send().status()).isEqualTo(412);
    assertThat(server.delete(path).header("If-Match", second).send().status()).isEqualTo(204);
  }

  @Test
  void sendsNothingThatTheClientHas() throws Exception {
    Reply image = image();
    String tag = image.header("ETag").orElseThrow();

    Reply again = server.get(path(image)).header("If-None-Match", tag).send();

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.bytes()).isEmpty();
    assertThat(again.header("ETag")).contains(tag);
    Reply other = server.get(path(image)).header("If-None-Match", "\"other\"").send();
    assertThat(other.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"nonsense|400", "\"open|400", "W/\"x\"|412", "\"x\"|412", "\"a\",\"b\"|412"})
  void readsConditions(String header, int status) throws Exception {
    String path = path(image());

    assertThat(rename(path, "x", header).status()).isEqualTo(status);
  }
}
