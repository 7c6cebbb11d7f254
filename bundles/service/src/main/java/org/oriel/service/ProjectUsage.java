// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import java.util.Map;
import org.oriel.image.Caller;

/** What the caller's project takes up, where limits are kept for it. */
public interface ProjectUsage {
  /**
   * Usage and limit of one resource, in MiB or images.
   *
   * @param limit negative for none
   */
  record Use(long usage, long limit) {}

  /** Usage and limits by the API's names; empty where no limits are kept. */
  Map<String, Use> of(Caller caller);
}
