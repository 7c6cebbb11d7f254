// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Image data on the wire: whole, in parts, and cut off. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataWireTest {
  private static final byte[] DATA = new byte[3_000_001];

  static {
    new Random(1).nextBytes(DATA);
  }

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
  void takesAndGivesBackTheSameBytes() throws Exception {
    String id = create("raw");
    Reply uploaded = server.upload(id, DATA).send();
    assertThat(uploaded.status()).as(uploaded.toString()).isEqualTo(204);

    Reply whole = server.get("/v2/images/" + id + "/file").send();
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.bytes()).isEqualTo(DATA);
    assertThat(whole.header("Content-Type")).contains("application/octet-stream");
    assertThat(whole.header("Content-Length")).contains("3000001");
    assertThat(whole.header("Content-MD5")).contains(digest("MD5"));
    JsonNode image = show(id);
    assertThat(image.path("status").asText()).isEqualTo("active");
    assertThat(image.path("size").asLong()).isEqualTo(DATA.length);
    assertThat(image.path("virtual_size").asLong()).isEqualTo(DATA.length);
    assertThat(image.path("checksum").asText()).isEqualTo(digest("MD5"));
    assertThat(image.path("os_hash_algo").asText()).isEqualTo("sha512");
    assertThat(image.path("os_hash_value").asText()).isEqualTo(digest("SHA-512"));
    assertThat(image.path("stores").asText()).isEqualTo("fast");
  }

  @Test
  void takesChunks() throws Exception {
    String id = create("raw");
    Reply uploaded =
        server
            .upload(id, DATA)
            .body(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(DATA)))
            .header("X-Image-Meta-Store", "slow")
            .header("X-Openstack-Image-Size", "3000001")
            .send();
    assertThat(uploaded.status()).as(uploaded.toString()).isEqualTo(204);
    assertThat(server.get("/v2/images/" + id + "/file").send().bytes()).isEqualTo(DATA);
    assertThat(show(id).path("stores").asText()).isEqualTo("slow");
  }

  @Test
  void takesNothing() throws Exception {
    String id = create("raw");
    assertThat(server.upload(id, new byte[0]).send().status()).isEqualTo(204);
    Reply empty = server.get("/v2/images/" + id + "/file").send();
    assertThat(empty.status()).isEqualTo(200);
    assertThat(empty.header("Content-Length")).contains("0");
    assertThat(empty.header("Content-MD5")).contains("d41d8cd98f00b204e9800998ecf8427e");
    Reply part = server.get("/v2/images/" + id + "/file").header("Range", "bytes=0-").send();
    assertThat(part.status()).isEqualTo(416);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-0|206|0|1",
        "bytes=1000000-|206|1000000|2000001",
        "bytes=-5|206|2999996|5",
        "bytes=-5000000|206|0|3000001",
        "bytes=2999999-4000000|206|2999999|2",
        "bytes=524287-1048577|206|524287|524291",
        "bytes=3000001-|416|0|0",
        "bytes=5-2|416|0|0",
        "items=1-2|416|0|0",
        "bytes=0-1,5-6|400|0|0"
      })
  void givesOneRange(String range, int status, int first, int length) throws Exception {
    Reply reply = server.get("/v2/images/" + active() + "/file").header("Range", range).send();

    assertThat(reply.status()).as(range).isEqualTo(status);
    if (status == 206) {
      assertThat(reply.bytes()).isEqualTo(Arrays.copyOfRange(DATA, first, first + length));
      assertThat(reply.header("Content-Range"))
          .contains("bytes " + first + "-" + (first + length - 1) + "/3000001");
      assertThat(reply.header("Content-MD5")).contains(digest("MD5"));
    }
  }

  @Test
  void givesARangeAskedForInTheOlderWay() throws Exception {
    String path = "/v2/images/" + active() + "/file";
    Reply part = server.get(path).header("Content-Range", "bytes 1-3/*").send();
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(DATA, 1, 4));
    assertThat(server.get(path).header("Content-Range", "bytes 1-3000001/3000001").send().status())
        .isEqualTo(416);
  }

  @Test
  void hasNothingBeforeTheUpload() throws Exception {
    Reply nothing = server.get("/v2/images/" + create("raw") + "/file").send();
    assertThat(nothing.status()).isEqualTo(204);
    assertThat(nothing.bytes()).isEmpty();
  }

  @Test
  void givesNothingAwayToOthers() throws Exception {
    String path = "/v2/images/" + active() + "/file";
    assertThat(server.get(path).as("bob").send().status()).isEqualTo(404);
    assertThat(server.get(path).as("carol").send().status()).isEqualTo(403);
    assertThat(server.get(path + "?prefer=slow,fast").send().status()).isEqualTo(200);
    assertThat(server.get(path + "?prefer=zzz").send().status()).isEqualTo(400);
    assertThat(server.get(path).body("x").send().status()).isEqualTo(400);
  }

  @Test
  void refusesUploadsThatMakeNoSense() throws Exception {
    String id = create("raw");
    assertThat(server.upload(id, DATA).header("Content-Type", "text/plain").send().status())
        .isEqualTo(415);
    assertThat(server.upload(id, DATA).header("X-Image-Meta-Store", "no").send().status())
        .isEqualTo(400);
    assertThat(server.upload(id, DATA).header("X-Openstack-Image-Size", "x").send().status())
        .isEqualTo(400);
    assertThat(server.upload(id, DATA).header("X-Openstack-Image-Size", "-1").send().status())
        .isEqualTo(400);
    Reply mismatch = server.upload(id, DATA).header("X-Openstack-Image-Size", "7").send();
    assertThat(mismatch.status()).as(mismatch.toString()).isEqualTo(400);
    assertThat(server.upload(id, DATA).as("bob").send().status()).isEqualTo(404);
    assertThat(server.upload(id, DATA).as("carol").send().status()).isEqualTo(403);
    assertThat(show(id).path("status").asText()).isEqualTo("queued");

    Reply formless = server.post("/v2/images", "{}").send();
    assertThat(server.upload(formless.json().path("id").asText(), DATA).send().status())
        .isEqualTo(400);
    assertThat(server.upload(active(), DATA).send().status()).isEqualTo(409);
  }

  @Test
  void refusesDataOfAnotherFormat() throws Exception {
    String id = create("qcow2");
    Reply refused = server.upload(id, DATA).send();
    assertThat(refused.status()).as(refused.toString()).isEqualTo(415);
    assertThat(show(id).path("status").asText()).isEqualTo("queued");
    assertThat(server.get("/v2/images/" + id + "/file").send().status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 1000000", "Transfer-Encoding: chunked"})
  void forgetsAnUploadThatIsCutOff(String framing) throws Exception {
    String id = create("raw");
    try (Socket socket = connect()) {
      socket.getOutputStream().write(head("PUT", id, framing));
      socket.getOutputStream().write("5\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII));
      await(id, "saving");
    }
    await(id, "queued");
    assertThat(server.upload(id, DATA).send().status()).isEqualTo(204);
    assertThat(server.get("/v2/images/" + id + "/file").send().bytes()).isEqualTo(DATA);
  }

  @Test
  void tellsAClientThatHalfClosesThatItsBodyIsShort() throws Exception {
    String id = create("raw");
    try (Socket socket = connect()) {
      socket.getOutputStream().write(head("PUT", id, "Content-Length: 1000000"));
      socket.shutdownOutput();
      assertThat(answer(socket)).startsWith("HTTP/1.1 400 ");
    }
    await(id, "queued");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 50000000", "Transfer-Encoding: chunked"})
  void aClientThatNeverLooksUpLearnsWhyItWasRefused(String framing) throws Exception {
    String id = active();
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(head("PUT", id, framing));
      byte[] chunk = new byte[1_000_000];
      for (int i = 0; i < 50; i++) {
        if (framing.startsWith("T")) {
          out.write("f4240\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.write(chunk);
        if (framing.startsWith("T")) {
          out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
      }
      assertThat(answer(socket))
          .startsWith("HTTP/1.1 409 ")
          .containsIgnoringCase("connection: close");
    }
  }

  @Test
  void aClientThatWaitsIsNotInvitedToSend() throws Exception {
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write(head("PUT", active(), "Content-Length: 5\r\nExpect: 100-continue"));
      assertThat(answer(socket)).startsWith("HTTP/1.1 409 ");
    }
  }

  @Test
  void aClientThatWaitsIsInvitedIfItsDataAreWanted() throws Exception {
    String id = create("raw");
    try (Socket socket = connect()) {
      socket.getOutputStream().write(head("PUT", id, "Content-Length: 5\r\nExpect: 100-continue"));
      assertThat(answer(socket)).startsWith("HTTP/1.1 100 ");
      socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
      assertThat(answer(socket)).startsWith("HTTP/1.1 204 ");
    }
    assertThat(server.get("/v2/images/" + id + "/file").send().text()).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v2/images/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v2/images/%ff HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v2/images/x/tags/a%2Fb HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v2/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v2/images HTTP/1.1\r\n\r\n",
        "NONSENSE\r\n\r\n",
        "POST /v2/images HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        "POST /v2/images HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n"
      })
  void refusesBrokenRequests(String request) throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      assertThat(answer(socket))
          .matches("(?s)HTTP/1.1 [34]\\d\\d .*")
          .doesNotContain("\tat ", "org.oriel", "Exception:");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/images?name=%", "/v2/images?name=%zz", "/v2/schemas/image?%4=x"})
  void refusesBrokenEscapesInAQuery(String target) throws Exception {
    String request =
        "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n\r\n"
            .formatted(target, TestServer.credentials("alice"));
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(answer(socket)).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void aBodyThatNobodyReadsDoesNotHarmTheNextRequest() throws Exception {
    String head =
        "GET /v2/images?limit=0 HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n"
            .formatted(TestServer.credentials("alice"));
    String requests = head + "Content-Length: 5\r\n\r\nhello" + head + "Connection: close\r\n\r\n";
    try (Socket socket = connect()) {
      socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
      String answers =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answers.split("HTTP/1.1 200 ", -1)).as(answers).hasSize(3);
    }
  }

  @Test
  void aDownloadThatIsCutOffHarmsNobody() throws Exception {
    String id = active();
    for (int i = 0; i < 100; i++) {
      try (Socket socket = connect()) {
        socket.getOutputStream().write(head("GET", id, "X: y"));
        assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
      }
    }
    assertThat(server.get("/v2/images/" + id + "/file").send().bytes()).isEqualTo(DATA);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static byte[] head(String method, String id, String more) {
    return (method
            + " /v2/images/"
            + id
            + "/file HTTP/1.1\r\nHost: x\r\nAuthorization: "
            + TestServer.credentials("alice")
            + "\r\nContent-Type: application/octet-stream\r\n"
            + more
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String answer(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    for (String line = line(socket.getInputStream());
        !line.isEmpty();
        line = line(socket.getInputStream())) {
      head.append(line).append('\n');
    }
    return head.toString();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private void await(String id, String status) throws Exception {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
    while (!show(id).path("status").asText().equals(status)) {
      assertThat(Instant.now()).as("waiting for " + status).isBefore(deadline);
      Thread.sleep(20);
    }
  }

  private String active() throws Exception {
    String id = create("raw");
    assertThat(server.upload(id, DATA).send().status()).isEqualTo(204);
    return id;
  }

  private String create(String format) throws Exception {
    Reply reply =
        server
            .post(
                "/v2/images",
                "{\"disk_format\": \"" + format + "\", \"container_format\": \"bare\"}")
            .send();
    return reply.json().path("id").asText();
  }

  private JsonNode show(String id) throws Exception {
    return server.get("/v2/images/" + id).send().json();
  }

  private static String digest(String algorithm) throws Exception {
    return HexFormat.of()
        .formatHex(java.security.MessageDigest.getInstance(algorithm).digest(DATA));
  }
}
