// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy;

import java.util.HashMap;
import java.util.Map;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.Visibility;

/**
 * The facts of a thing that rules may look at; absent facts have no key. The map of an existing
 * image is a view: it costs nothing until a rule looks.
 */
public final class Targets {
  private Targets() {}

  /**
   * An existing image: its attributes, its custom properties, its owner as {@code project_id}. A
   * custom property never stands in for an attribute that the image lacks.
   */
  public static Map<String, Object> of(Image image, Caller caller) {
    return new ImageFacts(image, caller);
  }

  /** An image that is about to be created by a caller. */
  public static Map<String, Object> ofNew(Attributes attributes, Visibility visibility) {
    Map<String, Object> target = new HashMap<>();
    attributes
        .owner()
        .ifPresent(
            owner -> {
              target.put("owner", owner);
              target.put("project_id", owner);
            });
    target.put("visibility", visibility.word());
    return target;
  }
}
