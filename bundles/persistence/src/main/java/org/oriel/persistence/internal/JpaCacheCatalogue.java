// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.oriel.image.CacheCatalogue;
import org.oriel.image.CachedImage;

/** Records of caches in Glance's tables, as its driver {@code centralized_db} keeps them. */
final class JpaCacheCatalogue implements CacheCatalogue {
  private static final String MINE =
      " node_reference_id = (SELECT node_reference_id FROM node_reference"
          + " WHERE node_reference_url = ?)";

  private final Transactions transactions;
  private final Flavour flavour;
  private final String node;
  private volatile boolean known;

  JpaCacheCatalogue(Database database, String node) {
    this.transactions = database.transactions();
    this.flavour = database.settings().flavour();
    this.node = node;
  }

  @Override
  public List<CachedImage> all() {
    return transactions.look(
        connection ->
            Jdbc.select(
                connection,
                "SELECT image_id, size, hits, last_accessed, last_modified, checksum"
                    + " FROM cached_images WHERE"
                    + MINE,
                List.of(node),
                row ->
                    new CachedImage(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        Flavour.instant(row.getObject(4, LocalDateTime.class)),
                        Flavour.instant(row.getObject(5, LocalDateTime.class)),
                        Optional.ofNullable(row.getString(6)))));
  }

  @Override
  public void put(Collection<CachedImage> images) {
    if (images.isEmpty()) {
      return;
    }
    know();
    int unused =
        transactions.change(
            connection -> {
              int rows = 0;
              for (CachedImage image : images) {
                rows += put(connection, image);
              }
              return rows;
            });
  }

  private int put(Connection connection, CachedImage image) throws SQLException {
    LocalDateTime accessed = Flavour.naive(flavour.cut(image.lastAccessed()));
    LocalDateTime modified = Flavour.naive(flavour.cut(image.lastModified()));
    long hits = Math.min(image.hits(), Integer.MAX_VALUE);
    Jdbc.execute(
        connection,
        "DELETE FROM cached_images WHERE image_id = ? AND" + MINE,
        List.of(image.imageId(), node));
    return Jdbc.execute(
        connection,
        "INSERT INTO cached_images"
            + " (image_id, size, hits, last_accessed, last_modified, checksum, node_reference_id)"
            + " SELECT ?, ?, ?, ?, ?, ?, node_reference_id FROM node_reference"
            + " WHERE node_reference_url = ?",
        Arrays.asList(
            image.imageId(),
            image.size(),
            hits,
            accessed,
            modified,
            image.checksum().orElse(null),
            node));
  }

  @Override
  public void remove(Collection<String> imageIds) {
    int unused =
        transactions.change(
            connection -> {
              int rows = 0;
              for (String id : imageIds) {
                rows +=
                    Jdbc.execute(
                        connection,
                        "DELETE FROM cached_images WHERE image_id = ? AND" + MINE,
                        List.of(id, node));
              }
              return rows;
            });
  }

  @Override
  public List<String> nodes(String imageId) {
    return transactions.look(
        connection ->
            Jdbc.select(
                connection,
                "SELECT n.node_reference_url FROM cached_images c JOIN node_reference n"
                    + " ON n.node_reference_id = c.node_reference_id WHERE c.image_id = ?"
                    + " ORDER BY n.node_reference_url",
                List.of(imageId),
                row -> row.getString(1)));
  }

  /** Makes the row of this node, once. */
  private void know() {
    if (known) {
      return;
    }
    try {
      int unused =
          transactions.change(
              connection ->
                  Jdbc.execute(
                      connection,
                      "INSERT INTO node_reference (node_reference_url) SELECT ? FROM (SELECT 1 AS"
                          + " one) AS nothing WHERE NOT EXISTS (SELECT node_reference_url FROM"
                          + " node_reference WHERE node_reference_url = ?)",
                      List.of(node, node)));
    } catch (PersistenceException e) {
      if (SqlFault.of(e) != SqlFault.DUPLICATE) {
        throw e;
      }
    }
    known = true;
  }
}
