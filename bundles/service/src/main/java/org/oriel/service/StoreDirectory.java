// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import java.util.List;
import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;
import org.oriel.image.Refusal;

/** What callers may know about stores. */
public interface StoreDirectory {
  /** Whether several named stores are configured. */
  boolean multistore();

  /** Ids of the stores that clients may name, in the order of the configuration. */
  List<String> ids();

  /**
   * The stores that clients may name, without what is for administrators.
   *
   * @throws Refusal.NotFound if there is just one store
   */
  List<StoreFacts> stores();

  /**
   * The stores that clients may name, with all that is known.
   *
   * @throws Refusal.NotFound if there is just one store
   * @throws Refusal.Forbidden by policy
   */
  List<StoreFacts> details(Caller caller);

  /** Locations of an image, best store first. */
  List<ImageLocation> locations(Image image);

  /**
   * Comma-separated ids of the stores that hold the image, if several stores are configured and any
   * holds it.
   */
  Optional<String> holding(Image image);
}
