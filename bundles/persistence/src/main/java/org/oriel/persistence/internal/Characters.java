// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.util.Optional;
import org.oriel.image.Attributes;
import org.oriel.image.Image;
import org.oriel.image.ImageQuery;
import org.oriel.image.Refusal;

/** Refuses text that the columns cannot hold: utf8mb3 ends where the basic plane ends. */
record Characters(Flavour flavour) {
  /** Checks all text of an image that users may have written. */
  void check(Image image) {
    if (flavour.takesAllCharacters()) {
      return;
    }
    Attributes attributes = image.attributes();
    check("Name", attributes.name());
    check("Owner", attributes.owner());
    check("Disk_format", attributes.diskFormat());
    check("Container_format", attributes.containerFormat());
    attributes.tags().forEach(tag -> check("Tags", tag));
    attributes
        .properties()
        .forEach(
            (name, value) -> {
              check("Property names", name);
              check(title(name), value);
            });
    image.content().locations().forEach(location -> check("Locations", location.url()));
  }

  /** Checks all text of a query. */
  void check(ImageQuery query) {
    if (flavour.takesAllCharacters()) {
      return;
    }
    query.texts().values().forEach(texts -> texts.forEach(this::checkParameter));
    query.tags().forEach(this::checkParameter);
    query.marker().ifPresent(this::checkParameter);
    query
        .properties()
        .forEach(
            (name, value) -> {
              checkParameter(name);
              checkParameter(value);
            });
  }

  private void checkParameter(String text) {
    check("Param values", text);
  }

  /**
   * Checks one text.
   *
   * @throws Refusal.Invalid if a character does not fit
   */
  void check(String text) {
    check("Text", text);
  }

  private void check(String field, String text) {
    if (!flavour.takesAllCharacters()
        && text.chars().anyMatch(c -> Character.isSurrogate((char) c))) {
      throw new Refusal.Invalid(field + " can't contain 4 byte unicode characters.");
    }
  }

  private void check(String field, Optional<String> text) {
    text.ifPresent(present -> check(field, present));
  }

  private static String title(String name) {
    return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
