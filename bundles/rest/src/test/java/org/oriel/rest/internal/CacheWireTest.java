// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cache on the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CacheWireTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private TestServer server;
  private Path directory;

  @BeforeAll
  void start(@TempDir Path scratch) throws Exception {
    directory = scratch.resolve("cache");
    server =
        new TestServer(
            scratch,
            Map.of("image_cache_dir_set", "true", "cache_manage_filter", "true"),
            Map.of("image_cache_dir", directory.toString(), "cache_filter", "true"));
  }

  @AfterAll
  void stop() throws Exception {
    server.stop();
  }

  @BeforeEach
  void clear() throws Exception {
    assertThat(server.call("DELETE", "/v2/cache").as("admin").send().status()).isEqualTo(204);
  }

  private String active(String text) throws Exception {
    String id = queued();
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    assertThat(server.upload(id, data).send().status()).isEqualTo(204);
    return id;
  }

  private String queued() throws Exception {
    return server
        .post("/v2/images", "{\"disk_format\": \"raw\", \"container_format\": \"bare\"}")
        .send()
        .json()
        .get("id")
        .asText();
  }

  private JsonNode cache() throws Exception {
    Reply reply = server.call("GET", "/v2/cache").as("admin").send();
    assertThat(reply.status()).isEqualTo(200);
    return reply.json();
  }

  private String download(String id, String query) throws Exception {
    Reply reply = server.get("/v2/images/" + id + "/file" + query).send();
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply.text();
  }

  private void awaitCached(String id) throws Exception {
    Instant end = Instant.now().plus(LONGEST);
    while (!cache().at("/cached_images").findValuesAsText("image_id").contains(id)) {
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(50);
    }
  }

  @Test
  void servesTheSecondReaderFromTheCache() throws Exception {
    String id = active("hello");
    assertThat(download(id, "")).isEqualTo("hello");
    awaitCached(id);
    Files.writeString(directory.resolve(id), "HELLO");

    assertThat(download(id, "?prefer=nowhere")).isEqualTo("HELLO");
    Reply part = server.get("/v2/images/" + id + "/file").header("Range", "bytes=1-2").send();
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.text()).isEqualTo("EL");

    JsonNode entry = cache().at("/cached_images/0");
    assertThat(entry.get("image_id").asText()).isEqualTo(id);
    assertThat(entry.get("size").asLong()).isEqualTo(5);
    assertThat(entry.get("hits").asLong()).isEqualTo(2);
    assertThat(entry.get("last_accessed").asDouble()).isGreaterThan(1.7e9);
    assertThat(entry.get("last_modified").asDouble()).isGreaterThan(1.7e9);
    Reply nodes = server.call("GET", "/v2/cache/nodes/" + id).as("admin").send();
    assertThat(nodes.json().get(0).asText()).isEqualTo("http://here");
    assertThat(server.get("/v2/images/" + id + "/file").as("bob").send().status()).isEqualTo(404);

    assertThat(server.delete("/v2/images/" + id).send().status()).isEqualTo(204);
    assertThat(cache().get("cached_images")).isEmpty();
    assertThat(directory.resolve(id)).doesNotExist();
  }

  @Test
  void neitherFillsByPartsNorServesTheDeactivated() throws Exception {
    String id = active("hello");
    server.get("/v2/images/" + id + "/file").header("Range", "bytes=1-2").send();
    assertThat(cache().get("cached_images")).isEmpty();

    download(id, "");
    awaitCached(id);
    String deactivate = "/v2/images/" + id + "/actions/deactivate";
    assertThat(server.call("POST", deactivate).as("admin").send().status()).isEqualTo(204);
    assertThat(server.get("/v2/images/" + id + "/file").send().status()).isEqualTo(403);
  }

  @Test
  void queuesAndRemoves() throws Exception {
    String id = active("hello");
    Reply queued = server.call("PUT", "/v2/cache/" + id).as("admin").send();
    assertThat(queued.status()).as(queued.toString()).isEqualTo(202);
    assertThat(cache().at("/queued_images/0").asText()).isEqualTo(id);
    assertThat(cache().get("cached_images")).isEmpty();
    awaitCached(id);
    assertThat(cache().get("queued_images")).isEmpty();

    assertThat(server.call("DELETE", "/v2/cache/" + id).as("admin").send().status()).isEqualTo(204);
    assertThat(cache().get("cached_images")).isEmpty();
    assertThat(server.call("DELETE", "/v2/cache/" + id).as("admin").send().status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({"cache,0,1", "queue,1,0", "'',0,0", "CACHE,0,1"})
  void clearsWhatIsNamed(String target, int cached, int queued) throws Exception {
    String first = active("hello");
    download(first, "");
    awaitCached(first);
    String second = active("world");
    server.call("PUT", "/v2/cache/" + second).as("admin").send();

    Reply cleared =
        server
            .call("DELETE", "/v2/cache")
            .as("admin")
            .header("x-image-cache-clear-target", target)
            .send();

    assertThat(cleared.status()).isEqualTo(204);
    assertThat(cache().get("cached_images")).hasSize(cached);
    assertThat(cache().get("queued_images")).hasSize(queued);
  }

  @Test
  void refuses() throws Exception {
    String id = queued();
    String unknown = UUID.randomUUID().toString();
    assertThat(status("PUT", "/v2/cache/" + id, "admin")).isEqualTo(400);
    assertThat(status("PUT", "/v2/cache/" + unknown, "admin")).isEqualTo(404);
    assertThat(status("PUT", "/v2/cache/no-id", "admin")).isEqualTo(404);
    assertThat(status("DELETE", "/v2/cache/" + unknown, "admin")).isEqualTo(404);
    assertThat(status("GET", "/v2/cache/nodes/" + unknown, "admin")).isEqualTo(404);
    Reply wrong =
        server
            .call("DELETE", "/v2/cache")
            .as("admin")
            .header("x-image-cache-clear-target", "x")
            .send();
    assertThat(wrong.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/v2/cache",
    "DELETE,/v2/cache",
    "POST,/v2/cache/clean",
    "POST,/v2/cache/prune",
    "GET,/v2/cached_images",
    "DELETE,/v2/cached_images",
    "GET,/v2/queued_images",
    "DELETE,/v2/queued_images"
  })
  void isForAdministrators(String method, String path) throws Exception {
    assertThat(status(method, path, "alice")).isEqualTo(403);
    assertThat(status(method, path, "admin")).isBetween(200, 204);
  }

  private int status(String method, String path, String user) throws Exception {
    return server.call(method, path).as(user).send().status();
  }

  @Test
  void prunesAndCleans() throws Exception {
    Reply pruned = server.call("POST", "/v2/cache/prune").as("admin").send();
    assertThat(pruned.json().toString())
        .isEqualTo("{\"total_files_pruned\":0,\"total_bytes_pruned\":0}");
    Files.writeString(directory.resolve("invalid").resolve(UUID.randomUUID().toString()), "x");
    assertThat(status("POST", "/v2/cache/clean", "admin")).isEqualTo(200);
    assertThat(directory.resolve("invalid")).isEmptyDirectory();
  }

  @Test
  void speaksTheOlderApi() throws Exception {
    String id = active("hello");
    assertThat(status("PUT", "/v2/queued_images/" + id, "admin")).isEqualTo(200);
    Reply queued = server.call("GET", "/v2/queued_images").as("admin").send();
    assertThat(queued.json().at("/queued_images/0").asText()).isEqualTo(id);
    assertThat(server.call("DELETE", "/v2/queued_images").as("admin").send().text())
        .isEqualTo("{\"num_deleted\":1}");
    download(id, "");
    awaitCached(id);
    Reply cached = server.call("GET", "/v2/cached_images").as("admin").send();
    assertThat(cached.json().at("/cached_images/0/image_id").asText()).isEqualTo(id);
    assertThat(status("DELETE", "/v2/cached_images/" + id, "admin")).isEqualTo(200);
    assertThat(server.call("DELETE", "/v2/cached_images").as("admin").send().text())
        .isEqualTo("{\"num_deleted\":0}");
  }

  @Test
  void isOffWithoutADirectory(@TempDir Path scratch) throws Exception {
    TestServer without = new TestServer(scratch, Map.of());
    try {
      assertThat(without.call("GET", "/v2/cache").as("alice").send().status()).isEqualTo(403);
      Reply off = without.call("GET", "/v2/cache").as("admin").send();
      assertThat(off.status()).isEqualTo(404);
      assertThat(off.text()).contains("Caching via API is not supported at this site.");
      assertThat(without.call("GET", "/v2/cached_images").as("admin").send().status())
          .isEqualTo(404);
    } finally {
      without.stop();
    }
  }
}
