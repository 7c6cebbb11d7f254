// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs;

import java.util.List;
import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.metadef.Tag;

/** Tags of namespaces. */
public interface Tags extends Parts<Tag> {
  /** What tags can be ordered by. */
  enum SortKey {
    ID,
    NAME,
    CREATED_AT,
    UPDATED_AT
  }

  /**
   * A page of tags. Ties are broken by the order of adding.
   *
   * @param marker tag after which the page begins
   * @param limit most tags; all if absent
   * @throws Refusal.NotFound also if there is no such marker
   */
  List<Tag> page(
      Caller caller,
      String namespace,
      SortKey key,
      boolean ascending,
      Optional<String> marker,
      Optional<Integer> limit);

  /**
   * Gives a namespace several tags, all or none.
   *
   * @param append whether the tags that are there stay
   * @throws Refusal.Conflict if a name is there, or given twice
   */
  void put(Caller caller, String namespace, List<Tag> tags, boolean append);
}
