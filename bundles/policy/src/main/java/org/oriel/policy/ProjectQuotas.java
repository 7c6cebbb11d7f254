// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.image.Refusal;

/**
 * How much a project may take up: by Keystone's unified limits where they are in force, else by one
 * number of bytes for everybody. Checks look at what is there now; two at once can pass together.
 * Who asks without a project is not limited. When Keystone must be asked and cannot be, each check
 * is {@link Refusal.Unavailable}.
 */
public interface ProjectQuotas {
  /**
   * Usage and limit of one resource.
   *
   * @param limit negative for none
   */
  record Use(long usage, long limit) {}

  /**
   * Refuses one more image.
   *
   * @throws Refusal.OverQuota naming the limit
   */
  void requireImage(Optional<String> project);

  /**
   * Refuses more data in stores.
   *
   * @param more bytes to come, if they are known and not yet counted; else 0
   * @throws Refusal.OverQuota naming the limit
   */
  void requireStorage(Optional<String> project, long more);

  /**
   * Refuses more data in the staging area.
   *
   * @param more bytes to come, if they are known and not yet counted; else 0
   * @throws Refusal.OverQuota naming the limit
   */
  void requireStaging(Optional<String> project, long more);

  /**
   * Refuses if more images of the project take in data at once than may; asked when the image in
   * question is one of them already.
   *
   * @throws Refusal.OverQuota naming the limit
   */
  void requireUploads(Optional<String> project);

  /**
   * Bytes that may still be stored, by the number for everybody; empty for no such limit.
   *
   * @param except id of an image whose data do not count
   */
  OptionalLong room(Optional<String> project, Optional<String> except);

  /**
   * Refuses data that do not fit into the room.
   *
   * @param size bytes; if unknown, refused only where no room is left at all
   * @param except id of an image whose data do not count
   * @throws Refusal.TooLarge saying how much room there is
   */
  default void requireRoom(Optional<String> project, Optional<String> except, OptionalLong size) {
    OptionalLong room = room(project, except);
    if (room.isPresent()
        && (size.isEmpty() ? room.getAsLong() <= 0 : size.getAsLong() > room.getAsLong())) {
      throw tooLarge(size, room.getAsLong());
    }
  }

  /** The refusal of data that do not fit into the room. */
  static Refusal.TooLarge tooLarge(OptionalLong size, long room) {
    return new Refusal.TooLarge(
        "The size of the data "
            + (size.isPresent() ? Long.toString(size.getAsLong()) : "None")
            + " will exceed the limit. "
            + room
            + " bytes remaining.");
  }

  /**
   * Usage and limits by the names of the resources; empty where unified limits are not in force.
   */
  Map<String, Use> usage(Optional<String> project);
}
