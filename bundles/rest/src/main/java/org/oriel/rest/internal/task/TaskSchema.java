// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.task;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The schemas of tasks. */
public final class TaskSchema {
  private static final String UUID =
      "^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}"
          + "-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TaskSchema() {}

  public static ObjectNode task() {
    ObjectNode schema = JSON.objectNode().put("name", "task");
    ObjectNode all = schema.putObject("properties");
    text(all, "id", "Identifies the task").put("pattern", UUID);
    text(all, "type", "What the task does")
        .set("enum", words("import", "api_image_import", "location_import"));
    text(all, "status", "How far the task has come")
        .set("enum", words("pending", "processing", "success", "failure"));
    optional(all, "input", "object", "What is to be done");
    optional(all, "result", "object", "What came of it");
    text(all, "owner", "The project that asked for the task");
    text(all, "message", "How far it has come, or why it failed");
    text(all, "image_id", "The image that the task works on");
    text(all, "request_id", "The request that the task came with");
    text(all, "user_id", "Who asked for the task");
    optional(all, "expires_at", "string", "When the ended task is forgotten");
    text(all, "created_at", "When the task was created");
    text(all, "updated_at", "When the task changed last");
    text(all, "self", "Path of the task").put("readOnly", true);
    text(all, "schema", "Path of this schema").put("readOnly", true);
    return schema;
  }

  public static ObjectNode tasks(ObjectNode task) {
    ObjectNode schema = JSON.objectNode().put("name", "tasks");
    ObjectNode all = schema.putObject("properties");
    all.putObject("tasks").put("type", "array").set("items", task);
    for (String name : new String[] {"first", "next", "schema"}) {
      all.putObject(name).put("type", "string");
    }
    ArrayNode links = schema.putArray("links");
    link(links, "first", "{first}");
    link(links, "next", "{next}");
    link(links, "describedby", "{schema}");
    return schema;
  }

  private static void link(ArrayNode links, String relation, String target) {
    links.addObject().put("rel", relation).put("href", target);
  }

  private static ObjectNode text(ObjectNode all, String name, String description) {
    return all.putObject(name).put("description", description).put("type", "string");
  }

  private static void optional(ObjectNode all, String name, String type, String description) {
    ObjectNode property = all.putObject(name).put("description", description);
    property.set("type", words("null", type));
  }

  private static ArrayNode words(String... words) {
    ArrayNode array = JSON.arrayNode();
    for (String word : words) {
      array.add(word);
    }
    return array;
  }
}
