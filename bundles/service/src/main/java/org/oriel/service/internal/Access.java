// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.util.Map;
import java.util.Set;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.Refusal;
import org.oriel.policy.Policy;
import org.oriel.policy.Targets;

/**
 * The first checks of every use case, in their order: may the caller know of the image, then may he
 * do what he wants.
 */
final class Access {
  private static final String GET_IMAGE = "get_image";
  private static final Set<String> READS =
      Set.of(GET_IMAGE, "download_image", "download_from_store", "fetch_image_location");

  private final ImageCatalogue catalogue;
  private final Policy policy;

  Access(ImageCatalogue catalogue, Policy policy) {
    this.catalogue = catalogue;
    this.policy = policy;
  }

  /**
   * An image that the caller may know of.
   *
   * @throws Refusal.NotFound otherwise
   */
  Image visible(Caller caller, String id) {
    return catalogue.find(id, caller).orElseThrow(() -> unknown(id));
  }

  /** An image for which a rule holds. */
  Image permitted(Caller caller, String id, String rule) {
    Image image = visible(caller, id);
    require(rule, caller, image);
    return image;
  }

  /** An image that the caller may change, by a rule and, with older rules, as its owner. */
  Image changeable(Caller caller, String id, String rule) {
    Image image = permitted(caller, id, rule);
    requireOwnership(caller, image);
    return image;
  }

  /** Whether the caller may see a listed image. */
  boolean mayGet(Caller caller, Image image) {
    return allows(GET_IMAGE, caller, image);
  }

  /** Whether a rule holds for an image. */
  boolean allows(String rule, Caller caller, Image image) {
    return policy.allows(rule, caller, Targets.of(image, caller));
  }

  /** Whether only the newer, narrower rules count. */
  boolean enforcesNewDefaults() {
    return policy.enforcesNewDefaults();
  }

  /**
   * Refuses if a rule does not hold.
   *
   * @throws Refusal.NotFound if the caller may not even see the image
   * @throws Refusal.Forbidden otherwise
   */
  void require(String rule, Caller caller, Image image) {
    Map<String, Object> target = Targets.of(image, caller);
    if (policy.allows(rule, caller, target)) {
      if (!READS.contains(rule)) {
        requireWriter(caller);
      }
      return;
    }
    if (rule.equals(GET_IMAGE) || !policy.allows(GET_IMAGE, caller, target)) {
      throw unknown(image.id());
    }
    policy.require(rule, caller, target);
  }

  /** Refuses callers who may only look. */
  static void requireWriter(Caller caller) {
    if (caller.readOnly()) {
      throw new Refusal.Forbidden("Read-only access");
    }
  }

  /** With the older, wider rules it is ownership that protects an image. */
  void requireOwnership(Caller caller, Image image) {
    if (!policy.enforcesNewDefaults() && !caller.isAdmin() && !image.ownedBy(caller)) {
      throw new Refusal.Forbidden("You do not own this image");
    }
  }

  static Refusal unknown(String id) {
    return new Refusal.NotFound("No image found with ID " + id);
  }
}
