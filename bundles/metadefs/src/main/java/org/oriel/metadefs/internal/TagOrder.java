// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.oriel.metadef.Tag;
import org.oriel.metadefs.Tags;

/** Orders of tags. */
final class TagOrder {
  private TagOrder() {}

  static List<Tag> newestFirst(List<Tag> added) {
    return sorted(added, Tags.SortKey.CREATED_AT, false);
  }

  /**
   * Sorts tags.
   *
   * @param added in the order of adding, which breaks ties
   */
  static List<Tag> sorted(List<Tag> added, Tags.SortKey key, boolean ascending) {
    List<Tag> sorted = new ArrayList<>(added);
    switch (key) {
      case ID -> {}
      case NAME -> sorted.sort(Comparator.comparing(Tag::name));
      case CREATED_AT -> sorted.sort(Comparator.comparing(tag -> tag.times().createdAt()));
      case UPDATED_AT -> sorted.sort(Comparator.comparing(tag -> tag.times().updatedAt()));
    }
    if (!ascending) {
      Collections.reverse(sorted);
    }
    return sorted;
  }
}
