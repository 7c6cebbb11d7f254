// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.oriel.image.Image;
import org.oriel.image.Refusal;
import org.oriel.image.Visibility;
import org.oriel.rest.internal.schema.TypedProperties;
import org.oriel.service.AttributeNames;

/** Checks values of image attributes, one by one, and gives them their Java types. */
final class Values {
  private static final int MOST_NAME = 255;
  private static final int MOST_PROPERTY_BYTES = 65_535;

  private final Set<String> diskFormats;
  private final Set<String> containerFormats;
  private final TypedProperties properties;

  Values(List<String> diskFormats, List<String> containerFormats, TypedProperties properties) {
    this.diskFormats = Set.copyOf(diskFormats);
    this.containerFormats = Set.copyOf(containerFormats);
    this.properties = properties;
  }

  /**
   * The value of an attribute or custom property: a {@code String}, {@code Boolean}, {@code
   * Integer} or {@code Set} of strings; empty for null.
   *
   * @throws Refusal.Invalid if the attribute cannot have it
   */
  Optional<Object> of(String name, JsonNode value) {
    return switch (name) {
      case "id" -> Optional.of(id(value));
      case "name", "owner" -> text(name, value, MOST_NAME);
      case "visibility" -> Optional.of(visibility(value));
      case "protected", "os_hidden" -> Optional.of(flag(value));
      case "min_disk", "min_ram" -> Optional.of(number(name, value));
      case "disk_format" -> oneOf(name, value, diskFormats);
      case "container_format" -> oneOf(name, value, containerFormats);
      case "tags" -> Optional.of(tags(value));
      default -> custom(name, value);
    };
  }

  /**
   * Refuses halves of characters, which no database can hold. Whether it holds characters beyond
   * the basic plane, the catalogue knows.
   *
   * @throws Refusal.Invalid naming the field
   */
  static String whole(String field, String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new Refusal.Invalid(title(field) + " cannot be encoded as UTF-8.");
    }
    return text;
  }

  /**
   * The name of a custom property.
   *
   * @throws Refusal.Invalid if it is empty, too long or not whole
   */
  static String propertyName(String name) {
    if (name.isEmpty()) {
      throw new Refusal.Invalid("A custom property needs a name.");
    }
    if (name.length() > MOST_NAME) {
      throw new Refusal.Invalid("Custom property should not be greater than 255 characters.");
    }
    return whole("Property names", name);
  }

  static Refusal mismatch(String what) {
    return new Refusal.Invalid("Provided object does not match schema 'image': " + what);
  }

  private static String id(JsonNode value) {
    if (!value.isTextual()) {
      throw wrongType(value, "string");
    }
    if (!Image.isId(value.textValue())) {
      throw mismatch(shown(value) + " does not match the pattern of an image id");
    }
    return value.textValue();
  }

  private Optional<Object> custom(String name, JsonNode value) {
    if (AttributeNames.isCustom(name) && !properties.admits(name)) {
      throw mismatch("Additional properties are not allowed ('" + name + "' was unexpected)");
    }
    Optional<String> violation = properties.violation(name, value);
    if (violation.isPresent()) {
      throw mismatch(shown(value) + violation.get());
    }
    // Where null is no violation it was defined as a value.
    return value.isNull() && properties.defines(name)
        ? Optional.empty()
        : Optional.of(property(name, value));
  }

  /**
   * Refuses a new image that lacks a custom property.
   *
   * @throws Refusal.Invalid naming it
   */
  void requireAll(Set<String> given) {
    properties.missing(given).stream().findFirst().ifPresent(Values::requireNot);
  }

  /**
   * Refuses to remove a custom property that images must have.
   *
   * @throws Refusal.Invalid naming it
   */
  void requireRemovable(String name) {
    if (properties.required().contains(name)) {
      requireNot(name);
    }
  }

  private static void requireNot(String missing) {
    throw mismatch("'" + missing + "' is a required property");
  }

  private static Optional<Object> text(String name, JsonNode value, int most) {
    if (value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrongType(value, "null', 'string");
    }
    if (length(value.textValue()) > most) {
      throw mismatch(shown(value) + " is too long");
    }
    return Optional.of(whole(name, value.textValue()));
  }

  private static Object visibility(JsonNode value) {
    if (!value.isTextual()) {
      throw wrongType(value, "string");
    }
    if (Visibility.ofWord(value.textValue()).isEmpty()) {
      throw mismatch(shown(value) + " is not one of ['community', 'public', 'private', 'shared']");
    }
    return value.textValue();
  }

  private static Boolean flag(JsonNode value) {
    if (!value.isBoolean()) {
      throw wrongType(value, "boolean");
    }
    return value.booleanValue();
  }

  private static Integer number(String name, JsonNode value) {
    if (!value.isIntegralNumber()) {
      throw wrongType(value, "integer");
    }
    if (!value.canConvertToInt()) {
      throw new Refusal.Invalid(name + " is beyond the range of whole numbers of four bytes.");
    }
    if (value.intValue() < 0) {
      throw new Refusal.Invalid(name + " cannot be negative.");
    }
    return value.intValue();
  }

  private static Optional<Object> oneOf(String name, JsonNode value, Set<String> words) {
    if (value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrongType(value, "null', 'string");
    }
    if (!words.contains(value.textValue())) {
      throw mismatch(shown(value) + " is not one of the values of " + name);
    }
    return Optional.of(value.textValue());
  }

  private static Set<String> tags(JsonNode value) {
    if (!value.isArray()) {
      throw wrongType(value, "array");
    }
    Set<String> tags = new HashSet<>();
    for (JsonNode tag : value) {
      if (!tag.isTextual()) {
        throw wrongType(tag, "string");
      }
      if (length(tag.textValue()) > MOST_NAME) {
        throw mismatch(shown(tag) + " is too long");
      }
      tags.add(whole("tags", tag.textValue()));
    }
    return tags;
  }

  private static String property(String name, JsonNode value) {
    if (!value.isTextual()) {
      throw wrongType(value, "string");
    }
    String text = whole(name, value.textValue());
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_PROPERTY_BYTES) {
      throw new Refusal.Invalid(
          "The value of a custom property can have " + MOST_PROPERTY_BYTES + " bytes at most.");
    }
    return text;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static Refusal wrongType(JsonNode value, String type) {
    return mismatch(shown(value) + " is not of type '" + type + "'");
  }

  private static String shown(JsonNode value) {
    String text = value.isTextual() ? "'" + value.textValue() + "'" : value.toString();
    return text.length() <= 300 ? text : text.substring(0, 300) + "...";
  }

  private static String title(String field) {
    return field.isEmpty() ? field : Character.toUpperCase(field.charAt(0)) + field.substring(1);
  }
}
