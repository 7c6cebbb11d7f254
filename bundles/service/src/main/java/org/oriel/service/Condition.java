// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import org.oriel.image.Image;

/** What must be true of an image, as its caller sees it, for something to be done to it. */
@FunctionalInterface
public interface Condition {
  /** Holds for every image. */
  Condition NONE = image -> true;

  /** Whether it holds for an image. */
  boolean holds(Image image);
}
