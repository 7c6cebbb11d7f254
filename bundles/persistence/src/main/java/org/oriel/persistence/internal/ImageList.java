// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageQuery;
import org.oriel.image.ImageQuery.Direction;
import org.oriel.image.ImageQuery.SortKey;
import org.oriel.image.Visibility;

/** Turns a query into one statement. Used once. */
final class ImageList {
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

  private static final String UPDATED = "COALESCE(i.updated_at, i.created_at)";

  private static final Map<SortKey, String> KEYS =
      Map.of(
          SortKey.NAME, "COALESCE(i.name, '')",
          SortKey.STATUS, "i.status",
          SortKey.CONTAINER_FORMAT, "COALESCE(i.container_format, '')",
          SortKey.DISK_FORMAT, "COALESCE(i.disk_format, '')",
          SortKey.SIZE, "COALESCE(i.size, 0)",
          SortKey.ID, "i.id",
          SortKey.CREATED_AT, "i.created_at",
          SortKey.UPDATED_AT, UPDATED);

  private static final Map<ImageQuery.Operator, String> OPERATORS =
      Map.of(
          ImageQuery.Operator.GT, ">",
          ImageQuery.Operator.GTE, ">=",
          ImageQuery.Operator.LT, "<",
          ImageQuery.Operator.LTE, "<=",
          ImageQuery.Operator.EQ, "=",
          ImageQuery.Operator.NEQ, "<>");

  private final ImageQuery query;
  private final Caller caller;
  private final StringBuilder where =
      new StringBuilder(
          "i.deleted = FALSE AND i.status NOT IN ('killed', 'deleted', 'pending_delete')");
  private final List<Object> parameters = new ArrayList<>();

  ImageList(ImageQuery query, Caller caller) {
    this.query = query;
    this.caller = caller;
  }

  /** The rows of the page that starts after a marker. */
  List<ImageRow> rows(EntityManager entities, Optional<Image> marker) {
    filters();
    visibilities();
    marker.ifPresent(this::after);
    StringJoiner order = new StringJoiner(", ");
    query.order().forEach(sort -> order.add(KEYS.get(sort.key()) + " " + sort.direction()));
    String sql =
        "SELECT "
            + ImageReader.COLUMNS
            + " FROM images i WHERE "
            + where
            + " ORDER BY "
            + order
            + " LIMIT "
            + parameter(query.limit());
    return ImageReader.rows(entities, sql, parameters);
  }

  private void filters() {
    query
        .texts()
        .forEach((column, texts) -> text(Objects.requireNonNull(TEXTS.get(column)), texts));
    for (ImageQuery.NumberRange range : query.numbers()) {
      String column = NUMBERS.get(range.column());
      range.least().ifPresent(least -> and(column + " >= " + parameter(least)));
      range.most().ifPresent(most -> and(column + " <= " + parameter(most)));
    }
    for (ImageQuery.TimeBound bound : query.times()) {
      String column = bound.column() == ImageQuery.TimeColumn.CREATED_AT ? "i.created_at" : UPDATED;
      and(
          column
              + " "
              + OPERATORS.get(bound.operator())
              + " "
              + parameter(Flavour.naive(bound.instant())));
    }
    query
        .properties()
        .forEach(
            (name, text) ->
                and(
                    "EXISTS (SELECT 1 FROM image_properties p WHERE p.image_id = i.id"
                        + " AND p.deleted = FALSE AND p.name = "
                        + parameter(name)
                        + " AND p.value = "
                        + parameter(text)
                        + ")"));
    query
        .tags()
        .forEach(
            tag ->
                and(
                    "EXISTS (SELECT 1 FROM image_tags t WHERE t.image_id = i.id"
                        + " AND t.deleted = FALSE AND t.value = "
                        + parameter(tag)
                        + ")"));
    query.isProtected().ifPresent(wanted -> and("i.protected = " + parameter(wanted)));
    query.hidden().ifPresent(wanted -> and("i.os_hidden = " + parameter(wanted)));
  }

  private void text(String column, Set<String> texts) {
    if (texts.isEmpty()) {
      and("1 = 0");
    } else if (texts.size() == 1) {
      and(column + " = " + parameter(texts.iterator().next()));
    } else {
      StringJoiner marks = new StringJoiner(", ", " IN (", ")");
      texts.forEach(text -> marks.add(parameter(text)));
      and(column + marks);
    }
  }

  private void visibilities() {
    switch (query.visibility()) {
      case DEFAULT -> {
        if (caller.isAdmin()) {
          and("(" + is(Visibility.COMMUNITY, "<>") + orOwn() + ")");
        } else {
          and("(" + is(Visibility.PUBLIC, "=") + orOwn() + orShared() + ")");
        }
      }
      case ALL -> seen();
      case PUBLIC, PRIVATE, SHARED, COMMUNITY -> {
        and(is(Visibility.valueOf(query.visibility().name()), "="));
        seen();
      }
    }
  }

  private void seen() {
    if (!caller.isAdmin()) {
      and(
          "("
              + is(Visibility.PUBLIC, "=")
              + " OR "
              + is(Visibility.COMMUNITY, "=")
              + " OR i.owner IS NULL"
              + orOwn()
              + orShared()
              + ")");
    }
  }

  private String is(Visibility visibility, String operator) {
    return "i.visibility " + operator + " " + parameter(visibility.word());
  }

  private String orOwn() {
    return caller.project().map(project -> " OR i.owner = " + parameter(project)).orElse("");
  }

  private String orShared() {
    if (caller.project().isEmpty()) {
      return "";
    }
    String shared =
        " OR ("
            + is(Visibility.SHARED, "=")
            + " AND EXISTS (SELECT 1 FROM image_members m WHERE m.image_id = i.id"
            + " AND m.deleted = FALSE AND m.member = "
            + parameter(caller.project().get());
    return query.memberStatus() == ImageQuery.MemberFilter.ALL
        ? shared + "))"
        : shared
            + " AND m.status = "
            + parameter(query.memberStatus().name().toLowerCase(Locale.ROOT))
            + "))";
  }

  /** All that comes after the marker: by the first key, or equal in it and by the second, … */
  private void after(Image marker) {
    List<ImageQuery.Sort> order = query.order();
    ImageQuery.Sort first = order.get(0);
    // lets an index find the place
    and(beyond(first, "=") + parameter(value(marker, first.key())));
    StringJoiner ways = new StringJoiner(" OR ", "(", ")");
    for (int last = 0; last < order.size(); last++) {
      StringJoiner way = new StringJoiner(" AND ", "(", ")");
      for (ImageQuery.Sort sort : order.subList(0, last)) {
        way.add(KEYS.get(sort.key()) + " = " + parameter(value(marker, sort.key())));
      }
      ImageQuery.Sort sort = order.get(last);
      way.add(beyond(sort, "") + parameter(value(marker, sort.key())));
      ways.add(way.toString());
    }
    and(ways.toString());
  }

  private static String beyond(ImageQuery.Sort sort, String orEqual) {
    String operator = sort.direction() == Direction.ASC ? " >" : " <";
    return KEYS.get(sort.key()) + operator + orEqual + " ";
  }

  private static Object value(Image marker, SortKey key) {
    return switch (key) {
      case NAME -> marker.attributes().name().orElse("");
      case STATUS -> marker.status().word();
      case CONTAINER_FORMAT -> marker.attributes().containerFormat().orElse("");
      case DISK_FORMAT -> marker.attributes().diskFormat().orElse("");
      case SIZE -> marker.content().size().orElse(0);
      case ID -> marker.id();
      case CREATED_AT -> Flavour.naive(marker.createdAt());
      case UPDATED_AT -> Flavour.naive(marker.updatedAt());
    };
  }

  private void and(String condition) {
    where.append(" AND ").append(condition);
  }

  /** The mark of a value, which must stand in the statement in the order of the calls. */
  private String parameter(Object value) {
    parameters.add(value);
    return "?";
  }
}
