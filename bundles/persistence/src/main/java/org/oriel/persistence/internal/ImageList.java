// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.image.ImageQuery;

/**
 * Turns a query into one statement. What a caller may see is said in parts that exclude each other;
 * each part gives its first rows, and of these the first are taken. So every part can walk an index
 * of its own, and no page costs more than so many rows of each.
 */
final class ImageList {
  private final ImageQuery query;
  private final Filters filters;
  private final List<Sight.Part> parts;
  private final Order order;

  ImageList(ImageQuery query, Caller caller) {
    this.query = query;
    this.filters = new Filters(query);
    this.parts = new Sight(query, caller).parts();
    this.order = new Order(query.order());
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
      String before = "SELECT " + ImageRow.COLUMNS + " FROM images i WHERE ";
      String behind = " ORDER BY " + order.text("i.") + " LIMIT " + query.limit();
      selects.add(where.within(before, behind));
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
}
