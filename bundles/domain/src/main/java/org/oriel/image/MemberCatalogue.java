// SPDX-License-Identifier: Apache-2.0
package org.oriel.image;

import java.util.List;

/** Port: with whom images are shared. One transaction per call. */
public interface MemberCatalogue {
  /** Living members of an image, oldest first. */
  List<Member> of(String imageId);

  /**
   * Adds a member, or revives one that was removed.
   *
   * @throws Refusal.Conflict if the project is a member already
   * @throws Refusal.NotFound if the image does not live
   */
  void add(Member member);

  /**
   * Stores a member's answer.
   *
   * @throws Refusal.NotFound if there is no such living member
   */
  void answer(String imageId, String project, Member.Status status);

  /** Removes a member; {@code false} if there was none. */
  boolean remove(String imageId, String project);
}
