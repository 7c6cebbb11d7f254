// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs.internal;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.metadef.MetadefCatalogue;
import org.oriel.metadef.Tag;
import org.oriel.metadefs.Tags;

/** Tags on a catalogue. */
final class TagsService extends PartsService<Tag> implements Tags {
  TagsService(MetadefCatalogue catalogue, Access access, Clock clock) {
    super(Tag.class, catalogue.tags(), access, clock);
  }

  @Override
  public List<Tag> page(
      Caller caller,
      String namespace,
      SortKey key,
      boolean ascending,
      Optional<String> marker,
      Optional<Integer> limit) {
    access().permitted(caller, namespace, "get_metadef_tags");
    List<Tag> sorted = TagOrder.sorted(parts().of(namespace), key, ascending);
    int begin = marker.map(name -> sorted.indexOf(get(namespace, name)) + 1).orElse(0);
    List<Tag> rest = sorted.subList(begin, sorted.size());
    return List.copyOf(
        limit.map(most -> rest.subList(0, Math.min(most, rest.size()))).orElse(rest));
  }

  @Override
  public void put(Caller caller, String namespace, List<Tag> tags, boolean append) {
    access().permitted(caller, namespace, "add_metadef_tags");
    if (append) {
      parts().add(namespace, tags);
    } else {
      parts().replaceAll(namespace, tags);
    }
  }

  @Override
  public void clear(Caller caller, String namespace) {
    access().permitted(caller, namespace, "delete_metadef_tags");
    super.clear(caller, namespace);
  }
}
