// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.oriel.image.Multihash;
import org.oriel.image.Refusal;
import org.oriel.service.GivenLocation;

/** What a client writes about a place where data lie. */
final class LocationDocument {
  private static final int MOST_URL = 255;
  private static final int MOST_PROMISED_URL = 65_535;
  private static final int MD5_DIGITS = 32;
  private static final int MOST_ALGORITHM = 64;
  private static final int MOST_DIGEST = 128;
  private static final Set<String> MULTIHASH = Set.of("os_hash_algo", "os_hash_value");
  private static final Set<String> DIGESTS = Set.of("checksum", "os_hash_algo", "os_hash_value");

  private LocationDocument() {}

  /**
   * Reads a list of locations.
   *
   * @throws Refusal.Invalid if it is malformed
   */
  static List<GivenLocation> all(JsonNode value) {
    if (!value.isArray()) {
      throw wrongType("locations", "array");
    }
    List<GivenLocation> locations = new ArrayList<>();
    for (JsonNode each : value) {
      locations.add(one(each));
    }
    return locations;
  }

  /**
   * Reads a location.
   *
   * @throws Refusal.Invalid if it is malformed
   */
  static GivenLocation one(JsonNode value) {
    if (!value.isObject()) {
      throw wrongType("a location", "object");
    }
    for (String name : List.of("url", "metadata")) {
      if (!value.has(name)) {
        throw Values.mismatch("'" + name + "' is a required property");
      }
    }
    String url = text("url", value.get("url"), MOST_URL);
    Map<String, Object> metadata = metadata("metadata", value.get("metadata"));
    JsonNode digests = value.get("validation_data");
    return digests == null
        ? new GivenLocation(url, metadata, Optional.empty(), Optional.empty())
        : withDigests(url, metadata, digests);
  }

  /**
   * Data that a client says are there.
   *
   * @param expected digest that they must have
   */
  record Promise(String url, Optional<Multihash> expected) {}

  /**
   * Reads what a client says about data that are there.
   *
   * @throws Refusal.Invalid if it is malformed
   */
  static Promise promise(JsonNode value) {
    if (!value.isObject()) {
      throw wrongType("a location", "object");
    }
    if (!value.has("url")) {
      throw Values.mismatch("'url' is a required property");
    }
    String url = text("url", value.get("url"), MOST_PROMISED_URL);
    JsonNode digests = value.get("validation_data");
    if (digests == null) {
      return new Promise(url, Optional.empty());
    }
    if (!digests.isObject()) {
      throw wrongType("validation_data", "object");
    }
    requireOnly(digests, MULTIHASH);
    if (digests.isEmpty()) {
      return new Promise(url, Optional.empty());
    }
    return new Promise(url, Optional.of(multihash(digests)));
  }

  private static void requireOnly(JsonNode digests, Set<String> names) {
    digests
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!names.contains(name)) {
                throw Values.mismatch("Additional properties are not allowed in validation_data");
              }
            });
  }

  private static Multihash multihash(JsonNode digests) {
    for (String name : List.of("os_hash_algo", "os_hash_value")) {
      if (!digests.has(name)) {
        throw Values.mismatch("'" + name + "' is a required property");
      }
    }
    return new Multihash(
        text("os_hash_algo", digests.get("os_hash_algo"), MOST_ALGORITHM),
        text("os_hash_value", digests.get("os_hash_value"), MOST_DIGEST));
  }

  private static GivenLocation withDigests(
      String url, Map<String, Object> metadata, JsonNode digests) {
    if (!digests.isObject()) {
      throw wrongType("validation_data", "object");
    }
    requireOnly(digests, DIGESTS);
    Multihash multihash = multihash(digests);
    Optional<String> checksum =
        Optional.ofNullable(digests.get("checksum"))
            .map(node -> text("checksum", node, MD5_DIGITS));
    if (checksum.filter(text -> text.length() < MD5_DIGITS).isPresent()) {
      throw Values.mismatch("checksum is too short");
    }
    return new GivenLocation(url, metadata, checksum, Optional.of(multihash));
  }

  private static String text(String name, JsonNode value, int most) {
    if (!value.isTextual()) {
      throw wrongType(name, "string");
    }
    if (value.textValue().length() > most) {
      throw Values.mismatch(name + " is too long");
    }
    return value.textValue();
  }

  private static Map<String, Object> metadata(String name, JsonNode value) {
    if (!value.isObject()) {
      throw wrongType(name, "object");
    }
    Map<String, Object> metadata = new LinkedHashMap<>();
    value
        .properties()
        .forEach(each -> metadata.put(each.getKey(), plain(each.getKey(), each.getValue())));
    return metadata;
  }

  /** Texts, and maps and lists of such. */
  private static Object plain(String name, JsonNode value) {
    if (value.isTextual()) {
      return value.textValue();
    }
    if (value.isObject()) {
      return metadata(name, value);
    }
    if (value.isArray()) {
      List<Object> list = new ArrayList<>();
      value.forEach(each -> list.add(plain(name, each)));
      return list;
    }
    throw new Refusal.Invalid(
        "The image metadata key "
            + name
            + " has an invalid type. Only dict, list, and unicode are supported.");
  }

  private static Refusal wrongType(String what, String type) {
    return Values.mismatch(what + " is not of type '" + type + "'");
  }
}
