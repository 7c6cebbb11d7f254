// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import java.util.List;
import org.oriel.image.Caller;
import org.oriel.image.Member;
import org.oriel.image.Refusal;

/**
 * With whom images are shared. An image that the caller may not see is {@link Refusal.NotFound} for
 * every call. Who is neither owner nor administrator sees only the membership of his own project.
 */
public interface Members {
  /**
   * Members of an image, oldest first.
   *
   * @throws Refusal.Forbidden if the image is not shared
   */
  List<Member> list(Caller caller, String imageId);

  /**
   * A member.
   *
   * @throws Refusal.NotFound for whatever reason the caller cannot see it
   */
  Member show(Caller caller, String imageId, String project);

  /**
   * Shares an image with a project, which has not answered yet.
   *
   * @throws Refusal.Forbidden by policy, or if the image is not shared
   * @throws Refusal.Conflict if the project is a member already
   * @throws Refusal.OverQuota for too many members
   */
  Member add(Caller caller, String imageId, String project);

  /**
   * Stores what a member made of the offer.
   *
   * @throws Refusal.Forbidden by policy: the owner cannot answer for a member
   */
  Member answer(Caller caller, String imageId, String project, Member.Status status);

  /**
   * Shares an image no longer with a project.
   *
   * @throws Refusal.Forbidden by policy
   */
  void remove(Caller caller, String imageId, String project);
}
