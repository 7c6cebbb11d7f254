// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.oriel.image.ImageQuery;

/** What a query asks of each image, whoever asks. */
final class Filters {
  private static final Map<ImageQuery.TextColumn, String> TEXTS =
      Map.of(
          ImageQuery.TextColumn.ID, "i.id",
          ImageQuery.TextColumn.NAME, "i.name",
          ImageQuery.TextColumn.STATUS, "i.status",
          ImageQuery.TextColumn.CONTAINER_FORMAT, "i.container_format",
          ImageQuery.TextColumn.DISK_FORMAT, "i.disk_format",
          ImageQuery.TextColumn.OWNER, "i.owner",
          ImageQuery.TextColumn.CHECKSUM, "i.checksum",
          ImageQuery.TextColumn.OS_HASH_ALGO, "i.os_hash_algo",
          ImageQuery.TextColumn.OS_HASH_VALUE, "i.os_hash_value");

  private static final Map<ImageQuery.NumberColumn, String> NUMBERS =
      Map.of(
          ImageQuery.NumberColumn.SIZE, "i.size",
          ImageQuery.NumberColumn.VIRTUAL_SIZE, "i.virtual_size",
          ImageQuery.NumberColumn.MIN_DISK, "i.min_disk",
          ImageQuery.NumberColumn.MIN_RAM, "i.min_ram");

  private static final Map<ImageQuery.TimeColumn, String> TIMES =
      Map.of(
          ImageQuery.TimeColumn.CREATED_AT, "i.created_at",
          ImageQuery.TimeColumn.UPDATED_AT, "COALESCE(i.updated_at, i.created_at)");

  private static final Map<ImageQuery.Operator, String> OPERATORS =
      Map.of(
          ImageQuery.Operator.GT, ">",
          ImageQuery.Operator.GTE, ">=",
          ImageQuery.Operator.LT, "<",
          ImageQuery.Operator.LTE, "<=",
          ImageQuery.Operator.EQ, "=",
          ImageQuery.Operator.NEQ, "<>");

  private final ImageQuery query;
  private final List<Condition> all = new ArrayList<>();

  Filters(ImageQuery query) {
    this.query = query;
  }

  /** Whether there is a filter that may leave few images, so that these are found first. */
  boolean areNarrow() {
    return !query.texts().isEmpty()
        || !query.numbers().isEmpty()
        || !query.times().isEmpty()
        || !query.properties().isEmpty()
        || !query.tags().isEmpty();
  }

  /** The condition that they make, which includes that the image lives. */
  Condition condition() {
    all.add(
        Condition.of(
            "i.deleted = FALSE AND i.status NOT IN ('killed', 'deleted', 'pending_delete')"));
    query
        .texts()
        .forEach((column, texts) -> text(Objects.requireNonNull(TEXTS.get(column)), texts));
    for (ImageQuery.NumberRange range : query.numbers()) {
      String column = NUMBERS.get(range.column());
      range.least().ifPresent(least -> all.add(Condition.of(column + " >= ?", least)));
      range.most().ifPresent(most -> all.add(Condition.of(column + " <= ?", most)));
    }
    for (ImageQuery.TimeBound bound : query.times()) {
      String comparison = TIMES.get(bound.column()) + " " + OPERATORS.get(bound.operator()) + " ?";
      all.add(Condition.of(comparison, Flavour.naive(bound.instant())));
    }
    query
        .properties()
        .forEach(
            (name, text) ->
                all.add(
                    Condition.of(
                        "i.id IN (SELECT p.image_id FROM image_properties p"
                            + " WHERE p.name = ? AND p.value = ? AND p.deleted = FALSE)",
                        name,
                        text)));
    query
        .tags()
        .forEach(
            tag ->
                all.add(
                    Condition.of(
                        "i.id IN (SELECT t.image_id FROM image_tags t"
                            + " WHERE t.value = ? AND t.deleted = FALSE)",
                        tag)));
    query.isProtected().ifPresent(wanted -> all.add(Condition.of("i.protected = ?", wanted)));
    query.hidden().ifPresent(wanted -> all.add(Condition.of("i.os_hidden = ?", wanted)));
    return Condition.all(all);
  }

  private void text(String column, Set<String> texts) {
    if (texts.isEmpty()) {
      all.add(Condition.of("1 = 0"));
    } else if (texts.size() == 1) {
      all.add(Condition.of(column + " = ?", texts.iterator().next()));
    } else {
      all.add(
          new Condition(
              column + " IN (?" + ", ?".repeat(texts.size() - 1) + ")", List.copyOf(texts)));
    }
  }
}
