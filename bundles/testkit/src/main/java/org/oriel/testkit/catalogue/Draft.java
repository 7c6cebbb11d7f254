// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.oriel.image.ImageQuery;

/** A query in the making: everything the caller may see, by id, until something else is said. */
record Draft(ImageQuery query) {
  static Draft of() {
    return new Draft(Samples.all());
  }

  Draft text(ImageQuery.TextColumn column, String... texts) {
    Map<ImageQuery.TextColumn, Set<String>> more = new HashMap<>(query.texts());
    more.put(column, Set.of(texts));
    return with(more, query.numbers(), query.times(), query.properties(), query.tags());
  }

  Draft range(ImageQuery.NumberColumn column, long least, long most) {
    return range(new ImageQuery.NumberRange(column, OptionalLong.of(least), OptionalLong.of(most)));
  }

  Draft range(ImageQuery.NumberRange range) {
    List<ImageQuery.NumberRange> more = new ArrayList<>(query.numbers());
    more.add(range);
    return with(query.texts(), more, query.times(), query.properties(), query.tags());
  }

  Draft time(ImageQuery.TimeColumn column, ImageQuery.Operator operator, Instant instant) {
    List<ImageQuery.TimeBound> more = new ArrayList<>(query.times());
    more.add(new ImageQuery.TimeBound(column, operator, instant));
    return with(query.texts(), query.numbers(), more, query.properties(), query.tags());
  }

  Draft property(String name, String text) {
    Map<String, String> more = new HashMap<>(query.properties());
    more.put(name, text);
    return with(query.texts(), query.numbers(), query.times(), more, query.tags());
  }

  Draft tag(String tag) {
    Set<String> more = new HashSet<>(query.tags());
    more.add(tag);
    return with(query.texts(), query.numbers(), query.times(), query.properties(), more);
  }

  Draft protect(boolean wanted) {
    return with(Optional.of(wanted), query.hidden(), query.visibility(), query.memberStatus());
  }

  Draft hide(boolean wanted) {
    return with(query.isProtected(), Optional.of(wanted), query.visibility(), query.memberStatus());
  }

  Draft visibility(ImageQuery.VisibilityFilter filter) {
    return with(query.isProtected(), query.hidden(), filter, query.memberStatus());
  }

  Draft members(ImageQuery.MemberFilter filter) {
    return with(query.isProtected(), query.hidden(), query.visibility(), filter);
  }

  /** The first key said replaces the order by id, further ones follow it. */
  Draft sort(ImageQuery.SortKey key, ImageQuery.Direction direction) {
    List<ImageQuery.Sort> order = new ArrayList<>();
    if (!query.order().equals(Samples.all().order())) {
      order.addAll(query.order());
      order.removeIf(sort -> sort.key() == ImageQuery.SortKey.ID);
    }
    order.add(new ImageQuery.Sort(key, direction));
    return with(order, query.marker(), query.limit());
  }

  Draft marker(Optional<String> marker) {
    return with(query.order(), marker, query.limit());
  }

  Draft limit(int limit) {
    return with(query.order(), query.marker(), limit);
  }

  private Draft with(List<ImageQuery.Sort> order, Optional<String> marker, int limit) {
    return new Draft(
        new ImageQuery(
            query.texts(),
            query.numbers(),
            query.times(),
            query.properties(),
            query.tags(),
            query.isProtected(),
            query.hidden(),
            query.visibility(),
            query.memberStatus(),
            order,
            marker,
            limit));
  }

  private Draft with(
      Optional<Boolean> isProtected,
      Optional<Boolean> hidden,
      ImageQuery.VisibilityFilter visibility,
      ImageQuery.MemberFilter members) {
    return new Draft(
        new ImageQuery(
            query.texts(),
            query.numbers(),
            query.times(),
            query.properties(),
            query.tags(),
            isProtected,
            hidden,
            visibility,
            members,
            query.order(),
            query.marker(),
            query.limit()));
  }

  private Draft with(
      Map<ImageQuery.TextColumn, Set<String>> texts,
      List<ImageQuery.NumberRange> numbers,
      List<ImageQuery.TimeBound> times,
      Map<String, String> properties,
      Set<String> tags) {
    return new Draft(
        new ImageQuery(
            texts,
            numbers,
            times,
            properties,
            tags,
            query.isProtected(),
            query.hidden(),
            query.visibility(),
            query.memberStatus(),
            query.order(),
            query.marker(),
            query.limit()));
  }
}
