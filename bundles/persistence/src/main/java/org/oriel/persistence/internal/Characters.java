// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.util.Optional;
import org.oriel.image.Attributes;
import org.oriel.image.Image;
import org.oriel.image.Refusal;

/** Refuses text that the columns cannot hold: utf8mb3 ends where the basic plane ends. */
record Characters(Flavour flavour) {
  /** Checks all text of an image that users may have written. */
  void check(Image image) {
    if (flavour.takesAllCharacters()) {
      return;
    }
    Attributes attributes = image.attributes();
    check(attributes.name());
    check(attributes.owner());
    check(attributes.diskFormat());
    check(attributes.containerFormat());
    attributes.tags().forEach(this::check);
    attributes
        .properties()
        .forEach(
            (name, value) -> {
              check(name);
              check(value);
            });
    image.content().locations().forEach(location -> check(location.url()));
  }

  /**
   * Checks one text.
   *
   * @throws Refusal.Invalid if a character does not fit
   */
  void check(String text) {
    if (!flavour.takesAllCharacters()
        && text.chars().anyMatch(c -> Character.isSurrogate((char) c))) {
      throw new Refusal.Invalid(
          "Invalid input: characters outside the basic plane are not supported.");
    }
  }

  private void check(Optional<String> text) {
    text.ifPresent(this::check);
  }
}
