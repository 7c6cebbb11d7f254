// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.oriel.image.Refusal;
import org.oriel.rest.internal.wire.Answer;
import org.oriel.rest.internal.wire.HttpRefusal;
import org.oriel.service.AttributeNames;
import org.oriel.service.Change;

/**
 * What a client writes to change an image.
 *
 * @param changes in their order
 */
record PatchDocument(List<Change> changes) {
  private static final String OLDER = "application/openstack-images-v2.0-json-patch";
  private static final String NEWER = "application/openstack-images-v2.1-json-patch";
  private static final List<String> OPERATIONS = List.of("add", "remove", "replace");
  private static final int MOST_OPERATIONS = 10_000;

  /** One operation, in the words of either media type. */
  private record Operation(String verb, JsonNode path, boolean newer) {}

  /**
   * The reader for a media type.
   *
   * @return whether it is the newer one
   * @throws HttpRefusal with 415 for any other
   */
  static boolean newer(String mediaType) {
    if (mediaType.equals(NEWER)) {
      return true;
    }
    if (mediaType.equals(OLDER)) {
      return false;
    }
    throw new HttpRefusal(
        Answer.of(415, "The media type of a change is " + OLDER + " or " + NEWER + ".")
            .with("Accept-Patch", OLDER + ", " + NEWER));
  }

  /**
   * Reads the document.
   *
   * @throws Refusal.Invalid if it is malformed or a value cannot be
   * @throws Refusal.Forbidden for names that the client may not write
   */
  static PatchDocument of(JsonNode body, boolean newer, Values values) {
    if (!body.isArray()) {
      throw new Refusal.Invalid("Request body must be a JSON array of operation objects.");
    }
    if (body.size() > MOST_OPERATIONS) {
      throw new Refusal.Invalid("More than " + MOST_OPERATIONS + " operations.");
    }
    List<Change> changes = new ArrayList<>();
    for (JsonNode raw : body) {
      if (!raw.isObject()) {
        throw new Refusal.Invalid("Operations must be JSON objects.");
      }
      Operation operation = newer ? newerForm(raw) : olderForm(raw);
      List<String> tokens = tokens(operation);
      String name = tokens.get(0);
      Optional<JsonNode> value = value(raw, operation.verb());
      AttributeNames.requireWritable(name);
      changes.add(
          name.equals(AttributeNames.LOCATIONS)
              ? ofLocations(operation, tokens, value)
              : change(operation, name, value, values));
    }
    return new PatchDocument(List.copyOf(changes));
  }

  private static Operation newerForm(JsonNode raw) {
    JsonNode verb = raw.get("op");
    String available = " It must be one of the following: " + String.join(", ", OPERATIONS) + ".";
    if (verb == null || verb.isNull()) {
      throw new Refusal.Invalid("Unable to find `op` in JSON Schema change." + available);
    }
    if (!verb.isTextual() || !OPERATIONS.contains(verb.textValue())) {
      throw new Refusal.Invalid("Invalid operation: `" + verb.asText() + "`." + available);
    }
    JsonNode path = raw.get("path");
    if (path == null) {
      throw new Refusal.Invalid("Unable to find 'path' in JSON Schema change");
    }
    return new Operation(verb.textValue(), path, true);
  }

  private static Operation olderForm(JsonNode raw) {
    List<String> verbs = OPERATIONS.stream().filter(raw::has).toList();
    if (verbs.size() != 1) {
      throw new Refusal.Invalid(
          "Operation objects must contain exactly one member named \"add\", \"remove\", or"
              + " \"replace\".");
    }
    return new Operation(verbs.get(0), raw.path(verbs.get(0)), false);
  }

  private static List<String> tokens(Operation operation) {
    if (!operation.path().isTextual()) {
      throw new Refusal.Invalid("A JSON pointer is a string.");
    }
    List<String> tokens = JsonPointer.tokens(operation.path().textValue());
    boolean deep =
        tokens.get(0).equals(AttributeNames.LOCATIONS) && !operation.verb().equals("replace");
    if (tokens.size() != (deep ? 2 : 1)) {
      throw new Refusal.Invalid(
          "Invalid JSON pointer for this resource: '/" + String.join("/", tokens) + "'");
    }
    return tokens;
  }

  private static Optional<JsonNode> value(JsonNode raw, String verb) {
    if (verb.equals("remove")) {
      return Optional.empty();
    }
    JsonNode value = raw.get("value");
    if (value == null) {
      throw new Refusal.Invalid("Operation \"" + verb + "\" requires a member named \"value\".");
    }
    return Optional.of(value);
  }

  private static Change ofLocations(
      Operation operation, List<String> tokens, Optional<JsonNode> value) {
    if (value.isEmpty()) {
      return new Change.RemoveLocation(tokens.get(1));
    }
    return operation.verb().equals("replace")
        ? new Change.ReplaceLocations(LocationDocument.all(value.get()))
        : new Change.AddLocation(tokens.get(1), LocationDocument.one(value.get()));
  }

  private static Change change(
      Operation operation, String name, Optional<JsonNode> value, Values values) {
    if (value.isEmpty()) {
      values.requireRemovable(name);
      return new Change.Remove(name);
    }
    Optional<Object> typed = values.of(name, value.get());
    if (AttributeNames.isCustom(name)) {
      Values.propertyName(name);
    }
    if (operation.verb().equals("replace")) {
      return new Change.Replace(name, typed);
    }
    return operation.newer() ? new Change.Add(name, typed) : new Change.Create(name, typed);
  }
}
