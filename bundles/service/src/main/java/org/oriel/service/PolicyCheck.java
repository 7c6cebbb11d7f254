// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import java.util.List;
import java.util.Map;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;

/** Tells an operator what a rule says of a caller, and why. */
public interface PolicyCheck {
  /**
   * What a rule says.
   *
   * @param visible whether the caller may know of the image at all; if not, no rule is asked
   * @param reasons the rule, taken apart
   */
  record Judgement(boolean visible, Reason reasons) {
    /** Whether the caller gets what he wants. */
    public boolean allowed() {
      return visible && reasons.holds();
    }
  }

  /**
   * What one part of a rule says.
   *
   * @param said the part in words of the rule language
   * @param found what it looked at, for people; may be empty
   */
  record Reason(String said, boolean holds, String found, List<Reason> parts) {
    public Reason {
      parts = List.copyOf(parts);
    }
  }

  /**
   * Judges by an image.
   *
   * @param caller by user, project and roles; whether he is an administrator is found out
   * @throws Refusal.NotFound if there is no such image
   */
  Judgement ofImage(String rule, Caller caller, String imageId);

  /** Judges by facts, as the rules name them. */
  Judgement ofTarget(String rule, Caller caller, Map<String, String> target);
}
