// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Attributes;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;
import org.oriel.image.ImageStatus;
import org.oriel.image.Multihash;
import org.oriel.image.Refusal;
import org.oriel.task.TaskCatalogue;

/**
 * Writes the difference between two states of an image within one transaction. The row of the image
 * is always changed first: its lock keeps writers of the same image apart.
 */
final class ImageWriter {
  /** The lock of an import has rules of its own and is not a property that users write. */
  private static final String IMPORT_LOCK = TaskCatalogue.LOCK;

  private final Connection connection;
  private final LocalDateTime now;

  ImageWriter(Connection connection, LocalDateTime now) {
    this.connection = connection;
    this.now = now;
  }

  /**
   * Inserts the row of an image that is new.
   *
   * @throws Refusal.Conflict if there was ever one of this id
   */
  void addRow(Image image, LocalDateTime created, LocalDateTime updated) throws SQLException {
    Map<String, @Nullable Object> columns = columns(image);
    columns.put("id", image.id());
    columns.put("status", image.status().word());
    columns.put("created_at", created);
    columns.put("updated_at", updated);
    columns.put("deleted", false);
    String marks = "?" + ", ?".repeat(columns.size() - 1);
    try {
      execute(
          "INSERT INTO images (" + String.join(", ", columns.keySet()) + ") VALUES (" + marks + ")",
          new ArrayList<>(columns.values()));
    } catch (SQLException e) {
      if (SqlFault.of(e) == SqlFault.DUPLICATE) {
        throw new Refusal.Conflict("Image ID " + image.id() + " already exists!");
      }
      throw e;
    }
  }

  /** Inserts what hangs on an image that is new. */
  void addChildren(Image image) throws SQLException {
    List<Object> properties = new ArrayList<>();
    image
        .attributes()
        .properties()
        .forEach(
            (name, value) -> properties.addAll(Arrays.asList(image.id(), name, value, now, now)));
    try {
      insert(
          "INSERT INTO image_properties (image_id, name, value, created_at, updated_at, deleted)",
          5,
          properties);
    } catch (SQLException e) {
      if (SqlFault.of(e) == SqlFault.DUPLICATE) {
        throw alike();
      }
      throw e;
    }
    addTags(image.id(), image.attributes().tags());
    addLocations(image.id(), image.content().locations());
  }

  /**
   * Writes a difference.
   *
   * @throws Refusal.Conflict if a move started from a status that is no more
   * @throws Refusal.Gone if the image is no more
   */
  void store(Image before, Image after) throws SQLException {
    boolean moves = before.status() != after.status();
    boolean ends = moves && isEnd(after.status());
    Map<String, @Nullable Object> columns = columns(before, after);
    if (moves) {
      columns.put("status", after.status().word());
    }
    if (ends && !isEnd(before.status())) {
      columns.put("deleted", true);
      columns.put("deleted_at", now);
    }
    boolean restores =
        before.status() == ImageStatus.PENDING_DELETE && after.status() == ImageStatus.ACTIVE;
    if (restores) {
      columns.put("deleted", false);
    }
    updateRow(before, moves, columns);
    storeProperties(after.id(), before.attributes().properties(), after.attributes().properties());
    storeTags(before, after);
    storeLocations(before, after);
    if (moves) {
      moveChildren(before, after, restores);
    }
  }

  private void updateRow(Image before, boolean moves, Map<String, @Nullable Object> columns)
      throws SQLException {
    columns.put("updated_at", now);
    List<@Nullable Object> values = new ArrayList<>(columns.values());
    String sql =
        "UPDATE images SET " + String.join(" = ?, ", columns.keySet()) + " = ? WHERE id = ?";
    values.add(before.id());
    boolean pending = moves && before.status() == ImageStatus.PENDING_DELETE;
    sql += " AND deleted = " + (pending ? "TRUE" : "FALSE");
    if (moves) {
      sql += " AND status = ?";
      values.add(before.status().word());
    }
    if (execute(sql, values) == 0) {
      throw refused(before);
    }
  }

  private Refusal refused(Image before) throws SQLException {
    List<Boolean> ended =
        Jdbc.select(
            connection,
            "SELECT deleted FROM images WHERE id = ?",
            List.of(before.id()),
            row -> row.getBoolean(1));
    if (ended.isEmpty() || ended.get(0)) {
      return new Refusal.Gone("Image " + before.id() + " was deleted.");
    }
    return new Refusal.Conflict(
        "Image " + before.id() + " is not in status " + before.status().word() + ".");
  }

  private static Map<String, @Nullable Object> columns(Image before, Image after) {
    Map<String, @Nullable Object> old = columns(before);
    Map<String, @Nullable Object> changed = columns(after);
    changed.entrySet().removeIf(it -> Objects.equals(it.getValue(), old.get(it.getKey())));
    return changed;
  }

  private static Map<String, @Nullable Object> columns(Image image) {
    Attributes attributes = image.attributes();
    Content content = image.content();
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("name", attributes.name().orElse(null));
    columns.put("owner", attributes.owner().filter(owner -> !owner.isEmpty()).orElse(null));
    columns.put("visibility", attributes.visibility().word());
    columns.put("disk_format", attributes.diskFormat().orElse(null));
    columns.put("container_format", attributes.containerFormat().orElse(null));
    columns.put("min_disk", attributes.minDisk());
    columns.put("min_ram", attributes.minRam());
    columns.put("protected", attributes.isProtected());
    columns.put("os_hidden", attributes.hidden());
    columns.put("size", ImageRow.number(content.size()));
    columns.put("virtual_size", ImageRow.number(content.virtualSize()));
    columns.put("checksum", content.checksum().orElse(null));
    columns.put("os_hash_algo", content.multihash().map(Multihash::algorithm).orElse(null));
    columns.put("os_hash_value", content.multihash().map(Multihash::value).orElse(null));
    return columns;
  }

  private void storeProperties(String id, Map<String, String> before, Map<String, String> after)
      throws SQLException {
    Map<String, String> wanted = new LinkedHashMap<>(after);
    wanted.entrySet().removeIf(it -> it.getValue().equals(before.get(it.getKey())));
    List<String> gone = before.keySet().stream().filter(name -> !after.containsKey(name)).toList();
    wanted.remove(IMPORT_LOCK);
    if (wanted.isEmpty() && gone.isEmpty()) {
      return;
    }
    Map<String, Object> there = living(id, "SELECT name, id FROM image_properties");
    for (String name : gone) {
      Object key = there.get(name);
      if (key != null && !name.equals(IMPORT_LOCK)) {
        end("image_properties", key);
      }
    }
    for (Map.Entry<String, String> property : wanted.entrySet()) {
      storeProperty(id, property.getKey(), property.getValue(), there);
    }
  }

  private void storeProperty(String id, String name, String value, Map<String, Object> there)
      throws SQLException {
    Object key = there.get(name);
    if (key != null) {
      execute(
          "UPDATE image_properties SET value = ?, updated_at = ? WHERE id = ?",
          List.of(value, now, key));
      return;
    }
    int revived =
        execute(
            "UPDATE image_properties SET name = ?, value = ?, deleted = FALSE, updated_at = ?"
                + " WHERE image_id = ? AND name = ? AND deleted = TRUE",
            List.of(name, value, now, id, name));
    if (revived == 0) {
      try {
        insert(
            "INSERT INTO image_properties (image_id, name, value, created_at, updated_at, deleted)",
            5,
            List.of(id, name, value, now, now));
      } catch (SQLException e) {
        if (SqlFault.of(e) == SqlFault.DUPLICATE) {
          throw alike();
        }
        throw e;
      }
    }
  }

  private static Refusal alike() {
    return new Refusal.Invalid(
        "Names of properties of one image must differ in more than case, accents or trailing spaces.");
  }

  private void storeTags(Image before, Image after) throws SQLException {
    Set<String> old = before.attributes().tags();
    Set<String> wanted = after.attributes().tags();
    if (old.equals(wanted)) {
      return;
    }
    Map<String, Object> there = living(before.id(), "SELECT value, id FROM image_tags");
    for (String tag : old) {
      Object key = there.get(tag);
      if (key != null && !wanted.contains(tag)) {
        end("image_tags", key);
      }
    }
    addTags(
        before.id(),
        wanted.stream().filter(tag -> !old.contains(tag) && !there.containsKey(tag)).toList());
  }

  private void addTags(String id, Collection<String> tags) throws SQLException {
    List<Object> values = new ArrayList<>();
    tags.forEach(tag -> values.addAll(List.of(id, tag, now, now)));
    insert("INSERT INTO image_tags (image_id, value, created_at, updated_at, deleted)", 4, values);
  }

  private void storeLocations(Image before, Image after) throws SQLException {
    List<ImageLocation> old = before.content().locations();
    List<ImageLocation> wanted = after.content().locations();
    if (old.equals(wanted)) {
      return;
    }
    Map<String, Object> there = living(before.id(), "SELECT value, id FROM image_locations");
    for (ImageLocation location : old) {
      Object key = there.get(location.url());
      if (key != null && wanted.stream().noneMatch(it -> it.url().equals(location.url()))) {
        execute(
            "UPDATE image_locations SET status = 'deleted', deleted = TRUE, deleted_at = ?,"
                + " updated_at = ? WHERE id = ?",
            List.of(now, now, key));
      }
    }
    List<ImageLocation> added = new ArrayList<>();
    for (ImageLocation location : wanted) {
      Object key = there.get(location.url());
      if (key == null && !old.contains(location)) {
        added.add(location);
      } else if (key != null && !old.contains(location)) {
        execute(
            "UPDATE image_locations SET meta_data = ?, updated_at = ? WHERE id = ?",
            List.of(Json.write(location.metadata()), now, key));
      }
    }
    addLocations(before.id(), added);
  }

  private void addLocations(String id, List<ImageLocation> locations) throws SQLException {
    List<Object> values = new ArrayList<>();
    locations.forEach(
        it -> values.addAll(List.of(id, it.url(), Json.write(it.metadata()), "active", now, now)));
    insert(
        "INSERT INTO image_locations"
            + " (image_id, value, meta_data, status, created_at, updated_at, deleted)",
        6,
        values);
  }

  private void moveChildren(Image before, Image after, boolean restores) throws SQLException {
    String id = before.id();
    if (restores) {
      restoreChildren(id);
    } else if (before.status() == ImageStatus.PENDING_DELETE) {
      execute(
          "UPDATE image_locations SET status = 'deleted', updated_at = ?"
              + " WHERE image_id = ? AND status = 'pending_delete'",
          List.of(now, id));
    } else if (isEnd(after.status())) {
      execute(
          "UPDATE image_locations SET status = ?, deleted = TRUE, deleted_at = ?, updated_at = ?"
              + " WHERE image_id = ? AND deleted = FALSE",
          List.of(after.status().word(), now, now, id));
      for (String table : List.of("image_properties", "image_tags", "image_members")) {
        execute(
            "UPDATE "
                + table
                + " SET deleted = TRUE, deleted_at = ?, updated_at = ?"
                + " WHERE image_id = ? AND deleted = FALSE",
            List.of(now, now, id));
      }
    }
  }

  /** Brings back what ended within a second of the image: Glance's own clocks differ a little. */
  private void restoreChildren(String id) throws SQLException {
    LocalDateTime ended =
        Jdbc.select(
                connection,
                "SELECT deleted_at FROM images WHERE id = ?",
                List.of(id),
                row -> row.getObject(1, LocalDateTime.class))
            .get(0);
    LocalDateTime from = ended.minusSeconds(1);
    LocalDateTime to = ended.plusSeconds(1);
    execute(
        "UPDATE image_locations SET status = 'active', deleted = FALSE, updated_at = ?"
            + " WHERE image_id = ? AND status = 'pending_delete' AND deleted_at BETWEEN ? AND ?",
        List.of(now, id, from, to));
    for (String table : List.of("image_properties", "image_tags", "image_members")) {
      execute(
          "UPDATE "
              + table
              + " SET deleted = FALSE, updated_at = ?"
              + " WHERE image_id = ? AND deleted = TRUE AND deleted_at BETWEEN ? AND ?",
          List.of(now, id, from, to));
    }
  }

  private void end(String table, Object key) throws SQLException {
    execute(
        "UPDATE " + table + " SET deleted = TRUE, deleted_at = ?, updated_at = ? WHERE id = ?",
        List.of(now, now, key));
  }

  /** Keys of living rows by their exact text, whatever the database takes for equal. */
  private Map<String, Object> living(String id, String select) throws SQLException {
    Map<String, Object> living = new HashMap<>();
    Jdbc.select(
            connection,
            select + " WHERE image_id = ? AND deleted = FALSE",
            List.of(id),
            row -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(row -> living.put(row.getKey(), row.getValue()));
    return living;
  }

  /** Inserts rows of so many given values each, and {@code deleted} false. */
  private void insert(String into, int width, List<Object> values) throws SQLException {
    if (values.isEmpty()) {
      return;
    }
    String row = "(" + "?, ".repeat(width) + "FALSE)";
    execute(into + " VALUES " + row + (", " + row).repeat(values.size() / width - 1), values);
  }

  private int execute(String sql, List<? extends @Nullable Object> values) throws SQLException {
    return Jdbc.execute(connection, sql, values);
  }

  static boolean isEnd(ImageStatus status) {
    return status == ImageStatus.DELETED || status == ImageStatus.PENDING_DELETE;
  }
}
