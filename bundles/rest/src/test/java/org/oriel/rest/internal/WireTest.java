// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and their answers, on the real server but for the database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireTest {
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    server = new TestServer(directory, Map.of());
  }

  @AfterAll
  void stop() throws Exception {
    server.stop();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "GET|/healthcheck|200|-",
        "HEAD|/healthcheck|200|-",
        "GET|/|300|-",
        "GET|/versions|200|-",
        "GET|/v1|300|-",
        "POST|/v3/images|300|-",
        "GET|/nothing|300|-",
        "GET|/v2/images|200|-",
        "GET|/v2.0/images|200|-",
        "GET|/v2.17/images?limit=1|200|-",
        "GET|/v2.18/images|300|-",
        "GET|/v2/|404|-",
        "GET|/v2/nothing|404|-",
        "GET|/v2/images/|404|-",
        "FOO|/v2/nothing|501|-",
        "FOO|/v2/images|405|GET, POST",
        "HEAD|/v2/images|405|GET, POST",
        "PUT|/v2/images|405|GET, POST",
        "OPTIONS|/v2/images|405|GET, POST",
        "POST|/v2/images/x|405|GET, PATCH, DELETE",
        "DELETE|/v2/images/x/file|405|GET, PUT",
        "GET|/v2/images/x/tags/y|405|PUT, DELETE",
        "POST|/v2/schemas/image|405|GET",
        "GET|/v2/schemas/image|200|-",
        "GET|/v2/schemas/images|200|-",
        "GET|/v2/schemas/member|200|-",
        "GET|/v2/schemas/members|200|-",
        "GET|/v2/schemas/nothing|404|-",
        "GET|/v2/images/x/members|404|-",
        "GET|/v2/images/x/locations|404|-",
        "PUT|/v2/images/x/locations|405|GET, POST",
        "GET|/v2/info/stores|200|-",
        "POST|/v2/info/stores|405|GET",
        "GET|/v2/info/stores/detail|403|-",
        "GET|/v2/info/import|200|-",
        "GET|/v2/info/usage|200|-",
        "POST|/v2/info/usage|404|-",
        "DELETE|/v2/info/usage|404|-",
        "HEAD|/v2/info/usage|405|GET",
        "PUT|/v2/info/import|405|GET",
        "POST|/v2/images/x/actions/deactivate|404|-",
        "GET|/v2/images/x/actions/deactivate|405|POST",
        "POST|/v2/images/x/actions/nothing|404|-",
        "DELETE|/v2/stores/fast/x|404|-",
        "GET|/v2/stores/fast/x|405|DELETE",
        "PUT|/v2/images/x/members|405|GET, POST",
        "GET|/v2/images/x/members/y|404|-",
        "POST|/v2/images/x/members/y|405|GET, PUT, DELETE",
        "GET|/v2/images/x|404|-",
        "GET|/v2/images/11111111-1111-4111-8111-111111111111|404|-",
        "DELETE|/v2/images/11111111-1111-4111-8111-111111111111|404|-",
        "GET|/v2/images/11111111-1111-4111-8111-111111111111/file|404|-",
        "PUT|/v2/images/11111111-1111-4111-8111-111111111111/tags/x|404|-",
        "GET|/v2/images/x%2Ffile|404|-",
        "GET|/v2/images/%2e%2e/x|404|-",
        "GET|/v2/images/%FF%FE|400|-",
        "GET|/v2/nothing%FF|400|-",
        "PUT|/v2/images/x/tags/a%2Fb|404|-",
        "PUT|/v2/images/x/tags/%FF|400|-",
        "GET|/v2/images?limit=x|400|-",
        "GET|/v2/images?foo=%FF|400|-",
        "GET|/v2/images?marker=11111111-1111-4111-8111-111111111111|400|-"
      })
  void answersEveryPathAndMethod(String method, String path, int status, String allow)
      throws Exception {
    Reply reply = server.call(method, path).as("alice").send();

    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.header("Allow").orElse(null)).isEqualTo(allow);
    assertThat(reply.text()).doesNotContain("org.oriel", "java.", "\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/v2,401",
    "GET,/v2/,401",
    "GET,/v2/nothing,401",
    "FOO,/v2/nothing,401",
    "HEAD,/v2/images,401",
    "GET,/v2/images,401",
    "GET,/v2/images/x/file,401",
    "GET,/v2/schemas/image,401",
    "GET,/versions,200",
    "GET,/v1,300",
    "GET,/healthcheck,200"
  })
  void asksForCredentialsBeforeItTellsWhatExists(String method, String path, int status)
      throws Exception {
    Reply reply = server.call(method, path).send();

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("WWW-Authenticate").isPresent()).isEqualTo(status == 401);
    assertThat(reply.header("X-Openstack-Request-Id")).isEmpty();
  }

  @Test
  void refusesWrongPasswords() throws Exception {
    Reply reply =
        server.call("GET", "/v2/images").header("Authorization", "Basic YWxpY2U6bm8=").send();
    assertThat(reply.status()).isEqualTo(401);
  }

  @Test
  void leadsToTheRootOfTheVersion() throws Exception {
    Reply reply = server.get("/v2").send();
    assertThat(reply.status()).isEqualTo(302);
    assertThat(reply.header("Location")).contains(server.url() + "/v2/");
  }

  @Test
  void saysItsHealthAsAsked() throws Exception {
    assertThat(server.call("GET", "/healthcheck").send().text()).isEqualTo("OK");
    assertThat(
            server.call("GET", "/healthcheck").header("Accept", "application/json").send().json())
        .isEqualTo(json("{\"detailed\": false, \"reasons\": [\"OK\"]}"));
  }

  @Test
  void takesTheVersionFromTheAcceptHeader() throws Exception {
    assertThat(
            server
                .get("/images")
                .header("Accept", "application/vnd.openstack.images-v2.3")
                .send()
                .status())
        .isEqualTo(200);
    assertThat(
            server
                .get("/v2/images")
                .header("Accept", "application/vnd.openstack.images-v9")
                .send()
                .status())
        .isEqualTo(300);
  }

  @Test
  void numbersRequests() throws Exception {
    assertThat(server.get("/v2/images").send().header("X-Openstack-Request-Id").orElseThrow())
        .matches("req-[0-9a-f-]{36}");
    assertThat(
            server
                .get("/v2/images")
                .header("X-Openstack-Request-Id", "mine")
                .send()
                .header("x-openstack-request-id"))
        .contains("req-mine");
    assertThat(
            server
                .get("/v2/images")
                .header("X-Openstack-Request-Id", "x".repeat(100))
                .send()
                .status())
        .isEqualTo(431);
  }

  @Test
  void createsAndShows() throws Exception {
    Reply created =
        server
            .post(
                "/v2/images",
                "{\"name\": \"één\", \"disk_format\": \"raw\", \"container_format\": \"bare\","
                    + " \"zone\": \"b\", \"arch\": \"a\", \"tags\": [\"x\", \"a\"]}")
            .header("Content-Type", "text/plain")
            .send();

    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    String id = created.json().path("id").asText();
    assertThat(created.header("Content-Type")).contains("application/json");
    assertThat(created.header("Location")).contains(server.url() + "/v2/images/" + id);
    assertThat(created.header("OpenStack-image-import-methods"))
        .contains("glance-direct,web-download,copy-image");
    assertThat(created.header("OpenStack-image-store-ids")).contains("fast,slow");
    List<String> names = new ArrayList<>();
    created.json().fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactly(
            "arch",
            "zone",
            "name",
            "disk_format",
            "container_format",
            "visibility",
            "size",
            "virtual_size",
            "status",
            "checksum",
            "protected",
            "min_ram",
            "min_disk",
            "owner",
            "os_hidden",
            "os_hash_algo",
            "os_hash_value",
            "id",
            "created_at",
            "updated_at",
            "tags",
            "self",
            "file",
            "schema");
    assertThat(created.json().path("owner").asText()).isEqualTo("p1");
    assertThat(created.json().path("created_at").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(created.text()).contains("één");

    Reply shown = server.get("/v2/images/" + id).send();
    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.json()).isEqualTo(created.json());
    assertThat(shown.header("Content-Length")).isPresent();
    assertThat(server.get("/v2/images/" + id).as("bob").send().status()).isEqualTo(404);
    assertThat(server.get("/v2/images/" + id).as("admin").send().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alice|{}|201",
        "alice|[]|400",
        "alice||400",
        "alice|nope|400",
        "alice|5|400",
        "alice|{\"status\": \"active\"}|403",
        "alice|{\"os_hash_algo\": \"md5\"}|403",
        "alice|{\"locations\": []}|403",
        "alice|{\"os_glance_x\": \"y\"}|403",
        "alice|{\"visibility\": \"public\"}|403",
        "alice|{\"owner\": \"p2\"}|403",
        "alice|{\"visibility\": \"x\"}|400",
        "alice|{\"tags\": [\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]}|413",
        "alice|{\"a\":\"\",\"b\":\"\",\"c\":\"\",\"d\":\"\",\"e\":\"\",\"f\":\"\"}|413",
        "admin|{\"visibility\": \"public\", \"owner\": \"p2\"}|201",
        "carol|{}|403"
      })
  void creates(String user, String body, int status) throws Exception {
    Reply reply = server.post("/v2/images", body == null ? "" : body).as(user).send();
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
  }

  @Test
  void refusesAnIdThatWasUsed() throws Exception {
    String body = "{\"id\": \"" + UUID.randomUUID() + "\"}";
    assertThat(server.post("/v2/images", body).send().status()).isEqualTo(201);
    assertThat(server.post("/v2/images", body).send().status()).isEqualTo(409);
  }

  @Test
  void refusesLargeBodies() throws Exception {
    String body = "{\"name\": \"" + "x".repeat(2 << 20) + "\"}";
    assertThat(server.post("/v2/images", body).send().status()).isEqualTo(413);
  }

  @Test
  void saysErrorsInThreeForms() throws Exception {
    String path = "/v2/images/11111111-1111-4111-8111-111111111111";
    Reply json = server.get(path).header("Accept", "application/json").send();
    assertThat(json.header("Content-Type")).contains("application/json");
    assertThat(json.json())
        .isEqualTo(
            json(
                "{\"message\": \"No image found with ID 11111111-1111-4111-8111-111111111111"
                    + "<br /><br />\\n\\n\\n\", \"code\": \"404 Not Found\","
                    + " \"title\": \"Not Found\"}"));
    Reply html = server.get(path).header("Accept", "*/*").send();
    assertThat(html.header("Content-Type").orElseThrow()).startsWith("text/html");
    Reply text = server.get(path).header("Accept", "text/plain").send();
    assertThat(text.header("Content-Type").orElseThrow()).startsWith("text/plain");
    assertThat(text.text()).startsWith("404 Not Found\n\nNo image found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain", "nonsense", "a/b/c;;", "application/xml;q=x", "*/*"})
  void doesNotCareWhatAClientAcceptsOfAResult(String accept) throws Exception {
    String path = "/v2/images/" + create("{}");
    assertThat(server.get(path).header("Accept", accept).send().json().path("id").asText())
        .isNotEmpty();
    assertThat(server.patch(path, "[]").header("Accept", accept).send().status()).isEqualTo(200);
    assertThat(server.post("/v2/images", "{}").header("Accept", accept).send().status())
        .isEqualTo(201);
    assertThat(
            server
                .post("/v2/images", "{}")
                .header("Content-Type", accept.isEmpty() ? ";" : accept)
                .send()
                .status())
        .isEqualTo(201);
    assertThat(server.delete(path).header("Accept", accept).send().status()).isEqualTo(204);
  }

  @Test
  void changesAllOrNothing() throws Exception {
    String path = "/v2/images/" + create("{\"name\": \"n\", \"foo\": \"bar\"}");
    Reply changed =
        server
            .patch(
                path,
                """
                [{"op": "replace", "path": "/name", "value": "m"},
                 {"op": "add", "path": "/new", "value": "x"},
                 {"op": "remove", "path": "/foo"},
                 {"op": "replace", "path": "/tags", "value": ["b", "a"]}]
                """)
            .send();
    assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
    assertThat(changed.json().path("name").asText()).isEqualTo("m");
    assertThat(changed.json().path("new").asText()).isEqualTo("x");
    assertThat(changed.json().has("foo")).isFalse();
    assertThat(changed.json().path("tags")).isEqualTo(json("[\"a\", \"b\"]"));

    Reply refused =
        server
            .patch(
                path,
                """
                [{"op": "replace", "path": "/name", "value": "z"},
                 {"op": "remove", "path": "/foo"}]
                """)
            .send();
    assertThat(refused.status()).isEqualTo(409);
    assertThat(server.get(path).send().json().path("name").asText()).isEqualTo("m");
    assertThat(server.patch(path, "[]").send().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v2.1|[{\"op\": \"replace\", \"path\": \"/id\", \"value\": \"x\"}]|403",
        "v2.1|[{\"op\": \"remove\", \"path\": \"/name\"}]|403",
        "v2.1|[{\"op\": \"replace\", \"path\": \"/missing\", \"value\": \"x\"}]|409",
        "v2.1|[{\"op\": \"replace\", \"path\": \"/owner\", \"value\": \"p2\"}]|403",
        "v2.1|[{\"op\": \"add\", \"path\": \"/owner\", \"value\": \"p2\"}]|403",
        "v2.1|[{\"op\": \"replace\", \"path\": \"/visibility\", \"value\": \"public\"}]|403",
        "v2.1|[{\"op\": \"replace\", \"path\": \"/locations\", \"value\": []}]|403",
        "v2.1|[{\"op\": \"replace\", \"path\": \"/stores\", \"value\": \"x\"}]|409",
        "v2.1|[{\"op\": \"test\", \"path\": \"/name\", \"value\": \"x\"}]|400",
        "v2.1|[{\"op\": \"add\", \"path\": \"/\", \"value\": \"x\"}]|400",
        "v2.1|{}|400",
        "v2.1||400",
        "v2.0|[{\"add\": \"/name\", \"value\": \"x\"}]|409",
        "v2.0|[{\"add\": \"/zone\", \"value\": \"x\"}]|200",
        "v2.0|[{\"replace\": \"/name\", \"value\": null}]|200",
        "v2|[]|415"
      })
  void changes(String version, String body, int status) throws Exception {
    String path = "/v2/images/" + create("{\"name\": \"n\"}");
    Reply reply =
        server
            .patch(path, body == null ? "" : body)
            .header("Content-Type", "application/openstack-images-" + version + "-json-patch;q=1")
            .send();
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.header("Accept-Patch").isPresent()).isEqualTo(status == 415);
  }

  @Test
  void refusesReadOnlyNamesBeforeItLooksForTheImage() throws Exception {
    String path = "/v2/images/11111111-1111-4111-8111-111111111111";
    assertThat(
            server
                .patch(path, "[{\"op\": \"replace\", \"path\": \"/size\", \"value\": 1}]")
                .send()
                .status())
        .isEqualTo(403);
    assertThat(server.patch(path, "[]").send().status()).isEqualTo(404);
  }

  @Test
  void tagsAndUntags() throws Exception {
    String path = "/v2/images/" + create("{}");
    assertThat(server.call("PUT", path + "/tags/a%20b%C3%A9").as("alice").send().status())
        .isEqualTo(204);
    assertThat(server.get(path).send().json().path("tags")).isEqualTo(json("[\"a bé\"]"));
    assertThat(server.call("PUT", path + "/tags/x").as("alice").body("{}").send().status())
        .isEqualTo(400);
    assertThat(server.call("PUT", path + "/tags/" + "x".repeat(256)).as("alice").send().status())
        .isEqualTo(400);
    assertThat(server.delete(path + "/tags/a%20b%C3%A9").send().status()).isEqualTo(204);
    assertThat(server.delete(path + "/tags/a%20b%C3%A9").send().status()).isEqualTo(404);
  }

  @Test
  void deletes() throws Exception {
    String path = "/v2/images/" + create("{\"protected\": true}");
    assertThat(server.delete(path).send().status()).isEqualTo(403);
    server
        .patch(path, "[{\"op\": \"replace\", \"path\": \"/protected\", \"value\": false}]")
        .send();
    assertThat(server.delete(path).body("{}").send().status()).isEqualTo(400);
    Reply deleted = server.delete(path).send();
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.bytes()).isEmpty();
    assertThat(server.delete(path).send().status()).isEqualTo(404);
  }

  @Test
  void listsPageByPage() throws Exception {
    List<String> created = new ArrayList<>();
    String zone = UUID.randomUUID().toString();
    for (int i = 0; i < 5; i++) {
      created.add(0, create("{\"zone\": \"" + zone + "\", \"tags\": [\"a\", \"b&c\"]}"));
    }
    List<String> seen = new ArrayList<>();
    String next = "/v2/images?limit=2&tag=a&tag=b%26c&sort=created_at&zone=" + zone;
    while (!next.isEmpty()) {
      JsonNode page = server.get(next).send().json();
      page.path("images").forEach(image -> seen.add(image.path("id").asText()));
      assertThat(page.path("schema").asText()).isEqualTo("/v2/schemas/images");
      assertThat(page.path("first").asText())
          .isEqualTo("/v2/images?limit=2&tag=a&tag=b%26c&sort=created_at&zone=" + zone);
      next = page.path("next").asText();
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(created).hasSize(5);
  }

  @Test
  void listsNothingIfNothingIsWanted() throws Exception {
    create("{}");
    assertThat(server.get("/v2/images?limit=0").send().json())
        .isEqualTo(
            json(
                "{\"images\": [], \"first\": \"/v2/images?limit=0\","
                    + " \"schema\": \"/v2/schemas/images\"}"));
    assertThat(server.get("/v2/images").as("nobody").send().status()).isEqualTo(403);
  }

  @Test
  void describesImages() throws Exception {
    JsonNode schema = server.get("/v2/schemas/image").send().json();
    assertThat(schema.path("name").asText()).isEqualTo("image");
    assertThat(schema.path("additionalProperties")).isEqualTo(json("{\"type\": \"string\"}"));
    assertThat(schema.path("properties").path("disk_format").path("enum").get(0).isNull()).isTrue();
    assertThat(schema.path("properties").path("size").path("readOnly").asBoolean()).isTrue();
    assertThat(schema.path("links").get(1))
        .isEqualTo(json("{\"rel\": \"enclosure\", \"href\": \"{file}\"}"));
    JsonNode schemas = server.get("/v2/schemas/images").send().json();
    assertThat(schemas.path("properties").path("images").path("items")).isEqualTo(schema);
  }

  private String create(String body) throws Exception {
    Reply reply = server.post("/v2/images", body).send();
    assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
    return reply.json().path("id").asText();
  }

  private static JsonNode json(String text) throws Exception {
    return new com.fasterxml.jackson.databind.ObjectMapper().readTree(text);
  }
}
