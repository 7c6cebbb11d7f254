// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes images of rows: one statement for the rows, one for all that hangs on them. */
final class ImageReader {
  private static final Logger LOG = LoggerFactory.getLogger(ImageReader.class);

  private static final int PROPERTY = 1;
  private static final int TAG = 2;

  private static final String CHILDREN =
      "SELECT 1, image_id, name, value, id FROM image_properties"
          + " WHERE image_id IN (:ids) AND deleted = FALSE"
          + " UNION ALL SELECT 2, image_id, value, NULL, id FROM image_tags"
          + " WHERE image_id IN (:ids) AND deleted = FALSE"
          + " UNION ALL SELECT 3, image_id, value, meta_data, id FROM image_locations"
          + " WHERE image_id IN (:ids) AND deleted = FALSE AND status = 'active'";

  private ImageReader() {}

  /** The living images of ids. */
  static List<Image> living(Connection connection, List<String> ids) throws SQLException {
    List<ImageRow> rows =
        Jdbc.select(
            connection,
            "SELECT "
                + ImageRow.COLUMNS
                + " FROM images i WHERE i.id IN ("
                + marks(ids)
                + ") AND i.deleted = FALSE",
            filled(ids),
            ImageRow::of);
    return images(connection, rows);
  }

  /** Whether an image is shared with the caller's project. */
  static boolean isMember(Connection connection, String id, Caller caller) throws SQLException {
    return caller.project().isPresent()
        && !Jdbc.select(
                connection,
                "SELECT id FROM image_members"
                    + " WHERE image_id = ? AND member = ? AND deleted = FALSE",
                List.of(id, caller.project().get()),
                row -> row.getInt(1))
            .isEmpty();
  }

  /** The row of an id, be the image alive or not. */
  static Optional<ImageRow> row(Connection connection, String id) throws SQLException {
    String sql = "SELECT " + ImageRow.COLUMNS + " FROM images i WHERE i.id = ?";
    return Jdbc.select(connection, sql, List.of(id), ImageRow::of).stream().findFirst();
  }

  /** The images of rows, in their order. */
  static List<Image> images(Connection connection, List<ImageRow> rows) throws SQLException {
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<String, Children> children =
        children(connection, rows.stream().map(row -> row.id).toList());
    return rows.stream().map(row -> row.image(of(row.id, children))).toList();
  }

  private static Map<String, Children> children(Connection connection, List<String> ids)
      throws SQLException {
    List<String> values = new ArrayList<>();
    for (int part = 0; part < 3; part++) {
      values.addAll(filled(ids));
    }
    Map<String, Children> children = new HashMap<>();
    Jdbc.select(connection, CHILDREN.replace(":ids", marks(ids)), values, Child::of).stream()
        .sorted(Comparator.comparing(Child::key))
        .forEach(child -> hang(child, of(child.image(), children)));
    return children;
  }

  /** The children of an id, whose case may be another in the row of a child. */
  private static Children of(String id, Map<String, Children> children) {
    return children.computeIfAbsent(id.toLowerCase(Locale.ROOT), any -> new Children());
  }

  private static void hang(Child child, Children children) {
    switch (child.kind()) {
      case PROPERTY ->
          children.properties().put(child.first(), child.second() == null ? "" : child.second());
      case TAG -> children.tags().add(child.first());
      default ->
          children.locations().add(new ImageLocation(child.first(), metadata(child.second())));
    }
  }

  private static Map<String, Object> metadata(@Nullable String json) {
    if (json == null || json.equals("{}")) {
      return Map.of();
    }
    try {
      return Json.read(json);
    } catch (IllegalArgumentException e) {
      LOG.warn("The metadata of a location cannot be read: {}", e.getMessage());
      return Map.of();
    }
  }

  /** Few sizes of statements, so that the database knows them again. */
  private static int places(List<String> ids) {
    return ids.size() == 1 ? 1 : Integer.highestOneBit(ids.size() - 1) << 1;
  }

  private static String marks(List<String> ids) {
    return "?" + ", ?".repeat(places(ids) - 1);
  }

  /** The ids, the last repeated until all places are taken. */
  private static List<String> filled(List<String> ids) {
    List<String> filled = new ArrayList<>(ids);
    while (filled.size() < places(ids)) {
      filled.add(ids.get(ids.size() - 1));
    }
    return filled;
  }

  private record Child(int kind, String image, String first, @Nullable String second, long key) {
    static Child of(ResultSet row) throws SQLException {
      return new Child(
          row.getInt(1), row.getString(2), row.getString(3), row.getString(4), row.getLong(5));
    }
  }
}
