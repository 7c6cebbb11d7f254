// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageQuery;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;

/** Walks through all active images page by page, while others delete some of them. */
final class ActiveImages implements Iterator<Image> {
  private static final int PAGE = 500;

  private final ImageCatalogue catalogue;
  private final Optional<String> owner;
  private List<String> previous = List.of();
  private Iterator<Image> page;
  private boolean more = true;

  ActiveImages(ImageCatalogue catalogue, Optional<String> owner) {
    this.catalogue = catalogue;
    this.owner = owner;
    this.page = List.<Image>of().iterator();
  }

  @Override
  public boolean hasNext() {
    while (!page.hasNext() && more) {
      turn();
    }
    return page.hasNext();
  }

  @Override
  public Image next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.next();
  }

  private void turn() {
    List<Image> found = after();
    more = found.size() == PAGE;
    Set<String> seen = Set.copyOf(previous);
    page = found.stream().filter(image -> !seen.contains(image.id())).toList().iterator();
    previous = found.stream().map(Image::id).collect(Collectors.toCollection(ArrayList::new));
  }

  /** A page cannot start after an image that was deleted meanwhile: then after the one before. */
  private List<Image> after() {
    if (previous.isEmpty()) {
      return catalogue.list(query(Optional.empty()), Caller.SYSTEM);
    }
    Optional<List<Image>> found = Optional.empty();
    for (int last = previous.size() - 1; last >= 0 && found.isEmpty(); last--) {
      found = after(previous.get(last));
    }
    return found.orElseThrow(
        () -> new Refusal.Unavailable("Too many images are deleted now.", Duration.ofMinutes(1)));
  }

  private Optional<List<Image>> after(String id) {
    try {
      return Optional.of(catalogue.list(query(Optional.of(id)), Caller.SYSTEM));
    } catch (Refusal.Invalid gone) {
      return Optional.empty();
    }
  }

  private ImageQuery query(Optional<String> after) {
    ImageQuery every = ImageQuery.everyInStatus(ImageStatus.ACTIVE, after, PAGE);
    if (owner.isEmpty()) {
      return every;
    }
    Map<ImageQuery.TextColumn, Set<String>> texts =
        Map.of(
            ImageQuery.TextColumn.STATUS,
            Set.of(ImageStatus.ACTIVE.word()),
            ImageQuery.TextColumn.OWNER,
            Set.of(owner.get()));
    return new ImageQuery(
        texts,
        every.numbers(),
        every.times(),
        every.properties(),
        every.tags(),
        every.isProtected(),
        every.hidden(),
        every.visibility(),
        every.memberStatus(),
        every.order(),
        every.marker(),
        every.limit());
  }
}
