// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.image.Caller;
import org.oriel.image.Image;

/** Images whose staged data another server has. */
@SuppressWarnings("NullAway.Init") // filled before each test
class OtherServersTest {
  private static final String HOST = "os_glance_stage_host";
  private static final String DIRECT = "{\"method\":{\"name\":\"glance-direct\"}}";

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private volatile int answer = 202;
  private HttpServer other;
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          seen.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + new String(body, StandardCharsets.UTF_8));
          exchange.getResponseHeaders().add("X-Openstack-Request-Id", "req-other");
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    other.start();
    server = new TestServer(directory, Map.of());
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    other.stop(0);
  }

  @Test
  void areImportedThere() throws Exception {
    String id = stagedAt("http://127.0.0.1:" + other.getAddress().getPort());
    Reply reply = server.post("/v2/images/" + id + "/import", DIRECT).send();
    assertThat(reply.status()).as(reply.toString()).isEqualTo(202);
    assertThat(reply.header("X-Openstack-Request-Id")).contains("req-other");
    assertThat(seen)
        .containsExactly(
            "POST /v2/images/" + id + "/import " + TestServer.credentials("alice") + " " + DIRECT);
    assertThat(server.orders).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 409, 503})
  void areImportedThereWithTheAnswerOfThere(int status) throws Exception {
    answer = status;
    String id = stagedAt("http://127.0.0.1:" + other.getAddress().getPort());
    assertThat(server.post("/v2/images/" + id + "/import", DIRECT).send().status())
        .isEqualTo(status);
  }

  @Test
  void cannotBeImportedWhileThatServerIsAway() throws Exception {
    String id = stagedAt("http://127.0.0.1:" + closedPort());
    assertThat(server.post("/v2/images/" + id + "/import", DIRECT).send().status()).isEqualTo(504);
  }

  @Test
  void areDeletedThere() throws Exception {
    answer = 204;
    String id = stagedAt("http://127.0.0.1:" + other.getAddress().getPort());
    assertThat(server.delete("/v2/images/" + id).send().status()).isEqualTo(204);
    assertThat(seen).hasSize(1);
    assertThat(server.get("/v2/images/" + id).send().status())
        .as("left to the other")
        .isEqualTo(200);
    answer = 403;
    assertThat(server.delete("/v2/images/" + id).send().status()).isEqualTo(403);
    assertThat(server.call("DELETE", "/v2/images/" + id).as("bob").send().status()).isEqualTo(404);
    assertThat(seen).hasSize(2);
  }

  @Test
  void areDeletedHereIfThatServerIsAway() throws Exception {
    String id = stagedAt("http://127.0.0.1:" + closedPort());
    assertThat(server.delete("/v2/images/" + id).send().status()).isEqualTo(204);
    assertThat(server.get("/v2/images/" + id).send().status()).isEqualTo(404);
  }

  private static int closedPort() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private String stagedAt(String host) throws Exception {
    String id =
        server
            .post("/v2/images", "{\"disk_format\":\"raw\",\"container_format\":\"bare\"}")
            .send()
            .json()
            .path("id")
            .asText();
    Reply staged =
        server
            .call("PUT", "/v2/images/" + id + "/stage")
            .as("alice")
            .header("Content-Type", TestServer.DATA)
            .body("data")
            .send();
    assertThat(staged.status()).isEqualTo(204);
    Image image = server.catalogue.find(id, Caller.SYSTEM).orElseThrow();
    Map<String, String> properties = new TreeMap<>(image.attributes().properties());
    assertThat(properties).containsEntry(HOST, "http://192.0.2.1:9292");
    properties.put(HOST, host);
    server.catalogue.store(image, image.with(image.attributes().withProperties(properties)));
    return id;
  }
}
