// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage;

import java.util.List;
import java.util.OptionalLong;

/**
 * How data are to be taken in.
 *
 * @param store id of the store
 * @param blobId id under which the store keeps the data: the image's id
 * @param expectedSize bytes announced, if any
 * @param sizeCap most bytes that may come
 * @param hashAlgorithm the API's word for the multihash, such as {@code sha512}
 * @param watchers who look on
 */
public record Intake(
    String store,
    String blobId,
    OptionalLong expectedSize,
    long sizeCap,
    String hashAlgorithm,
    List<Watcher> watchers) {
  public Intake {
    watchers = List.copyOf(watchers);
  }
}
