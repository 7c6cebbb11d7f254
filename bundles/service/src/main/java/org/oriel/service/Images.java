// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import java.util.List;
import java.util.Optional;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageQuery;
import org.oriel.image.Refusal;

/**
 * Image records. An image that the caller may not see is {@link Refusal.NotFound} for every call.
 */
public interface Images {
  /**
   * Creates an image without data.
   *
   * @param id wanted by the caller; a new one otherwise
   * @param attributes with the owner asked for; the caller's project if absent
   * @throws Refusal.Forbidden by policy, or for a foreign owner
   * @throws Refusal.Conflict if the id was ever used
   * @throws Refusal.OverQuota for too many tags or properties
   */
  Image create(Caller caller, Optional<String> id, Attributes attributes);

  /** An image. */
  Image show(Caller caller, String id);

  /**
   * A page of images. Images that the policy hides are left out.
   *
   * @return the page, and whether there may be more after it
   */
  Page list(Caller caller, ImageQuery query);

  /**
   * Applies changes, all or none.
   *
   * @return the image afterwards
   */
  default Image change(Caller caller, String id, List<Change> changes) {
    return change(caller, id, changes, Condition.NONE);
  }

  /**
   * Applies changes, all or none, if a condition holds and nobody else changes the image meanwhile.
   *
   * @return the image afterwards
   * @throws Refusal.Outdated if the condition does not hold, or not any more
   */
  Image change(Caller caller, String id, List<Change> changes, Condition condition);

  /**
   * Deletes an image and its data.
   *
   * @throws Refusal.Forbidden by policy, or if it is protected
   * @throws Refusal.Conflict if its data are in use
   */
  default void delete(Caller caller, String id) {
    delete(caller, id, Condition.NONE);
  }

  /**
   * Deletes an image and its data, if a condition holds.
   *
   * @throws Refusal.Outdated if it does not hold
   */
  void delete(Caller caller, String id, Condition condition);

  /** Adds a tag. Idempotent. */
  void tag(Caller caller, String id, String tag);

  /**
   * Removes a tag.
   *
   * @throws Refusal.NotFound also if the image does not have it
   */
  void untag(Caller caller, String id, String tag);

  /**
   * Images of a page.
   *
   * @param next id of the image after which the next page starts, if there may be one
   */
  record Page(List<Image> images, Optional<String> next) {
    public Page {
      images = List.copyOf(images);
    }
  }
}
