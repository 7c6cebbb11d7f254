// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CORS, the headers of a proxy and the size limit, as a pipeline has them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineWireTest {
  private static final String HORIZON = "https://horizon.example";

  private TestServer server;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    server =
        new TestServer(
            directory,
            Map.ofEntries(
                Map.entry("cors", "true"),
                Map.entry("cors.0.allowed_origin", HORIZON + ",https://other.example"),
                Map.entry("cors.0.allow_methods", "GET,PUT"),
                Map.entry("cors.0.allow_headers", "X-Auth-Token,Content-MD5"),
                Map.entry("cors.0.expose_headers", "X-OpenStack-Request-ID,X-Subject-Token"),
                Map.entry("cors.0.max_age", "60"),
                Map.entry("cors.1.allowed_origin", "*"),
                Map.entry("cors.1.allow_credentials", "false"),
                Map.entry("cors.1.allow_methods", "GET"),
                Map.entry("cors.1.max_age", "0"),
                Map.entry("proxy_headers", "true"),
                Map.entry("max_request_body_size", "100")));
  }

  @AfterAll
  void stop() throws Exception {
    server.stop();
  }

  private TestServer.Call preflight(String origin, String method, String headers) {
    return server
        .call("OPTIONS", "/v2/images/x/file")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", method)
        .header("Access-Control-Request-Headers", headers);
  }

  @Test
  void answersAPreflightWithoutCredentials() throws Exception {
    Reply reply = preflight(HORIZON, "PUT", "x-auth-token, Content-Type").send();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).isEmpty();
    assertThat(reply.header("Content-Type")).isEmpty();
    assertThat(reply.header("Vary")).contains("Origin");
    assertThat(reply.header("Access-Control-Allow-Origin")).contains(HORIZON);
    assertThat(reply.header("Access-Control-Allow-Credentials")).contains("true");
    assertThat(reply.header("Access-Control-Allow-Methods")).contains("PUT");
    assertThat(reply.header("Access-Control-Allow-Headers")).contains("x-auth-token,Content-Type");
    assertThat(reply.header("Access-Control-Max-Age")).contains("60");
  }

  @ParameterizedTest
  @CsvSource({
    "https://horizon.example, DELETE, X-Auth-Token",
    "https://horizon.example, GET, X-Own",
    "https://horizon.example, get, X-Auth-Token",
    "https://evil.example, PUT, Accept",
    "https://horizon.example.evil, PUT, Accept",
  })
  void permitsNothingElse(String origin, String method, String headers) throws Exception {
    Reply reply = preflight(origin, method, headers).send();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(reply.header("Access-Control-Allow-Methods")).isEmpty();
  }

  @Test
  void knowsARuleForEverybodyElse() throws Exception {
    Reply reply = preflight("https://evil.example", "GET", "Accept").send();
    assertThat(reply.header("Access-Control-Allow-Origin")).contains("*");
    assertThat(reply.header("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(reply.header("Access-Control-Max-Age")).isEmpty();
  }

  @Test
  void tellsBrowsersWhatTheyMaySeeAlsoOfRefusals() throws Exception {
    for (Reply reply :
        new Reply[] {
          server.get("/v2/images").header("Origin", HORIZON).send(),
          server.call("GET", "/v2/images").header("Origin", HORIZON).send(),
          server.get("/v2/images/none").header("Origin", HORIZON).send()
        }) {
      assertThat(reply.header("Access-Control-Allow-Origin")).contains(HORIZON);
      assertThat(reply.header("Access-Control-Expose-Headers"))
          .contains("X-OpenStack-Request-ID,X-Subject-Token");
    }
    assertThat(server.get("/v2/images").send().header("Access-Control-Allow-Origin")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Forwarded|proto=https;host=cloud.example|https://cloud.example",
        "Forwarded|For=1.2.3.4; Proto=https; Host=\"cloud.example:8443\", for=x;host=inner|https://cloud.example:8443",
        "X-Forwarded-Host|cloud.example|http://cloud.example",
        "X-Forwarded-Host|[2001:db8::1]:9292|http://[2001:db8::1]:9292",
      })
  void believesTheProxy(String header, String value, String base) throws Exception {
    Reply reply = server.call("GET", "/versions").header(header, value).send();
    assertThat(href(reply)).isEqualTo(base + "/v2/");
  }

  @Test
  void putsThePrefixBeforeThePath() throws Exception {
    Reply reply =
        server
            .get("/v2")
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-Host", "cloud.example")
            .header("X-Forwarded-Prefix", "/image/")
            .send();
    assertThat(reply.header("Location")).contains("https://cloud.example/image/v2/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Forwarded|proto=javascript;host=\"a b\"",
        "Forwarded|;;=;x",
        "X-Forwarded-Proto|ftp",
        "X-Forwarded-Host|evil.example/path",
        "X-Forwarded-Prefix|//evil.example",
        "X-Forwarded-Prefix|\"><script>",
      })
  void doesNotTakeNonsenseFromIt(String header, String value) throws Exception {
    Reply reply = server.call("GET", "/versions").header(header, value).send();
    assertThat(href(reply)).isEqualTo(server.url() + "/v2/");
  }

  private static String href(Reply reply) throws Exception {
    return reply.json().path("versions").path(0).path("links").path(0).path("href").asText();
  }

  @Test
  void refusesLargeBodiesButNotImageData() throws Exception {
    String large = "{\"name\": \"" + "x".repeat(100) + "\"}";
    assertThat(server.post("/v2/images", large).send().status()).isEqualTo(413);
    byte[] bytes = large.getBytes(StandardCharsets.UTF_8);
    Reply chunked =
        server
            .call("POST", "/v2/images")
            .as("alice")
            .body(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
            .send();
    assertThat(chunked.status()).isEqualTo(413);
    Reply made =
        server
            .post("/v2/images", "{\"disk_format\": \"raw\", \"container_format\": \"bare\"}")
            .send();
    assertThat(made.status()).isEqualTo(201);
    String id = made.json().path("id").asText();
    assertThat(server.upload(id, new byte[1000]).send().status()).isEqualTo(204);
  }
}
