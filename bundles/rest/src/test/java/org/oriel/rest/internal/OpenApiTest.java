// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the API says of itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
  private static final String PATH = "/oriel/v1/openapi.json";

  private TestServer server;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    server = new TestServer(directory, Map.of());
  }

  @AfterAll
  void stop() throws Exception {
    server.stop();
  }

  private JsonNode document() throws Exception {
    return server.get(PATH).send().json();
  }

  @Test
  void describesEveryOperationOnce() throws Exception {
    JsonNode document = document();
    assertThat(document.get("openapi").textValue()).isEqualTo("3.1.0");
    assertThat(document.at("/servers/0/url").textValue()).isEqualTo(server.url());
    JsonNode paths = document.get("paths");
    assertThat(paths.fieldNames())
        .toIterable()
        .contains(
            "/v2/images",
            "/v2/images/{id}/file",
            "/v2/metadefs/namespaces/{namespace}/tags/{tag}",
            PATH,
            "/healthcheck");
    List<String> ids = new ArrayList<>();
    for (var path : paths.properties()) {
      for (var operation : path.getValue().properties()) {
        ids.add(operation.getValue().get("operationId").textValue());
        assertThat(operation.getValue().get("responses")).isNotEmpty();
        long variables = path.getKey().chars().filter(c -> c == '{').count();
        assertThat(operation.getValue().path("parameters")).hasSize((int) variables);
      }
    }
    assertThat(ids).doesNotHaveDuplicates().contains("images.create", "imageData.put.file");
  }

  @Test
  void tellsWhichBodiesAreTaken() throws Exception {
    JsonNode paths = document().get("paths");
    assertThat(paths.at("/~1v2~1images/post/requestBody/required").booleanValue()).isTrue();
    assertThat(paths.at("/~1v2~1images~1{id}/patch/requestBody/content").fieldNames())
        .toIterable()
        .contains("application/openstack-images-v2.1-json-patch");
    assertThat(paths.at("/~1v2~1images~1{id}~1file/put/requestBody/content").fieldNames())
        .toIterable()
        .containsExactly("application/octet-stream");
    assertThat(paths.at("/~1v2~1images~1{id}/get").has("requestBody")).isFalse();
    assertThat(
            paths
                .at("/~1v2~1metadefs~1namespaces~1{namespace}~1tags~1{tag}/post")
                .has("requestBody"))
        .isFalse();
  }

  @Test
  void leadsNowhereElse() throws Exception {
    JsonNode document = document();
    for (JsonNode reference : document.findValues("$ref")) {
      assertThat(document.at(reference.textValue().substring(1)).isMissingNode()).isFalse();
    }
  }

  @Test
  void isForKnownCallersOnly() throws Exception {
    assertThat(server.call("GET", PATH).send().status()).isEqualTo(401);
    assertThat(server.call("POST", PATH).as("alice").send().status()).isEqualTo(405);
    assertThat(server.get("/oriel").send().status()).isEqualTo(404);
    assertThat(server.get("/oriel/v2/openapi.json").send().status()).isEqualTo(404);
  }

  @Test
  void checkSeesWhatIsMissing() throws Exception {
    Exercised exercised = new Exercised();
    exercised.note("GET", "/v2.3/images?limit=1", 200);
    exercised.note("DELETE", "/v2/nothing", 404);
    exercised.assertAreIn(document());
    exercised.note("DELETE", "/v2/images", 200);
    assertThatThrownBy(() -> exercised.assertAreIn(document()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("DELETE /v2/images");
  }
}
