// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Metadata definitions on the wire; expectations as seen at Glance 25.1. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetadefsWireTest {
  private static final String ALL = "/v2/metadefs/namespaces";
  private static final String FULL =
      """
      {"namespace": "NAME", "visibility": "public", "protected": PROTECTED, "owner": "p1",
       "resource_type_associations":
         [{"name": "OS::X", "prefix": "px_", "properties_target": "image"}],
       "properties": {"p1": {"title": "t", "type": "string", "enum": ["a"]}},
       "objects": [{"name": "o1", "required": ["q"],
         "properties": {"q": {"title": "t", "type": "integer", "minimum": 1}}}],
       "tags": [{"name": "t1"}, {"name": "T2"}]}
      """;

  private TestServer server;
  private int number;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    server = new TestServer(directory, Map.of());
  }

  @AfterAll
  void stop() throws Exception {
    server.stop();
  }

  private Reply admin(String method, String path, String body) throws Exception {
    return server.call(method, path).as("admin").body(body).send();
  }

  private Reply admin(String method, String path) throws Exception {
    return server.call(method, path).as("admin").send();
  }

  private String full(boolean isProtected) throws Exception {
    String name = "N::" + number++;
    String body = FULL.replace("NAME", name).replace("PROTECTED", Boolean.toString(isProtected));
    Reply made = admin("POST", ALL, body);
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    return name;
  }

  private static List<String> texts(JsonNode list, String field) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.get(field).textValue()));
    return texts;
  }

  @Test
  void makesNamespaceWithAllThatIsInIt() throws Exception {
    String name = "N::" + number++;
    Reply made = admin("POST", ALL, FULL.replace("NAME", name).replace("PROTECTED", "false"));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).contains(server.url() + ALL + "/" + name);
    JsonNode told = made.json();
    assertThat(told.fieldNames())
        .toIterable()
        .containsExactly(
            "namespace",
            "visibility",
            "protected",
            "owner",
            "created_at",
            "updated_at",
            "resource_type_associations",
            "properties",
            "objects",
            "tags",
            "self",
            "schema");
    assertThat(told.get("objects").get(0).has("self")).isFalse();

    JsonNode shown = admin("GET", ALL + "/" + name).json();
    assertThat(shown.get("self").textValue()).isEqualTo(ALL + "/" + name);
    assertThat(shown.get("schema").textValue()).isEqualTo("/v2/schemas/metadefs/namespace");
    assertThat(shown.get("created_at").textValue()).matches("....-..-..T..:..:..Z");
    assertThat(shown.get("objects").get(0).get("self").textValue())
        .isEqualTo(ALL + "/" + name + "/objects/o1");
    assertThat(shown.get("resource_type_associations").get(0).has("created_at")).isTrue();
    assertThat(texts(shown.get("tags"), "name")).containsExactly("T2", "t1");
    assertThat(shown.get("properties").get("p1").get("enum").get(0).textValue()).isEqualTo("a");

    JsonNode prefixed = admin("GET", ALL + "/" + name + "?resource_type=OS::X").json();
    assertThat(prefixed.get("properties").has("px_p1")).isTrue();
    assertThat(prefixed.get("objects").get(0).get("required").get(0).textValue()).isEqualTo("px_q");
    assertThat(prefixed.get("objects").get(0).get("properties").has("px_q")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|400|'namespace' is a required property",
        "[]|400|is not of type 'object'",
        "\"x\"|400|Unexpected body type",
        "{|400|Malformed JSON",
        "{\"namespace\": 5}|400|5 is not of type 'string'",
        "{\"namespace\": \"\"}|400|cannot be empty",
        "{\"namespace\": \"x\", \"foo\": 1}|400|('foo' was unexpected)",
        "{\"namespace\": \"x\", \"visibility\": \"bad\"}|400|'bad' is not one of ['public', 'priv",
        "{\"namespace\": \"x\", \"protected\": \"no\"}|400|'no' is not of type 'boolean'",
        "{\"namespace\": \"x\", \"description\": null}|400|None is not of type 'string'",
        "{\"namespace\": \"x\", \"self\": \"y\"}|403|Attribute 'self' is read-only.",
        "{\"namespace\": \"x\", \"created_at\": \"y\"}|403|Attribute 'created_at' is read-only.",
        "{\"namespace\": \"x\", \"tags\": [{\"name\": 5}]}|400|5 is not of type 'string'",
        "{\"namespace\": \"x\", \"tags\": [\"t\"]}|400|'t' is not of type 'object'",
        "{\"namespace\": \"x\", \"tags\": [{}]}|400|'name' is a required property",
        "{\"namespace\": \"x\", \"tags\": null}|400|None is not of type 'array'",
        "{\"namespace\": \"x\", \"objects\": [{\"name\": \"o\", \"no\": 1}]}|400|'no' was",
        "{\"namespace\": \"x\", \"resource_type_associations\": [{}]}|400|'name' is a required",
        "{\"namespace\": \"x\", \"properties\": []}|400|[] is not of type 'object'",
        "{\"namespace\": \"x\", \"properties\": {\"p\": {\"type\": \"string\"}}}|400|'title' is a",
        "{\"namespace\": \"x\", \"properties\": {\"p\": {\"type\": \"odd\", \"title\": \"\"}}}|400|'odd' is"
      })
  void refusesNamespacesThatCannotBe(String body, int status, String reason) throws Exception {
    Reply reply = admin("POST", ALL, body);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.text()).contains(reason);
    assertThat(admin("GET", ALL + "/x").status()).isEqualTo(404);
  }

  @Test
  void leavesNothingOfANamespaceThatFails() throws Exception {
    Reply reply =
        admin(
            "POST",
            ALL,
            "{\"namespace\": \"half\", \"tags\": [{\"name\": \"t\"}, {\"name\": \"t\"}]}");
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.text()).contains("tag with name=t already exists in namespace=half");
    assertThat(admin("GET", ALL + "/half").status()).isEqualTo(404);
  }

  @Test
  void replacesTheStateOfANamespace() throws Exception {
    String name = full(true);
    Reply changed = admin("PUT", ALL + "/" + name, "{\"namespace\": \"" + name + "x\"}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().get("visibility").textValue()).isEqualTo("private");
    assertThat(changed.json().get("protected").booleanValue()).isFalse();
    assertThat(changed.json().get("owner").textValue()).isEqualTo("admin");
    assertThat(changed.json().has("properties")).isFalse();
    assertThat(admin("GET", ALL + "/" + name).status()).isEqualTo(404);
    assertThat(admin("GET", ALL + "/" + name + "x").json().get("tags")).hasSize(2);
    assertThat(admin("PUT", ALL + "/" + full(false), "{\"namespace\": \"" + name + "x\"}").status())
        .isEqualTo(409);
    assertThat(admin("PUT", ALL + "/none", "{\"namespace\": \"none\"}").status()).isEqualTo(404);
    assertThat(admin("PUT", ALL + "/" + name + "x", "{}").status()).isEqualTo(400);
  }

  @Test
  void listsPageByPage() throws Exception {
    for (String name : List.of("page-a", "page-b", "page-c", "page-d", "page-e")) {
      admin(
          "POST",
          ALL,
          "{\"namespace\": \""
              + name
              + "\", \"visibility\": \"public\","
              + " \"resource_type_associations\": [{\"name\": \"Page & Co\"}]}");
    }
    String path =
        ALL + "?limit=2&sort_key=namespace&sort_dir=asc&resource_types=no,Page+%26+Co&foo=b%20r";
    List<String> seen = new ArrayList<>();
    String first = path;
    for (int i = 0; i < 5 && !path.isEmpty(); i++) {
      JsonNode page = admin("GET", path).json();
      seen.addAll(texts(page.get("namespaces"), "namespace"));
      assertThat(page.get("schema").textValue()).isEqualTo("/v2/schemas/metadefs/namespaces");
      assertThat(page.get("namespaces").get(0).get("resource_type_associations")).hasSize(1);
      assertThat(page.get("first").textValue()).contains("resource_types=no%2CPage+%26+Co");
      path = page.has("next") ? page.get("next").textValue() : "";
    }
    assertThat(seen).containsExactly("page-a", "page-b", "page-c", "page-d", "page-e");
    assertThat(admin("GET", first + "&marker=page-d").json().get("namespaces")).hasSize(1);
    assertThat(admin("GET", ALL + "?limit=0").json().get("namespaces")).isEmpty();
    assertThat(admin("GET", ALL + "?limit=0").json().has("next")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "?limit=x,400",
    "?limit=,400",
    "?limit=-1,400",
    "?limit=99999999999,200",
    "?marker=none,404",
    "?sort_key=foo,400",
    "?sort_dir=up,400",
    "?visibility=bad,400",
    "?visibility=public,200",
    "?resource_types=,200",
    "?foo=bar,200",
    "?foo=%FF,400",
    "/x/objects?limit=0,400",
    "/x/objects?limit=x,400",
    "/x/objects?sort_dir=up,400",
    "/x/tags?limit=x,400",
    "/x/tags?sort_key=foo,400",
    "/x/tags?sort_dir=up,400",
    "/x/tags,404"
  })
  void looksAtParameters(String query, int status) throws Exception {
    Reply reply = admin("GET", ALL + query);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
  }

  @Test
  void keepsObjects() throws Exception {
    String objects = ALL + "/" + full(false) + "/objects";
    Reply made = admin("POST", objects, "{\"name\": \"o2\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().has("required")).isFalse();
    assertThat(admin("GET", objects + "/o2").json().get("required")).isEmpty();
    assertThat(admin("POST", objects, "{\"name\": \"o2\"}").status()).isEqualTo(409);
    assertThat(admin("PUT", objects + "/o2", "{\"name\": \"o1\"}").status()).isEqualTo(409);
    Reply renamed = admin("PUT", objects + "/o2", "{\"name\": \"o3\", \"required\": [\"q\"]}");
    assertThat(renamed.json().get("self").textValue()).isEqualTo(objects + "/o3");
    assertThat(admin("GET", objects + "/o2").text()).contains("Could not find metadata object o2");
    JsonNode list = admin("GET", objects).json();
    assertThat(texts(list.get("objects"), "name")).containsExactly("o1", "o3");
    assertThat(list.get("schema").textValue()).isEqualTo("v2/schemas/metadefs/objects");
    assertThat(admin("DELETE", objects + "/o3").status()).isEqualTo(204);
    assertThat(admin("DELETE", objects + "/o3").status()).isEqualTo(404);
    assertThat(admin("DELETE", objects).status()).isEqualTo(204);
    assertThat(admin("GET", objects).json().get("objects")).isEmpty();
  }

  @Test
  void keepsProperties() throws Exception {
    String properties = ALL + "/" + full(false) + "/properties";
    String body =
        """
        {"name": "p2", "title": "T", "type": "number", "minimum": 0.25, "maximum": 1e2,
         "default": {"a": [null, "é"]}, "items": {"type": "string"}, "maxLength": 5}
        """;
    assertThat(admin("POST", properties, body).status()).isEqualTo(201);
    JsonNode shown = admin("GET", properties + "/p2").json();
    assertThat(shown.get("minimum").decimalValue().toPlainString()).isEqualTo("0.25");
    assertThat(shown.get("default").toString()).isEqualTo("{\"a\":[null,\"é\"]}");
    assertThat(admin("POST", properties, body).status()).isEqualTo(409);
    assertThat(admin("GET", properties).json().get("properties").fieldNames())
        .toIterable()
        .containsExactly("p1", "p2");
    assertThat(admin("GET", properties + "/px_p1?resource_type=OS::X").json().get("name").asText())
        .isEqualTo("p1");
    assertThat(admin("GET", properties + "/p1?resource_type=OS::X").text())
        .contains("does not start with the expected resource type association prefix of");
    assertThat(admin("GET", properties + "/p1?resource_type=OS::No").status()).isEqualTo(404);
    assertThat(
            admin("PUT", properties + "/p2", "{\"name\":\"p1\",\"title\":\"\",\"type\":\"string\"}")
                .status())
        .isEqualTo(409);
    assertThat(
            admin("PUT", properties + "/p2", "{\"name\":\"p3\",\"title\":\"\",\"type\":\"string\"}")
                .json()
                .get("name")
                .textValue())
        .isEqualTo("p3");
    assertThat(admin("DELETE", properties + "/p3").status()).isEqualTo(204);
    assertThat(admin("DELETE", properties + "/p3").status()).isEqualTo(404);
    assertThat(admin("DELETE", properties).status()).isEqualTo(204);
  }

  @Test
  void keepsTags() throws Exception {
    String tags = ALL + "/" + full(false) + "/tags";
    assertThat(admin("POST", tags, "{\"tags\": [{\"name\": \"x\"}, {\"name\": \"y\"}]}").status())
        .isEqualTo(201);
    assertThat(texts(admin("GET", tags).json().get("tags"), "name")).containsExactly("y", "x");
    Reply appended =
        server
            .call("POST", tags)
            .as("admin")
            .header("X-Openstack-Append", "True")
            .body("{\"tags\": [{\"name\": \"z\"}]}")
            .send();
    assertThat(appended.status()).isEqualTo(201);
    assertThat(texts(admin("GET", tags).json().get("tags"), "name")).containsExactly("z", "y", "x");
    assertThat(
            texts(
                admin("GET", tags + "?limit=1&marker=x&sort_key=name&sort_dir=asc")
                    .json()
                    .get("tags"),
                "name"))
        .containsExactly("y");
    assertThat(admin("POST", tags, "{\"tags\": [{\"name\":\"a\"},{\"name\":\"a\"}]}").status())
        .isEqualTo(409);
    assertThat(admin("POST", tags, "{}").status()).isEqualTo(400);
    assertThat(admin("POST", tags + "/w").status()).isEqualTo(201);
    assertThat(admin("POST", tags + "/w").status()).isEqualTo(409);
    assertThat(admin("POST", tags + "/v", "{}").status()).isEqualTo(400);
    assertThat(admin("POST", tags + "/" + "x".repeat(81)).status()).isEqualTo(400);
    assertThat(admin("GET", tags + "/w").json().has("created_at")).isTrue();
    assertThat(admin("PUT", tags + "/w", "{\"name\": \"x\"}").status()).isEqualTo(409);
    assertThat(admin("PUT", tags + "/w", "{\"name\": \"u\"}").status()).isEqualTo(200);
    assertThat(admin("GET", tags + "?marker=none").status()).isEqualTo(404);
    assertThat(admin("DELETE", tags + "/u").status()).isEqualTo(204);
    assertThat(admin("DELETE", tags).status()).isEqualTo(204);
    assertThat(admin("GET", tags).json().get("tags")).isEmpty();
  }

  @Test
  void keepsResourceTypes() throws Exception {
    String types = ALL + "/" + full(false) + "/resource_types";
    assertThat(admin("POST", types, "{\"name\": \"OS::Z\", \"prefix\": \"q\"}").status())
        .isEqualTo(201);
    assertThat(admin("POST", types, "{\"name\": \"OS::Z\"}").status()).isEqualTo(409);
    assertThat(admin("POST", types, "{\"name\": \"OS::Q\", \"self\": \"x\"}").status())
        .isEqualTo(400);
    assertThat(texts(admin("GET", types).json().get("resource_type_associations"), "name"))
        .containsExactly("OS::X", "OS::Z");
    assertThat(admin("DELETE", types + "/OS::Z").status()).isEqualTo(204);
    assertThat(admin("DELETE", types + "/OS::Z").text())
        .contains("Failed to find resource type OS::Z to delete");
    assertThat(
            texts(
                server.get("/v2/metadefs/resource_types").send().json().get("resource_types"),
                "name"))
        .contains("OS::X", "OS::Z");
  }

  @Test
  void protectsContent() throws Exception {
    String path = ALL + "/" + full(true);
    for (String below :
        List.of(
            "",
            "/objects",
            "/objects/o1",
            "/properties",
            "/properties/p1",
            "/tags",
            "/tags/t1",
            "/resource_types/OS::X")) {
      Reply reply = admin("DELETE", path + below);
      assertThat(reply.status()).as(below).isEqualTo(403);
      assertThat(reply.text()).contains("is protected and cannot be deleted.");
    }
    assertThat(admin("GET", path).json().get("tags")).hasSize(2);
  }

  @Test
  void showsWhoMaySee() throws Exception {
    String mine = "{\"namespace\": \"closed\", \"owner\": \"p1\", \"tags\": [{\"name\": \"t\"}]}";
    assertThat(admin("POST", ALL, mine).status()).isEqualTo(201);
    assertThat(server.get(ALL + "/closed").send().status()).isEqualTo(200);
    assertThat(server.call("GET", ALL + "/closed").as("carol").send().status()).isEqualTo(200);
    assertThat(server.call("GET", ALL + "/closed").as("bob").send().status()).isEqualTo(404);
    assertThat(server.call("GET", ALL + "/closed/tags").as("bob").send().status()).isEqualTo(404);
    assertThat(server.call("DELETE", ALL + "/closed").as("bob").send().status()).isEqualTo(404);
    assertThat(texts(server.call("GET", ALL).as("bob").send().json().get("namespaces"), "owner"))
        .doesNotContain("p2")
        .isNotEmpty();
    assertThat(server.call("GET", ALL).as("nobody").send().status()).isEqualTo(404);
    assertThat(server.call("GET", ALL + "/closed").as("nobody").send().status()).isEqualTo(404);
  }

  @Test
  void letsOnlyAdministratorsWrite() throws Exception {
    String path = ALL + "/" + full(false);
    String name = path.substring(ALL.length() + 1);
    String property = "{\"name\": \"n\", \"title\": \"\", \"type\": \"string\"}";
    List<String[]> calls =
        List.of(
            new String[] {"POST", ALL, "{\"namespace\": \"new\"}", "add_metadef_namespace"},
            new String[] {
              "PUT", path, "{\"namespace\": \"" + name + "\"}", "modify_metadef_namespace"
            },
            new String[] {"DELETE", path, "", "delete_metadef_namespace"},
            new String[] {"POST", path + "/objects", "{\"name\":\"n\"}", "add_metadef_object"},
            new String[] {"PUT", path + "/objects/o1", "{\"name\":\"n\"}", "modify_metadef_object"},
            new String[] {"DELETE", path + "/objects/o1", "", "delete_metadef_object"},
            new String[] {"DELETE", path + "/objects", "", "delete_metadef_namespace"},
            new String[] {"POST", path + "/properties", property, "add_metadef_property"},
            new String[] {"PUT", path + "/properties/p1", property, "modify_metadef_property"},
            new String[] {"DELETE", path + "/properties/p1", "", "remove_metadef_property"},
            new String[] {"POST", path + "/tags", "{\"tags\": []}", "add_metadef_tags"},
            new String[] {"POST", path + "/tags/n", "", "add_metadef_tag"},
            new String[] {"PUT", path + "/tags/t1", "{\"name\":\"n\"}", "modify_metadef_tag"},
            new String[] {"DELETE", path + "/tags/t1", "", "delete_metadef_tag"},
            new String[] {"DELETE", path + "/tags", "", "delete_metadef_tags"},
            new String[] {
              "POST",
              path + "/resource_types",
              "{\"name\":\"n\"}",
              "add_metadef_resource_type_association"
            },
            new String[] {
              "DELETE", path + "/resource_types/OS::X", "", "remove_metadef_resource_type_assoc"
            });
    for (String[] call : calls) {
      TestServer.Call request = server.call(call[0], call[1]).as("alice");
      Reply reply = (call[2].isEmpty() ? request : request.body(call[2])).send();
      assertThat(reply.status()).as(String.join(" ", call) + reply).isEqualTo(403);
      assertThat(reply.text()).contains("You are not authorized to complete " + call[3]);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "namespace",
        "namespaces",
        "object",
        "objects",
        "property",
        "properties",
        "tag",
        "tags",
        "resource_type",
        "resource_types"
      })
  void publishesSchemas(String name) throws Exception {
    Reply reply = server.get("/v2/schemas/metadefs/" + name).send();
    assertThat(reply.status()).isEqualTo(200);
    String expected =
        name.startsWith("resource_type")
            ? name.replace("resource_type", "resource_type_association")
            : name;
    assertThat(reply.json().get("name").textValue()).isEqualTo(expected);
    assertThat(reply.json().has("links")).isEqualTo(name.matches("properties|.*s"));
  }

  @Test
  void knowsNoOtherSchema() throws Exception {
    assertThat(server.get("/v2/schemas/metadefs/nothing").send().status()).isEqualTo(404);
    assertThat(server.get("/v2/schemas/metadefs").send().status()).isEqualTo(404);
  }

  @Test
  void takesNamesOfEveryKind() throws Exception {
    for (String name : List.of("ü ß", "a+b", "日本", "a;b=c", "x'\"<b>", "100%", "..", "?#&")) {
      Reply made = admin("POST", ALL, "{\"namespace\": \"" + name.replace("\"", "\\\"") + "\"}");
      assertThat(made.status()).as(made.toString()).isEqualTo(201);
      String location = made.header("Location").orElseThrow();
      Reply found = admin("GET", location.substring(server.url().length()));
      assertThat(found.status()).as(name + " at " + location).isEqualTo(200);
      assertThat(found.json().get("namespace").textValue()).isEqualTo(name);
      assertThat(admin("DELETE", location.substring(server.url().length())).status())
          .isEqualTo(204);
    }
  }

  /** Whatever is sent wherever, it is no fault of ours. */
  @Test
  void neverFailsOnMalformedInput() throws Exception {
    String path = ALL + "/" + full(false);
    String deep = "{\"a\":".repeat(5000);
    String wide =
        "{\"name\":\"n\",\"namespace\":\"n\",\"title\":\"t\",\"type\":\"string\",\"enum\":"
            + "[".repeat(28)
            + "]".repeat(28)
            + "}";
    List<String> bodies =
        List.of(
            "",
            "null",
            "5",
            "\"\"",
            "[]",
            "[{}]",
            "{}",
            "{\"\":\"\"}",
            deep,
            wide,
            "{\"name\":" + "9".repeat(200) + "}",
            "{\"name\":1e999}",
            "{\"name\":{\"a\":[]}}",
            "{\"name\":\"" + "x".repeat(500_000) + "\"}",
            "{\"namespace\":\"" + "x".repeat(81) + "\",\"name\":\"" + "x".repeat(81) + "\"}",
            "{\"name\":\"\\u0000\",\"namespace\":\"\\u0000\",\"title\":\"\",\"type\":\"string\"}",
            "{\"name\":\"\\ud800\",\"namespace\":\"\\ud800\",\"title\":\"\",\"type\":\"string\"}",
            "{\"name\":\"n\",\"title\":[],\"type\":{},\"tags\":{},\"properties\":5,\"objects\":5}",
            "{\"name\":\"n\",\"title\":\"\",\"type\":\"string\",\"minimum\":1e999}",
            "{\"name\":\"n\",\"title\":\"\",\"type\":\"string\",\"minLength\":-1}",
            "{\"name\":\"n\",\"title\":\"\",\"type\":\"string\",\"minLength\":1.5}",
            "{\"name\":\"n\",\"title\":\"\",\"type\":\"string\",\"required\":[{},{}]}",
            "{\"name\":\"n\",\"required\":[\"a\",\"a\"]}",
            "{\"name\":\"n\",\"properties\":{\"\":{\"title\":\"\",\"type\":\"string\"}}}",
            "{\"name\":\"n\",\"properties\":{\"p\":{\"title\":\"\",\"type\":\"string\",\"x\":1}}}",
            "{\"tags\":[{\"name\":null}]}",
            "{\"tags\":[{\"name\":\"a\",\"created_at\":\"x\"}]}",
            "{\"namespace\":[\"\\ud800\"],\"name\":[\"\\ud800\"]}",
            "{\"name\":[\"" + "\ud83d\ude00".repeat(299) + "\"]}",
            "{\"name\":[\"x" + "\ud83d\ude00".repeat(299) + "\"]}",
            "{\"tags\":[{\"name\":\"\"}]}",
            "{\"tags\":" + IntStream.range(0, 99).mapToObj(i -> "5").toList() + "}",
            "{\"name\":\"a\",\"name\":5}");
    List<String> places =
        List.of(
            "POST " + ALL,
            "PUT " + path,
            "POST " + path + "/objects",
            "PUT " + path + "/objects/o1",
            "POST " + path + "/properties",
            "PUT " + path + "/properties/p1",
            "POST " + path + "/tags",
            "PUT " + path + "/tags/t1",
            "POST " + path + "/tags/q",
            "POST " + path + "/resource_types");
    for (String place : places) {
      String[] words = place.split(" ", 2);
      for (String body : bodies) {
        Reply reply = admin(words[0], words[1], body);
        assertThat(reply.status())
            .as(place + " " + body.substring(0, Math.min(60, body.length())) + " " + reply)
            .isLessThan(500);
      }
      Reply bytes =
          server
              .call(words[0], words[1])
              .as("admin")
              .body(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, '"', ':', '5'}))
              .send();
      assertThat(bytes.status()).as(place).isEqualTo(400);
    }
    for (String query :
        List.of("?limit=" + "9".repeat(99), "?marker=%00", "?sort_key=", "?visibility=%C3", "?%")) {
      for (String where : List.of(ALL, path + "/objects", path + "/tags", path + "/properties")) {
        assertThat(rawGet(where + query)).as(where + query).isLessThan(500);
      }
    }
    for (String name :
        List.of(
            "%FF",
            "%C3",
            "%00",
            "%2e%2e",
            "%E2%82",
            "<b>&\"'q",
            "{x}",
            "a|b^`\\",
            "[x]",
            "x".repeat(5000))) {
      for (String where :
          List.of(ALL + "/" + name, path + "/tags/" + name, path + "/objects/" + name)) {
        assertThat(rawGet(where))
            .as(where.substring(0, Math.min(80, where.length())))
            .isBetween(400, 499);
      }
    }
  }

  /** Past the checks that an HTTP client makes. */
  private int rawGet(String target) throws Exception {
    try (java.net.Socket socket =
        new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      String request =
          "GET "
              + target
              + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
              + TestServer.credentials("admin")
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      String line =
          new String(
              socket.getInputStream().readNBytes(12), java.nio.charset.StandardCharsets.US_ASCII);
      return Integer.parseInt(line.substring(9));
    }
  }
}
