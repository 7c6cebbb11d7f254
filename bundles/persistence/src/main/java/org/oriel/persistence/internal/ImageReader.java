// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.persistence.config.HintValues;
import org.eclipse.persistence.config.QueryHints;
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
  private static final int LOCATION = 3;

  /** The columns of an image, by alias {@code i}. */
  static final String COLUMNS =
      "i.id, i.name, i.size, i.status, i.created_at, i.updated_at, i.deleted_at, i.deleted,"
          + " i.disk_format, i.container_format, i.checksum, i.owner, i.min_disk, i.min_ram,"
          + " i.protected, i.virtual_size, i.visibility, i.os_hidden, i.os_hash_algo,"
          + " i.os_hash_value";

  private static final String CHILDREN =
      "SELECT 1, image_id, id, name, value FROM image_properties"
          + " WHERE image_id IN (%1$s) AND deleted = FALSE"
          + " UNION ALL SELECT 2, image_id, id, value, NULL FROM image_tags"
          + " WHERE image_id IN (%1$s) AND deleted = FALSE"
          + " UNION ALL SELECT 3, image_id, id, value, meta_data FROM image_locations"
          + " WHERE image_id IN (%1$s) AND deleted = FALSE AND status = 'active'";

  private static final String MEMBER =
      " UNION ALL SELECT 4, image_id, id, member, status FROM image_members"
          + " WHERE image_id IN (%1$s) AND deleted = FALSE AND member = ?";

  private ImageReader() {}

  /**
   * The rows that a statement selects. JPQL is not used for it: EclipseLink writes values into the
   * text of a statement that has a subquery, without regard for the backslash of MariaDB.
   */
  static List<ImageRow> rows(EntityManager entities, String sql, List<?> values) {
    Query query = entities.createNativeQuery(sql, ImageRow.class);
    for (int i = 0; i < values.size(); i++) {
      query.setParameter(i + 1, values.get(i));
    }
    query.setHint(QueryHints.READ_ONLY, HintValues.TRUE);
    List<?> rows = query.getResultList();
    return rows.stream().map(ImageRow.class::cast).toList();
  }

  /** The living image of an id, if the caller may see it. */
  static Optional<Image> find(EntityManager entities, String id, Caller caller) {
    List<ImageRow> rows =
        rows(
            entities,
            "SELECT " + COLUMNS + " FROM images i WHERE i.id = ? AND i.deleted = FALSE",
            List.of(id));
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    ImageRow row = rows.get(0);
    Optional<String> project = caller.isAdmin() ? Optional.empty() : caller.project();
    Children children = of(row.id, children(entities, List.of(row.id), project));
    return Optional.of(row.image(children))
        .filter(image -> image.visibleTo(caller, !children.members().isEmpty()));
  }

  /** The images of rows, in their order. */
  static List<Image> images(EntityManager entities, List<ImageRow> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    List<String> ids = rows.stream().map(row -> row.id).toList();
    Map<String, Children> children = children(entities, ids, Optional.empty());
    return rows.stream().map(row -> row.image(of(row.id, children))).toList();
  }

  private static Map<String, Children> children(
      EntityManager entities, List<String> ids, Optional<String> project) {
    int places = places(ids.size());
    String marks = "?" + ", ?".repeat(places - 1);
    int parts = 3 + (project.isPresent() ? 1 : 0);
    Query query =
        entities.createNativeQuery(
            String.format(CHILDREN + (project.isPresent() ? MEMBER : ""), marks));
    int at = 1;
    for (int part = 0; part < parts; part++) {
      for (int place = 0; place < places; place++) {
        query.setParameter(at++, ids.get(Math.min(place, ids.size() - 1)));
      }
    }
    if (project.isPresent()) {
      query.setParameter(at, project.get());
    }
    Map<String, Children> children = new HashMap<>();
    List<?> rows = query.getResultList();
    rows.stream()
        .map(row -> (Object[]) row)
        .sorted(Comparator.comparing(row -> ((Number) row[2]).longValue()))
        .forEach(row -> hang(row, of((String) row[1], children)));
    return children;
  }

  /** The children of an id, whose case may be another in the row of a child. */
  private static Children of(String id, Map<String, Children> children) {
    return children.computeIfAbsent(id.toLowerCase(Locale.ROOT), any -> new Children());
  }

  private static void hang(Object[] row, Children children) {
    String first = (String) row[3];
    @Nullable String second = (String) row[4];
    switch (((Number) row[0]).intValue()) {
      case PROPERTY -> children.properties().put(first, second == null ? "" : second);
      case TAG -> children.tags().add(first);
      case LOCATION -> children.locations().add(new ImageLocation(first, metadata(second)));
      default -> children.members().add(second == null ? "" : second);
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
  private static int places(int ids) {
    return ids == 1 ? 1 : Integer.highestOneBit(ids - 1) << 1;
  }
}
