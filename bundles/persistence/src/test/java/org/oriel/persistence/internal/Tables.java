// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import org.oriel.testkit.catalogue.Catalogues;
import org.oriel.testkit.catalogue.OutboxContract;

/** Handles the tables under test. */
final class Tables {
  private Tables() {}

  static void empty(Database database) throws SQLException {
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement()) {
      for (String table :
          List.of(
              "image_properties",
              "image_tags",
              "image_locations",
              "image_members",
              "images",
              "oriel_saving",
              "task_info",
              "tasks",
              "oriel_task_notes",
              "cached_images",
              "node_reference",
              "oriel_outbox",
              "oriel_outbox_channel")) {
        statement.execute("DELETE FROM " + table);
      }
    }
  }

  static void emptyMetadefs(Database database) throws SQLException {
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement()) {
      for (String table :
          List.of(
              "metadef_tags",
              "metadef_properties",
              "metadef_objects",
              "metadef_namespace_resource_types",
              "metadef_resource_types",
              "metadef_namespaces")) {
        statement.execute("DELETE FROM " + table);
      }
    }
  }

  static Catalogues open(Database database, String node, Clock clock) {
    JpaOutbox outbox =
        new JpaOutbox(
            database, new OutboxSettings(OutboxContract.CHANNELS, List.of(), 100), node, clock);
    return new Catalogues(
        new JpaImageCatalogue(database, node, clock, outbox),
        new JpaMemberCatalogue(database, clock, outbox),
        new JpaTaskCatalogue(database, node, clock, outbox),
        new JpaUsageCatalogue(database),
        new JpaCacheCatalogue(database, node),
        outbox);
  }
}
