// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fills the tables with a cloud's worth of images, the same ones for the same number: owners great
 * and small, each visibility, properties, tags, members, soft-deleted rows.
 */
final class ScaleMaker {
  /** Owns a tenth of all images. */
  static final String CROWD = "crowd";

  /** Owns as many as most do. */
  static final String USER = "project-7";

  /** Accepted a few hundred shared images. */
  static final String MEMBER = "member-3";

  private static final int CHUNK = 2_000;
  private static final LocalDateTime START = LocalDateTime.of(2023, 1, 1, 0, 0);
  private static final List<String> NAMES =
      List.of("debian-12", "ubuntu-24.04", "cirros", "rocky-9", "fedora-42", "windows-2022");
  private static final List<String> SYSTEMS = List.of("debian", "ubuntu", "rocky", "windows");

  private final Connection connection;
  private final Random random = new Random(1);
  private final List<@Nullable Object[]> images = new ArrayList<>();
  private final List<@Nullable Object[]> properties = new ArrayList<>();
  private final List<@Nullable Object[]> tags = new ArrayList<>();
  private final List<@Nullable Object[]> locations = new ArrayList<>();
  private final List<@Nullable Object[]> members = new ArrayList<>();

  ScaleMaker(Connection connection) {
    this.connection = connection;
  }

  void make(int count) throws SQLException {
    connection.setAutoCommit(false);
    for (int i = 0; i < count; i++) {
      image(i, count);
      if (images.size() == CHUNK || i == count - 1) {
        flush();
      }
    }
    connection.setAutoCommit(true);
  }

  private void image(int i, int count) {
    String id = new UUID(random.nextLong(), random.nextLong()).toString();
    boolean deleted = random.nextInt(10) == 0;
    boolean queued = random.nextInt(25) == 0;
    String visibility = visibility(count);
    LocalDateTime at = START.plusSeconds(80_000_000L * i / count);
    LocalDateTime updated = at.plusSeconds(random.nextInt(1_000_000));
    String name =
        random.nextInt(4) == 0
            ? NAMES.get(random.nextInt(NAMES.size()))
            : "snapshot-" + random.nextInt(count);
    images.add(
        new @Nullable Object[] {
          id,
          random.nextInt(100) == 0 ? null : name,
          queued ? null : 1_000_000L * random.nextInt(50_000),
          deleted ? "deleted" : queued ? "queued" : "active",
          at,
          updated,
          deleted ? updated : null,
          deleted,
          random.nextBoolean() ? "qcow2" : "raw",
          "bare",
          random.nextInt(10) == 0 ? CROWD : "project-" + random.nextInt(Math.max(20, count / 500)),
          visibility,
          random.nextInt(50) == 0
        });
    property(id, at, deleted, "os_distro", SYSTEMS.get(random.nextInt(SYSTEMS.size())));
    property(id, at, deleted, "os_version", "" + random.nextInt(40));
    property(id, at, deleted, "hw_disk_bus", random.nextBoolean() ? "virtio" : "scsi");
    property(id, at, deleted, "serial", "serial-" + i);
    if (random.nextInt(10) == 0) {
      tag(id, at, deleted, "gold");
    }
    tag(id, at, deleted, "team-" + random.nextInt(Math.max(10, count / 100)));
    if (!queued) {
      locations.add(
          new @Nullable Object[] {
            id, "file:///srv/images/" + id, "{\"store\": \"fast\"}", at, at, deleted, "active"
          });
    }
    if (visibility.equals("shared") && random.nextInt(20) == 0) {
      String status = List.of("accepted", "accepted", "pending", "rejected").get(random.nextInt(4));
      members.add(
          new @Nullable Object[] {
            id, "member-" + random.nextInt(50), false, at, at, deleted, status
          });
    }
  }

  private String visibility(int count) {
    int die = random.nextInt(1000);
    int publics = Math.max(1, Math.min(20, 2_000_000 / count));
    return die < publics ? "public" : die < 50 ? "community" : die < 250 ? "private" : "shared";
  }

  private void property(String id, LocalDateTime at, boolean deleted, String name, String value) {
    properties.add(new @Nullable Object[] {id, name, value, at, at, deleted});
  }

  private void tag(String id, LocalDateTime at, boolean deleted, String value) {
    tags.add(new @Nullable Object[] {id, value, at, at, deleted});
  }

  private void flush() throws SQLException {
    insert(
        "images (id, name, size, status, created_at, updated_at, deleted_at, deleted, disk_format,"
            + " container_format, owner, visibility, os_hidden, min_disk, min_ram, protected)",
        ", 0, 0, FALSE",
        images);
    insert(
        "image_properties (image_id, name, value, created_at, updated_at, deleted)",
        "",
        properties);
    insert("image_tags (image_id, value, created_at, updated_at, deleted)", "", tags);
    insert(
        "image_locations (image_id, value, meta_data, created_at, updated_at, deleted, status)",
        "",
        locations);
    insert(
        "image_members (image_id, member, can_share, created_at, updated_at, deleted, status)",
        "",
        members);
    connection.commit();
  }

  private void insert(String into, String constants, List<@Nullable Object[]> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    String marks = "?" + ", ?".repeat(rows.get(0).length - 1);
    String sql = "INSERT INTO " + into + " VALUES (" + marks + constants + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (@Nullable Object[] row : rows) {
        for (int column = 0; column < row.length; column++) {
          statement.setObject(column + 1, row[column]);
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
    rows.clear();
  }
}
