// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oriel.image.ImageQuery.Direction;
import org.oriel.image.ImageQuery.Sort;
import org.oriel.image.ImageQuery.SortKey;

/**
 * The order of a list on bare columns, so that an index can give it; what is absent comes before
 * all else, on every database alike.
 */
final class Order {
  private static final Map<SortKey, String> COLUMNS =
      Map.of(
          SortKey.NAME, "name",
          SortKey.STATUS, "status",
          SortKey.CONTAINER_FORMAT, "container_format",
          SortKey.DISK_FORMAT, "disk_format",
          SortKey.SIZE, "size",
          SortKey.ID, "id",
          SortKey.CREATED_AT, "created_at",
          SortKey.UPDATED_AT, "updated_at");

  private static final Set<SortKey> NEVER_ABSENT =
      Set.of(SortKey.ID, SortKey.STATUS, SortKey.CREATED_AT);

  private final List<Sort> keys;

  /**
   * @param keys with the id among them; what follows it decides nothing
   */
  Order(List<Sort> keys) {
    int id = keys.stream().map(Sort::key).toList().indexOf(SortKey.ID);
    this.keys = List.copyOf(keys.subList(0, id + 1));
  }

  /** As it stands behind ORDER BY, for the rows of an alias. */
  String text(String alias) {
    return keys.stream()
        .map(sort -> alias + COLUMNS.get(sort.key()) + " " + sort.direction())
        .collect(Collectors.joining(", "));
  }

  /** The same behind columns that are equal in all rows, as an index has them. */
  String text(String alias, List<String> before) {
    String direction = " " + keys.get(0).direction() + ", ";
    return before.stream().map(column -> alias + column + direction).collect(Collectors.joining())
        + text(alias);
  }

  /**
   * The key that leads an index which gives this order, if it is walked in one direction: time of
   * creation and id follow.
   */
  Optional<SortKey> walked() {
    List<SortKey> by = keys.stream().map(Sort::key).toList();
    boolean oneWay = keys.stream().map(Sort::direction).distinct().count() == 1;
    boolean ends =
        by.size() <= 3
            && by.size() >= 2
            && by.subList(by.size() - 2, by.size()).equals(List.of(SortKey.CREATED_AT, SortKey.ID));
    return oneWay && ends ? Optional.of(by.get(0)) : Optional.empty();
  }

  /**
   * All that comes after a row: by the first key, or equal in it and by the second, and so on. The
   * bound of the first key, said once more before, is where an index starts.
   */
  Condition after(ImageRow marker) {
    List<Condition> ways = new ArrayList<>();
    List<Condition> equal = new ArrayList<>();
    for (Sort sort : keys) {
      Optional<Condition> beyond = beyond(sort, "", marker);
      if (beyond.isPresent()) {
        List<Condition> way = new ArrayList<>(equal);
        way.add(beyond.get());
        ways.add(Condition.all(way).within("(", ")"));
      }
      equal.add(equal(sort, marker));
    }
    if (ways.isEmpty()) {
      return Condition.of("1 = 0");
    }
    Condition after = Condition.any(ways);
    return beyond(keys.get(0), "=", marker).map(bound -> bound.and(after)).orElse(after);
  }

  private static Condition equal(Sort sort, ImageRow marker) {
    @Nullable Object value = value(marker, sort.key());
    return value == null
        ? Condition.of(column(sort) + " IS NULL")
        : Condition.of(column(sort) + " = ?", value);
  }

  private static Optional<Condition> beyond(Sort sort, String orEqual, ImageRow marker) {
    @Nullable Object value = value(marker, sort.key());
    String column = column(sort);
    boolean up = sort.direction() == Direction.ASC;
    if (value == null) {
      return orEqual.isEmpty() == up
          ? Optional.of(Condition.of(column + (up ? " IS NOT NULL" : " IS NULL")))
          : Optional.empty();
    }
    if (up) {
      return Optional.of(Condition.of(column + " >" + orEqual + " ?", value));
    }
    return Optional.of(
        NEVER_ABSENT.contains(sort.key())
            ? Condition.of(column + " <" + orEqual + " ?", value)
            : Condition.of("(" + column + " <" + orEqual + " ? OR " + column + " IS NULL)", value));
  }

  private static String column(Sort sort) {
    return "i." + COLUMNS.get(sort.key());
  }

  private static @Nullable Object value(ImageRow row, SortKey key) {
    return switch (key) {
      case NAME -> row.name;
      case STATUS -> row.status;
      case CONTAINER_FORMAT -> row.containerFormat;
      case DISK_FORMAT -> row.diskFormat;
      case SIZE -> row.size;
      case ID -> row.id;
      case CREATED_AT -> row.createdAt;
      case UPDATED_AT -> row.updatedAt;
    };
  }
}
