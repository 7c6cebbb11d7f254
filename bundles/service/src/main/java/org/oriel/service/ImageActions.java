// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import org.oriel.image.Caller;
import org.oriel.image.Refusal;

/** What is done to an image as a whole. An image that the caller may not see is not found. */
public interface ImageActions {
  /**
   * Withholds the data of an active image from all but administrators. Idempotent.
   *
   * @throws Refusal.Forbidden by policy, or for an image in another status
   * @throws Refusal.Conflict if somebody else moved it meanwhile
   */
  void deactivate(Caller caller, String id);

  /**
   * Gives the data out again. Idempotent.
   *
   * @throws Refusal.Forbidden by policy, or for an image in another status
   * @throws Refusal.Conflict if somebody else moved it meanwhile
   */
  void reactivate(Caller caller, String id);

  /**
   * Deletes the copy that one store holds of an image.
   *
   * @throws Refusal.NotFound if there is just one store, or the image is not in the named one
   * @throws Refusal.Forbidden by policy, or for the last copy
   * @throws Refusal.Conflict if the store is not configured, the image is not active, or its data
   *     are in use
   */
  void deleteFrom(Caller caller, String store, String id);
}
