// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.member;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.oriel.image.Member;

/** The schema of a member. */
public final class MemberSchema {
  private static final String UUID =
      "^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$";

  private MemberSchema() {}

  /** The schema of one member. */
  public static ObjectNode member() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("name", "member");
    ObjectNode all = schema.putObject("properties");
    text(all, "member_id", "Project with which the image is shared");
    text(all, "image_id", "Identifier of the image").put("pattern", UUID);
    text(all, "created_at", "When the project became a member");
    text(all, "updated_at", "When the member was last changed");
    ObjectNode status = text(all, "status", "What the member made of the offer");
    for (Member.Status each : Member.Status.values()) {
      status.withArray("enum").add(each.word());
    }
    all.putObject("schema").put("readOnly", true).put("type", "string");
    return schema;
  }

  /** The schema of all members of an image. */
  public static ObjectNode members() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("name", "members");
    ObjectNode all = schema.putObject("properties");
    all.putObject("members").put("type", "array").set("items", member());
    for (String name : List.of("first", "next", "schema")) {
      all.putObject(name).put("type", "string");
    }
    schema.putArray("links").addObject().put("rel", "first").put("href", "{first}");
    schema.withArray("links").addObject().put("rel", "next").put("href", "{next}");
    schema.withArray("links").addObject().put("rel", "describedby").put("href", "{schema}");
    return schema;
  }

  private static ObjectNode text(ObjectNode all, String name, String description) {
    return all.putObject(name).put("type", "string").put("description", description);
  }
}
