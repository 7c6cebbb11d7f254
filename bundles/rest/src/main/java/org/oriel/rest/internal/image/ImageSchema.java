// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.oriel.rest.internal.schema.TypedProperties;

/** The schema of an image: clients validate against it, so names, order and types are fixed. */
final class ImageSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String UUID =
      "^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$";
  private static final String STRING = "string";
  private static final String BOOLEAN = "boolean";
  private static final String INTEGER = "integer";

  private ImageSchema() {}

  /** The schema of one image. */
  static ObjectNode image(
      List<String> diskFormats, List<String> containerFormats, TypedProperties custom) {
    ObjectNode schema = JSON.objectNode().put("name", "image");
    ObjectNode all = schema.putObject("properties");
    own(all, diskFormats, containerFormats);
    written(all);
    locations(all);
    custom.into(schema);
    links(schema.putArray("links"), "self", "{self}", "enclosure", "{file}");
    return schema;
  }

  /** The schema of a page of images. */
  static ObjectNode images(ObjectNode image) {
    ObjectNode schema = JSON.objectNode().put("name", "images");
    ObjectNode all = schema.putObject("properties");
    ObjectNode images = all.putObject("images").put("type", "array");
    images.set("items", image);
    for (String name : List.of("first", "next", "schema")) {
      all.putObject(name).put("type", STRING);
    }
    links(schema.putArray("links"), "first", "{first}", "next", "{next}");
    return schema;
  }

  private static void own(ObjectNode all, List<String> diskFormats, List<String> containerFormats) {
    typed(all, "id", STRING, "Identifier of the image").put("pattern", UUID);
    nullable(all, "name", STRING, "Name of the image for people").put("maxLength", 255);
    readOnly(typed(all, "status", STRING, "Where the image is in its life"))
        .set(
            "enum",
            words(
                "queued",
                "saving",
                "active",
                "killed",
                "deleted",
                "uploading",
                "importing",
                "pending_delete",
                "deactivated"));
    typed(all, "visibility", STRING, "Who can see the image")
        .set("enum", words("community", "public", "private", "shared"));
    typed(all, "protected", BOOLEAN, "If true, the image cannot be deleted");
    typed(all, "os_hidden", BOOLEAN, "If true, lists leave the image out unless asked");
    readOnly(nullable(all, "checksum", STRING, "MD5 of the data")).put("maxLength", 32);
    readOnly(nullable(all, "os_hash_algo", STRING, "Name of the digest in os_hash_value"))
        .put("maxLength", 64);
    readOnly(nullable(all, "os_hash_value", STRING, "Digest of the data in hexadecimal"))
        .put("maxLength", 128);
    nullable(all, "owner", STRING, "Project that owns the image").put("maxLength", 255);
    readOnly(nullable(all, "size", INTEGER, "Bytes of data"));
    readOnly(nullable(all, "virtual_size", INTEGER, "Bytes of the disk in the data"));
    nullable(all, "container_format", STRING, "What the disk is wrapped in")
        .set("enum", nullOr(containerFormats));
    nullable(all, "disk_format", STRING, "Format of the disk").set("enum", nullOr(diskFormats));
  }

  private static void written(ObjectNode all) {
    readOnly(typed(all, "created_at", STRING, "When the image was created"));
    readOnly(typed(all, "updated_at", STRING, "When the image was last changed"));
    typed(all, "tags", "array", "Words that the image is marked with")
        .putObject("items")
        .put("type", STRING)
        .put("maxLength", 255);
    readOnly(typed(all, "direct_url", STRING, "Where the data lie in their store"));
    typed(all, "min_ram", INTEGER, "MB of memory that a machine needs to boot the image");
    typed(all, "min_disk", INTEGER, "GB of disk that a machine needs to boot the image");
    readOnly(typed(all, "self", STRING, "Path of the image"));
    readOnly(typed(all, "file", STRING, "Path of the data"));
    readOnly(typed(all, "stores", STRING, "Ids of the stores that hold the data, with commas"));
    readOnly(typed(all, "schema", STRING, "Path of this schema"));
  }

  private static void locations(ObjectNode all) {
    ObjectNode item =
        typed(all, "locations", "array", "Where the data lie in their stores").putObject("items");
    item.put("type", "object");
    ObjectNode parts = item.putObject("properties");
    parts.putObject("url").put("type", STRING).put("maxLength", 255);
    parts.putObject("metadata").put("type", "object");
    ObjectNode check =
        parts
            .putObject("validation_data")
            .put("description", "Digests that the data have, or have to have")
            .put("type", "object")
            .put("writeOnly", true)
            .put("additionalProperties", false);
    ObjectNode digests = check.putObject("properties");
    digests.putObject("checksum").put("type", STRING).put("minLength", 32).put("maxLength", 32);
    digests.putObject("os_hash_algo").put("type", STRING).put("maxLength", 64);
    digests.putObject("os_hash_value").put("type", STRING).put("maxLength", 128);
    check.set("required", words("os_hash_algo", "os_hash_value"));
    item.set("required", words("url", "metadata"));
  }

  private static ObjectNode typed(ObjectNode all, String name, String type, String description) {
    return all.putObject(name).put("type", type).put("description", description);
  }

  private static ObjectNode nullable(ObjectNode all, String name, String type, String description) {
    ObjectNode property = all.putObject(name);
    property.set("type", words("null", type));
    return property.put("description", description);
  }

  private static ObjectNode readOnly(ObjectNode property) {
    return property.put("readOnly", true);
  }

  private static ArrayNode words(String... words) {
    ArrayNode array = JSON.arrayNode();
    for (String word : words) {
      array.add(word);
    }
    return array;
  }

  private static ArrayNode nullOr(List<String> words) {
    ArrayNode array = JSON.arrayNode().addNull();
    words.forEach(array::add);
    return array;
  }

  private static void links(ArrayNode links, String one, String first, String two, String second) {
    links.addObject().put("rel", one).put("href", first);
    links.addObject().put("rel", two).put("href", second);
    links.addObject().put("rel", "describedby").put("href", "{schema}");
  }
}
