// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.util.Set;
import org.oriel.image.Attributes;
import org.oriel.image.Refusal;
import org.oriel.service.AttributeNames;

/** How many tags and properties an image may have. */
final class Quotas {
  private final int properties;
  private final int tags;

  Quotas(ServiceSettings settings) {
    this.properties = settings.propertyQuota();
    this.tags = settings.tagQuota();
  }

  /**
   * Refuses attributes that have more than may be, unless they had so before.
   *
   * @throws Refusal.OverQuota in Glance's words
   */
  void check(Attributes before, Attributes after) {
    boolean moreTags = !before.tags().containsAll(after.tags());
    if (moreTags && tags >= 0 && after.tags().size() > tags) {
      throw over("tags", after.tags().size(), tags);
    }
    Set<String> had = before.properties().keySet();
    boolean moreProperties = !had.containsAll(after.properties().keySet());
    long count =
        after.properties().keySet().stream()
            .filter(name -> !AttributeNames.isReserved(name))
            .count();
    if (moreProperties && properties >= 0 && count > properties) {
      throw over("properties", count, properties);
    }
  }

  private static Refusal over(String what, long attempted, int most) {
    return new Refusal.OverQuota(
        "The limit has been exceeded on the number of allowed image "
            + what
            + ". Attempted: "
            + attempted
            + ", Maximum: "
            + most);
  }
}
