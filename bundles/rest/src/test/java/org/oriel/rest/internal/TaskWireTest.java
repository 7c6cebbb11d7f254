// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oriel.image.Caller;
import org.oriel.task.Task;
import org.oriel.task.TaskStatus;
import org.oriel.task.WorkOrder;

/** Tasks, staging and the ordering of imports on the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaskWireTest {
  private static final String DIRECT = "{\"method\":{\"name\":\"glance-direct\"}";
  private static final String COPY = "{\"method\":{\"name\":\"copy-image\"}";
  private static final String WEB =
      "{\"method\":{\"name\":\"web-download\",\"uri\":\"http://192.0.2.1/x\"}";

  private TestServer server;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    server = new TestServer(directory, Map.of());
  }

  @AfterAll
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void stagesDataForTheirImport() throws Exception {
    String id = create();
    Reply staged = stage(id, "some data");
    assertThat(staged.status()).as(staged.toString()).isEqualTo(204);
    JsonNode image = show(id);
    assertThat(image.path("status").asText()).isEqualTo("uploading");
    assertThat(image.path("size").asLong()).isEqualTo(9);
    assertThat(image.has("stores")).isFalse();
    assertThat(server.get("/v2/images/" + id + "/file").send().status()).isEqualTo(204);

    Reply again = stage(id, "other data");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text())
        .contains("Image status transition from uploading to uploading is not allowed");
    assertThat(server.delete("/v2/images/" + id).send().status()).isEqualTo(204);
  }

  @Test
  void hidesTheStagingAreaFromClients() throws Exception {
    assertThat(server.get("/v2/info/stores").send().text()).doesNotContain("staging");
    String id = create();
    Reply upload =
        server
            .call("PUT", "/v2/images/" + id + "/file")
            .as("alice")
            .header("Content-Type", TestServer.DATA)
            .header("X-Image-Meta-Store", "os_glance_staging_store")
            .body("x")
            .send();
    assertThat(upload.status()).isEqualTo(400);
  }

  @Test
  void refusesToStageWhatIsNotAnnounced() throws Exception {
    String id = create();
    assertThat(
            server
                .call("PUT", "/v2/images/" + id + "/stage")
                .as("alice")
                .header("Content-Type", "application/json")
                .body("x")
                .send()
                .status())
        .isEqualTo(415);
    Reply wrong =
        server
            .call("PUT", "/v2/images/" + id + "/stage")
            .as("alice")
            .header("Content-Type", TestServer.DATA)
            .header("X-Openstack-Image-Size", "7")
            .body("abc")
            .send();
    assertThat(wrong.status()).as(wrong.toString()).isEqualTo(400);
    assertThat(wrong.text()).contains("Size mismatch: expected 7 bytes, got 3 bytes");
    assertThat(show(id).path("status").asText()).isEqualTo("queued");
    assertThat(stage(id, "abc").status()).isEqualTo(204);
  }

  @Test
  void ordersAnImportAndShowsItsTask() throws Exception {
    String id = create();
    stage(id, "data");
    Reply reply =
        server.post("/v2/images/" + id + "/import", DIRECT + ",\"stores\":[\"slow\"]}").send();
    assertThat(reply.status()).as(reply.toString()).isEqualTo(202);
    assertThat(reply.text()).isEmpty();

    Reply listed = server.get("/v2/images/" + id + "/tasks").send();
    assertThat(listed.status()).isEqualTo(200);
    JsonNode task = listed.json().path("tasks").path(0);
    List<String> keys = new ArrayList<>();
    task.fieldNames().forEachRemaining(keys::add);
    assertThat(keys)
        .containsExactlyInAnyOrder(
            "id",
            "type",
            "status",
            "owner",
            "expires_at",
            "created_at",
            "updated_at",
            "deleted_at",
            "deleted",
            "image_id",
            "request_id",
            "user_id",
            "input",
            "result",
            "message");
    assertThat(task.path("type").asText()).isEqualTo("api_image_import");
    assertThat(task.path("status").asText()).isEqualTo("pending");
    assertThat(task.path("owner").asText()).isEqualTo("p1");
    assertThat(task.path("user_id").asText()).isEqualTo("alice");
    assertThat(task.path("request_id").asText())
        .isEqualTo(reply.header("X-Openstack-Request-Id").orElseThrow());
    assertThat(task.path("created_at").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
    assertThat(task.path("input").path("image_id").asText()).isEqualTo(id);
    assertThat(task.path("input").path("backend").toString()).isEqualTo("[\"slow\"]");
    assertThat(task.path("input").path("import_req").path("method").path("name").asText())
        .isEqualTo("glance-direct");
    assertThat(server.orders).contains(WorkOrder.importing(task.path("id").asText()));
    assertThat(show(id).path("os_glance_import_task").asText()).isEqualTo(task.path("id").asText());

    Reply second = server.post("/v2/images/" + id + "/import", DIRECT + "}").send();
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text()).contains("Image has active task");
    assertThat(server.call("GET", "/v2/images/" + id + "/tasks").as("bob").send().status())
        .isEqualTo(404);
  }

  @Test
  void stealsALockWhoseTaskIsGone() throws Exception {
    String id = create();
    stage(id, "data");
    server.tasks.lock(id, UUID.randomUUID().toString());
    assertThat(server.post("/v2/images/" + id + "/import", DIRECT + "}").send().status())
        .isEqualTo(202);
  }

  @Test
  void stealsALockWhoseTaskHasBeenIdle() throws Exception {
    String id = create();
    stage(id, "data");
    Instant then = Instant.now().minusSeconds(3601);
    Task old =
        Task.pending(
            UUID.randomUUID().toString(),
            Task.API_IMAGE_IMPORT,
            new Task.Asked(Optional.of("p1"), Optional.empty(), Optional.empty(), Optional.of(id)),
            Map.of(),
            then);
    server.tasks.add(old.begin());
    server.tasks.lock(id, old.id());
    assertThat(server.post("/v2/images/" + id + "/import", DIRECT + "}").send().status())
        .isEqualTo(202);
    Task ended = server.tasks.find(old.id(), Caller.SYSTEM).orElseThrow();
    assertThat(ended.status()).isEqualTo(TaskStatus.FAILURE);
    assertThat(ended.message()).isEqualTo("Expired lock preempted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "queued|{}|400|Import request requires a 'method' field.",
        "queued|[]|400|Import request requires a 'method' field.",
        "queued|{\"method\":\"web-download\"}|400|Import request requires a 'name' field.",
        "queued|{\"method\":{}}|400|Import request requires a 'name' field.",
        "queued|{\"method\":{\"name\":\"x\"}}|400|Unknown import method name 'x'.",
        "queued|" + WEB + ",\"all_stores\":1}|400|'all_stores' must be boolean value only",
        "queued|"
            + WEB
            + ",\"all_stores_must_succeed\":\"x\"}|400|'all_stores_must_succeed' must be boolean",
        "queued|" + DIRECT + "}|409|Image needs to be staged before 'glance-direct' method",
        "queued|" + COPY + "}|409|Only images with status active can be targeted for copying",
        "staged|" + WEB + "}|409|Image needs to be in 'queued' state to use 'web-download' method",
        "active|" + WEB + "}|409|Image with status active cannot be target for import",
        "bare|" + WEB + "}|409|'container_format' needs to be set before import",
        "active|" + COPY + ",\"stores\":[\"slow\"]}|403|copy_image",
        "queued|" + WEB + ",\"stores\":[\"nope\"]}|409|Store for identifier nope not found",
        "queued|"
            + WEB
            + ",\"stores\":[\"os_glance_staging_store\"]}|409|Store for identifier os_glance_staging",
        "queued|"
            + WEB
            + ",\"all_stores\":true,\"stores\":[\"slow\"]}|400|All_stores parameter can't be used",
        "queued|"
            + "{\"method\":{\"name\":\"web-download\",\"uri\":\"http://127.0.0.1/x\"}}"
            + "|400|URI for web-download does not pass filtering: http://127.0.0.1/x",
        "queued|"
            + "{\"method\":{\"name\":\"web-download\",\"uri\":\"http://2130706433/x\"}}"
            + "|400|URI for web-download does not pass filtering",
        "queued|{\"method\":{\"name\":\"web-download\"}}|400|URI for web-download does not pass",
      })
  void refusesImportsInTheKnownOrder(String state, String body, int status, String words)
      throws Exception {
    String id = state.equals("bare") ? create("{}") : create();
    if (state.equals("staged")) {
      stage(id, "x");
    }
    if (state.equals("active")) {
      server.upload(id, "x".getBytes(StandardCharsets.UTF_8)).send();
    }
    Reply reply = server.post("/v2/images/" + id + "/import", body).send();
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(unescaped(reply)).contains(words);
    assertThat(show(id).has("os_glance_import_task")).isFalse();
    assertThat(server.get("/v2/images/" + id + "/tasks").send().json().path("tasks")).isEmpty();
  }

  @Test
  void refusesStoresInTheBodyAndTheHeader() throws Exception {
    String id = create();
    Reply reply =
        server
            .post("/v2/images/" + id + "/import", WEB + ",\"stores\":[\"slow\"]}")
            .header("X-Image-Meta-Store", "fast")
            .send();
    assertThat(reply.status()).isEqualTo(400);
    assertThat(unescaped(reply)).contains("can't be both specified");
  }

  @Test
  void copiesOnlyToStoresThatLackTheImage() throws Exception {
    String id = create();
    server.upload(id, "x".getBytes(StandardCharsets.UTF_8)).send();
    Reply present =
        server
            .call("POST", "/v2/images/" + id + "/import")
            .as("admin")
            .body(COPY + ",\"stores\":[\"fast\"]}")
            .send();
    assertThat(present.status()).isEqualTo(400);
    assertThat(unescaped(present)).contains("Image is already present at store 'fast'");
    Reply all =
        server
            .call("POST", "/v2/images/" + id + "/import")
            .as("admin")
            .body(COPY + ",\"all_stores\":true}")
            .send();
    assertThat(all.status()).isEqualTo(202);
    JsonNode task =
        server.call("GET", "/v2/images/" + id + "/tasks").as("admin").send().json().path("tasks");
    assertThat(task.path(0).path("input").path("backend").toString()).isEqualTo("[\"slow\"]");
  }

  @Test
  void answers503WhenNoWorkIsTaken() throws Exception {
    String id = create();
    stage(id, "data");
    server.full = true;
    try {
      Reply reply = server.post("/v2/images/" + id + "/import", DIRECT + "}").send();
      assertThat(reply.status()).as(reply.toString()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).isPresent();
    } finally {
      server.full = false;
    }
    assertThat(show(id).has("os_glance_import_task")).isFalse();
    assertThat(server.post("/v2/images/" + id + "/import", DIRECT + "}").send().status())
        .isEqualTo(202);
  }

  @Test
  void keepsTasksForAdministrators() throws Exception {
    assertThat(server.get("/v2/tasks").send().status()).isEqualTo(403);
    assertThat(server.post("/v2/tasks", "{}").send().status()).isEqualTo(403);
    assertThat(admin("GET", "/v2/tasks/" + UUID.randomUUID()).send().status()).isEqualTo(404);
    assertThat(admin("GET", "/v2/tasks?status=x").send().status()).isEqualTo(400);
    assertThat(admin("GET", "/v2/tasks?type=api_image_import").send().status()).isEqualTo(400);
    assertThat(admin("GET", "/v2/tasks?sort_key=x").send().status()).isEqualTo(400);
    assertThat(admin("GET", "/v2/tasks?sort_dir=x").send().status()).isEqualTo(400);
    assertThat(admin("GET", "/v2/tasks?marker=x").send().status()).isEqualTo(400);
    assertThat(admin("GET", "/v2/tasks?limit=x").send().status()).isEqualTo(400);
  }

  @Test
  void createsAnImageByATask() throws Exception {
    String input =
        "{\"type\":\"import\",\"input\":{\"import_from\":\"http://192.0.2.1/x\","
            + "\"import_from_format\":\"raw\",\"image_properties\":"
            + "{\"name\":\"old way\",\"disk_format\":\"raw\",\"container_format\":\"bare\"}}}";
    Reply created = admin("POST", "/v2/tasks").body(input).send();
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    JsonNode task = created.json();
    String path = "/v2/tasks/" + task.path("id").asText();
    assertThat(created.header("Location")).contains(server.url() + path);
    assertThat(task.path("schema").asText()).isEqualTo("/v2/schemas/task");
    assertThat(task.path("self").asText()).isEqualTo(path);
    assertThat(task.path("result").isNull()).isTrue();
    assertThat(task.path("input").path("import_from").asText()).isEqualTo("http://192.0.2.1/x");
    assertThat(admin("GET", path).send().json()).isEqualTo(task);
    JsonNode image = admin("GET", "/v2/images/" + task.path("image_id").asText()).send().json();
    assertThat(image.path("name").asText()).isEqualTo("old way");

    JsonNode page = admin("GET", "/v2/tasks?type=import&limit=1").send().json();
    assertThat(page.path("tasks")).hasSize(1);
    assertThat(page.path("tasks").path(0).has("input")).isFalse();
    assertThat(page.path("next").asText()).startsWith("/v2/tasks?type=import&limit=1&marker=");
    assertThat(page.path("schema").asText()).isEqualTo("/v2/schemas/tasks");

    Reply deleted = admin("DELETE", path).send();
    assertThat(deleted.status()).isEqualTo(405);
    assertThat(deleted.header("Allow")).contains("GET");
    assertThat(deleted.text()).contains("Tasks cannot be deleted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"type\":\"export\",\"input\":{}}|'type' has to be 'import'",
        "{\"type\":\"api_image_import\",\"input\":{}}|not created by clients",
        "{\"type\":\"import\"}|'input' has to be an object",
        "{\"type\":\"import\",\"input\":{}}|Input does not contain 'import_from' field",
        "{\"type\":\"import\",\"input\":{\"import_from\":\"file:///etc/passwd\","
            + "\"import_from_format\":\"raw\",\"image_properties\":{}}}|File based imports",
        "{\"type\":\"import\",\"input\":{\"import_from\":\"http://127.0.0.1/x\","
            + "\"import_from_format\":\"raw\",\"image_properties\":{}}}|does not pass filtering",
      })
  void refusesTasksThatMakeNoSense(String body, String words) throws Exception {
    Reply reply = admin("POST", "/v2/tasks").body(body).send();
    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(unescaped(reply)).contains(words);
  }

  @Test
  void showsTheSchemas() throws Exception {
    JsonNode schema = server.get("/v2/schemas/task").send().json();
    assertThat(schema.path("name").asText()).isEqualTo("task");
    assertThat(schema.path("properties").has("message")).isTrue();
    assertThat(server.get("/v2/schemas/tasks").send().json().path("properties").has("next"))
        .isTrue();
  }

  private TestServer.Call admin(String method, String path) {
    return server.call(method, path).as("admin");
  }

  private static String unescaped(Reply reply) {
    return reply.text().replace("&#39;", "'").replace("&#x27;", "'").replace("&quot;", "\"");
  }

  private String create() throws IOException, InterruptedException {
    return create("{\"disk_format\":\"raw\",\"container_format\":\"bare\"}");
  }

  private String create(String body) throws IOException, InterruptedException {
    return server.post("/v2/images", body).send().json().path("id").asText();
  }

  private JsonNode show(String id) throws IOException, InterruptedException {
    return server.get("/v2/images/" + id).send().json();
  }

  private Reply stage(String id, String data) throws IOException, InterruptedException {
    return server
        .call("PUT", "/v2/images/" + id + "/stage")
        .as("alice")
        .header("Content-Type", TestServer.DATA)
        .body(BodyPublishers.ofString(data))
        .send();
  }
}
