// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
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
  private static final Path PAGE = Path.of("../../docs/about/openapi.json");

  private TestServer server;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    server = new TestServer(directory, Map.of("cache_manage_filter", "true"));
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
        assertThat(operation.getValue().get("summary").textValue()).isNotBlank();
        long variables = path.getKey().chars().filter(c -> c == '{').count();
        assertThat(operation.getValue().path("parameters"))
            .filteredOn(parameter -> parameter.path("in").asText().equals("path"))
            .hasSize((int) variables);
      }
    }
    assertThat(ids).doesNotHaveDuplicates().contains("images.create", "imageData.put.file");
  }

  /** With which end-to-end tests compare what servers answer. */
  @Test
  void isInTheRepository() throws Exception {
    JsonNode document = document();
    ((ObjectNode) document).putArray("servers").addObject().put("url", "http://127.0.0.1:9292");
    ObjectMapper mapper = new ObjectMapper();
    if (System.getProperty("openapi.write") != null) {
      mapper
          .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
          .writerWithDefaultPrettyPrinter()
          .writeValue(PAGE.toFile(), mapper.convertValue(document, Object.class));
    }
    assertThat(mapper.readTree(Files.readString(PAGE)))
        .as("docs/about/openapi.json is stale: run the tests of rest with -Dopenapi.write")
        .isEqualTo(document);
  }

  @Test
  void tellsWhatListsLookAt() throws Exception {
    assertThat(document().at("/paths/~1v2~1images/get/parameters"))
        .extracting(parameter -> parameter.get("name").textValue())
        .contains("limit", "marker", "sort", "visibility", "size_min", "created_at", "properties")
        .doesNotHaveDuplicates();
    assertThat(document().at("/paths/~1v2~1tasks/get/parameters"))
        .extracting(parameter -> parameter.get("name").textValue())
        .contains("status", "type", "sort_key");
    assertThat(document().at("/paths/~1v2~1images~1{id}/delete/parameters"))
        .extracting(parameter -> parameter.path("$ref").asText())
        .contains("#/components/parameters/If-Match");
  }

  @Test
  void tellsWhatIsAnswered() throws Exception {
    JsonNode document = document();
    JsonNode create = document.at("/paths/~1v2~1images/post");
    assertThat(create.at("/responses/201/content/application~1json/schema/$ref").textValue())
        .isEqualTo("#/components/schemas/image");
    assertThat(create.at("/responses/201/headers").fieldNames())
        .toIterable()
        .contains("Location", "OpenStack-image-store-ids");
    assertThat(document.at("/components/schemas/image"))
        .isEqualTo(server.get("/v2/schemas/image").send().json());
    JsonNode namespace = server.get("/v2/schemas/metadefs/namespace").send().json();
    assertThat(document.at("/components/schemas/namespace/properties").size())
        .isEqualTo(namespace.get("properties").size());
    JsonNode show = document.at("/paths/~1v2~1images~1{id}/get/responses");
    assertThat(show.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("200", "304", "400", "401", "403", "404", "431", "503");
    assertThat(show.at("/304").has("content")).isFalse();
  }

  @Test
  void tellsWhichBodiesAreTaken() throws Exception {
    JsonNode paths = document().get("paths");
    assertThat(paths.at("/~1v2~1images/post/requestBody/required").booleanValue()).isTrue();
    assertThat(
            paths
                .at("/~1v2~1images/post/requestBody/content/application~1json/schema/$ref")
                .asText())
        .isEqualTo("#/components/schemas/image");
    JsonNode bodies = document().at("/components/requestBodies");
    assertThat(paths.at("/~1v2~1images~1{id}/patch/requestBody/$ref").asText())
        .isEqualTo("#/components/requestBodies/image-patch");
    assertThat(bodies.at("/image-patch/content").fieldNames())
        .toIterable()
        .contains("application/openstack-images-v2.1-json-patch");
    assertThat(paths.at("/~1v2~1images~1{id}~1file/put/requestBody/$ref").asText())
        .isEqualTo("#/components/requestBodies/data");
    assertThat(bodies.at("/data/content").fieldNames())
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
    refused(document(), "DELETE", "/v2/images", 200);
    refused(document(), "POST", "/v2/images", 418);
    refused(document(), "GET", "/v2/images", 500);
    refused(document(), "GET", "/v2/nothing", 403);
  }

  private static void refused(JsonNode document, String method, String path, int status) {
    Exercised exercised = new Exercised();
    exercised.note(method, path, status);
    assertThatThrownBy(() -> exercised.assertAreIn(document))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(method + " " + path + " " + status);
  }
}
