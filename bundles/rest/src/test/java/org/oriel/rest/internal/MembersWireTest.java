// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members on the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MembersWireTest {
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    server = new TestServer(directory, Map.of());
  }

  @AfterAll
  void stop() throws Exception {
    server.stop();
  }

  private String members(String visibility) throws Exception {
    Reply image = server.post("/v2/images", "{\"visibility\": \"" + visibility + "\"}").send();
    return "/v2/images/" + image.json().get("id").asText() + "/members";
  }

  @Test
  void walksThroughTheLifeOfAMember() throws Exception {
    String path = members("shared");

    Reply added = server.post(path, "{\"member\": \"p2\"}").send();

    assertThat(added.status()).isEqualTo(200);
    JsonNode member = added.json();
    assertThat(List.copyOf(member.properties()).stream().map(Map.Entry::getKey).toList())
        .containsExactly("member_id", "image_id", "status", "created_at", "updated_at", "schema");
    assertThat(member.get("member_id").asText()).isEqualTo("p2");
    assertThat(member.get("status").asText()).isEqualTo("pending");
    assertThat(member.get("created_at").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(member.get("schema").asText()).isEqualTo("/v2/schemas/member");
    assertThat(server.post(path, "{\"member\": \"p2\"}").send().status()).isEqualTo(409);
    Reply answered =
        server.call("PUT", path + "/p2").as("bob").body("{\"status\": \"accepted\"}").send();
    assertThat(answered.status()).as(answered.toString()).isEqualTo(200);
    JsonNode list = server.get(path).send().json();
    assertThat(list.get("schema").asText()).isEqualTo("/v2/schemas/members");
    assertThat(list.get("members")).containsExactly(answered.json());
    assertThat(server.get(path + "/p2").send().json()).isEqualTo(answered.json());
    assertThat(server.delete(path + "/p2").send().status()).isEqualTo(204);
    assertThat(server.get(path + "/p2").send().status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|400|Member to be added not specified",
        "[]|400|Expected a member in the form",
        "{\"member\": \"\"}|400|Member can't be empty",
        "{\"member\": null}|400|Member can't be empty",
        "{\"member\": 0}|400|Member can't be empty",
        "{\"member\": []}|400|Member can't be empty",
        "{\"member\": [\"x\"]}|400|Expected a member in the form",
        "{\"member\": true}|400|Expected a member in the form",
        "{\"member\": 17}|200|\"member_id\":\"17\"",
        "{\"member\": \"p1\"}|200|\"member_id\":\"p1\"",
        "nonsense|400|Malformed JSON in request body."
      })
  void readsMembers(String body, int status, String text) throws Exception {
    Reply reply = server.post(members("shared"), body).send();

    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.text()).contains(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|400",
        "[]|400",
        "{\"status\": \"nonsense\"}|400",
        "{\"status\": 1}|400",
        "{\"status\": \"ACCEPTED\"}|400",
        "{\"status\": \"rejected\"}|200",
        "{\"status\": \"pending\"}|200"
      })
  void readsAnswers(String body, int status) throws Exception {
    String path = members("shared");
    server.post(path, "{\"member\": \"p2\"}").send();

    Reply reply = server.call("PUT", path + "/p2").as("bob").body(body).send();

    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
  }

  @Test
  void sharesSharedImagesOnly() throws Exception {
    String path = members("private");

    assertThat(server.get(path).send().status()).isEqualTo(403);
    assertThat(server.post(path, "{\"member\": \"p2\"}").send().status()).isEqualTo(403);
    assertThat(server.get(path + "/p2").send().status()).isEqualTo(404);
    assertThat(server.delete(path + "/p2").send().status()).isEqualTo(403);
    assertThat(server.call("DELETE", path + "/p2").as("alice").body("x").send().status())
        .isEqualTo(400);
  }

  @Test
  void decodesNamesOfMembers() throws Exception {
    String path = members("shared");
    server.post(path, "{\"member\": \"a b+ü\"}").send();

    assertThat(server.get(path + "/a%20b+%C3%BC").send().status()).isEqualTo(200);
    assertThat(server.delete(path + "/a%20b%2B%C3%BC").send().status()).isEqualTo(204);
  }
}
