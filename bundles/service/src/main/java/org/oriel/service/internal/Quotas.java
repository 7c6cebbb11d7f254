// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.util.Set;
import org.oriel.image.Attributes;
import org.oriel.image.Refusal;
import org.oriel.service.AttributeNames;

/** How many tags, properties and members an image may have. */
final class Quotas {
  private final int properties;
  private final int tags;
  private final int members;

  Quotas(ServiceSettings settings) {
    this.properties = settings.propertyQuota();
    this.tags = settings.tagQuota();
    this.members = settings.memberQuota();
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

  /**
   * Refuses one member more than there may be.
   *
   * @param present members that the image has
   * @throws Refusal.OverQuota in Glance's words
   */
  void checkMember(String imageId, int present) {
    if (members >= 0 && present + 1 > members) {
      throw new Refusal.OverQuota(
          "Image member limit exceeded for image "
              + imageId
              + ": The limit has been exceeded on the number of allowed image members for this"
              + " image. Attempted: "
              + (present + 1)
              + ", Maximum: "
              + members);
    }
  }

  /**
   * Refuses more locations than there may be.
   *
   * @param most negative for no limit
   * @throws Refusal.OverQuota in Glance's words
   */
  static void checkLocations(int attempted, int most) {
    if (most >= 0 && attempted > most) {
      throw over("locations", attempted, most);
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
