// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;

/** Imports of image data, which go on after the request. */
public interface Imports {
  /**
   * Checks a request to import the data of an image, and orders the import.
   *
   * @return the URL of the other server that has the staged data and has to be asked instead; then
   *     nothing was done
   * @throws Refusal.NotFound if the caller may not see the image
   * @throws Refusal.Forbidden by policy
   * @throws Refusal.Conflict if the image is in no state for it, an import works on it already, or
   *     a store is unknown
   * @throws Refusal.Invalid if the request contradicts itself, or data may not be fetched from
   *     there
   * @throws Refusal.Unavailable if too much work waits already
   */
  Optional<String> request(Caller caller, String id, ImportRequest request);
}
