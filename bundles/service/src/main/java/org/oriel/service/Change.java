// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import java.util.List;
import java.util.Optional;

/**
 * One change of an attribute or custom property, already of the right form: values are {@code
 * String}, {@code Boolean}, {@code Integer} or a {@code Set} of strings as the attribute's type
 * says, and empty for JSON's null.
 */
public sealed interface Change {
  /** Name of the attribute, in the API's words, or of the custom property. */
  String name();

  /** Sets a value whether or not there is one: "add" of the newer media type. */
  record Add(String name, Optional<Object> value) implements Change {}

  /** Sets a value that must not be there yet: "add" of the older media type. */
  record Create(String name, Optional<Object> value) implements Change {}

  /** Sets a value that must be there already. */
  record Replace(String name, Optional<Object> value) implements Change {}

  /** Removes a custom property, which must be there. */
  record Remove(String name) implements Change {}

  /** A change of the places where the data lie. */
  sealed interface OfLocations extends Change {
    @Override
    default String name() {
      return AttributeNames.LOCATIONS;
    }
  }

  /**
   * Adds a place.
   *
   * @param position a number, or {@code -} for the end; only its form matters
   */
  record AddLocation(String position, GivenLocation location) implements OfLocations {}

  /** Sets the places of an image that has none, or the metadata of those it has. */
  record ReplaceLocations(List<GivenLocation> locations) implements OfLocations {
    public ReplaceLocations {
      locations = List.copyOf(locations);
    }
  }

  /**
   * Removes a place with the data that lie there.
   *
   * @param position a number in the order in which locations are shown, or {@code -} for the last
   */
  record RemoveLocation(String position) implements OfLocations {}
}
