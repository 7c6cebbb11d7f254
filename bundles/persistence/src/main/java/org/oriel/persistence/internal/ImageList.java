// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.image.ImageQuery;
import org.oriel.image.ImageQuery.SortKey;

/**
 * Turns a query into one statement. What a caller may see is said in parts that exclude each other;
 * each part gives its first rows, and of these the first are taken. So every part can walk an index
 * of its own, and no page costs more than so many rows of each.
 */
final class ImageList {
  private static final Walk OWNER = Walk.of("oriel_images_owner", "deleted", "owner");
  private static final Walk VISIBILITY =
      Walk.of("oriel_images_visibility", "deleted", "visibility");
  private static final Map<SortKey, Walk> WALKS =
      Map.of(
          SortKey.CREATED_AT, Walk.of("oriel_images_created", "deleted"),
          SortKey.UPDATED_AT, Walk.of("oriel_images_updated", "deleted"),
          SortKey.NAME, Walk.of("oriel_images_name", "deleted"),
          SortKey.SIZE, Walk.of("oriel_images_size", "deleted"),
          SortKey.STATUS, Walk.of("oriel_images_status", "deleted"));

  private final ImageQuery query;
  private final Filters filters;
  private final List<Sight.Part> parts;
  private final Order order;
  private final Flavour flavour;

  ImageList(ImageQuery query, Caller caller, Flavour flavour) {
    this.query = query;
    this.filters = new Filters(query);
    this.parts = new Sight(query, caller).parts();
    this.order = new Order(query.order());
    this.flavour = flavour;
  }

  /** The rows of the page that starts after a marker. */
  List<ImageRow> rows(Connection connection, Optional<ImageRow> marker) throws SQLException {
    Optional<Condition> statement = statement(marker);
    return statement.isEmpty()
        ? List.of()
        : Jdbc.select(connection, statement.get().text(), statement.get().values(), ImageRow::of);
  }

  /** The statement; none if the caller can see nothing. */
  Optional<Condition> statement(Optional<ImageRow> marker) {
    Condition asked = filters.condition();
    Condition wanted = marker.map(row -> asked.and(order.after(row))).orElse(asked);
    List<Condition> selects = new ArrayList<>();
    for (Sight.Part part : parts) {
      Condition where = part.condition().and(wanted);
      Optional<Walk> walk = walk(part.kind());
      String hint = walk.map(it -> flavour.hint(it.index())).orElse("");
      String sorted = walk.map(it -> order.text("i.", it.equal())).orElse(order.text("i."));
      selects.add(
          where.within(
              "SELECT " + ImageRow.COLUMNS + " FROM images i" + hint + " WHERE ",
              " ORDER BY " + sorted + " LIMIT " + query.limit()));
    }
    if (selects.size() < 2) {
      return selects.stream().findFirst();
    }
    List<Object> values = new ArrayList<>();
    selects.forEach(select -> values.addAll(select.values()));
    String union = String.join(") UNION ALL (", selects.stream().map(Condition::text).toList());
    return Optional.of(
        new Condition(
            "(" + union + ") ORDER BY " + order.text("") + " LIMIT " + query.limit(), values));
  }

  /**
   * The index that gives the order, where there is one and no filter might leave so few images that
   * walking past all others takes longer than finding and sorting these. Databases guess badly
   * here: they would sort a million rows for the first 25.
   */
  private Optional<Walk> walk(Sight.Kind kind) {
    if (filters.areNarrow() || order.walked().isEmpty()) {
      return Optional.empty();
    }
    SortKey by = order.walked().get();
    return switch (kind) {
      case ALL -> Optional.ofNullable(WALKS.get(by));
      case OWN -> by == SortKey.CREATED_AT ? Optional.of(OWNER) : Optional.empty();
      case VISIBILITY -> by == SortKey.CREATED_AT ? Optional.of(VISIBILITY) : Optional.empty();
      case SHARED -> Optional.empty();
    };
  }

  /** An index and its columns that are equal in all rows which it is asked for. */
  private record Walk(String index, List<String> equal) {
    static Walk of(String index, String... equal) {
      return new Walk(index, List.of(equal));
    }
  }
}
