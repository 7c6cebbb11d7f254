// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.metadef.MetadefCatalogue;
import org.oriel.metadef.Namespace;
import org.oriel.metadef.NamespaceQuery;
import org.oriel.metadef.Property;
import org.oriel.metadef.Tag;
import org.oriel.metadef.Times;
import org.oriel.testkit.metadef.MetadefCatalogueContract;

@NeedsMariaDb
class MariaDbMetadefTest extends MetadefCatalogueContract {
  @SuppressWarnings("NullAway.Init")
  private static Database database;

  @BeforeAll
  static void openDatabase() throws SQLException {
    String url = MariaDbServer.get().create("metadefs");
    database = Database.open(Settings.of(Map.of("connection", url)));
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    Tables.emptyMetadefs(database);
  }

  @Override
  protected MetadefCatalogue catalogue() {
    return new JpaMetadefCatalogue(database);
  }

  @Override
  protected boolean tellsCaseApart() {
    return false;
  }

  /** As `glance-manage db_load_metadefs` leaves them. */
  @Test
  void readsRowsOfGlanceWithNulls() throws SQLException {
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO metadef_namespaces (id, namespace, owner, created_at)"
              + " VALUES (7, 'bare', 'admin', '2026-01-02 03:04:05')");
      statement.execute(
          "INSERT INTO metadef_objects (namespace_id, name, json_schema, created_at)"
              + " VALUES (7, 'o', '{\"a\": {\"type\": \"string\", \"title\": \"\\\\u00e9\"}}',"
              + " '2026-01-02 03:04:05')");
    }
    Namespace bare = catalogue().find("bare", Caller.SYSTEM).orElseThrow();
    assertThat(bare.isPublic()).isFalse();
    assertThat(bare.isProtected()).isFalse();
    assertThat(bare.times()).isEqualTo(Times.of(Instant.parse("2026-01-02T03:04:05Z")));
    assertThat(catalogue().objects().find("bare", "o").orElseThrow().properties())
        .isEqualTo(Map.of("a", Map.of("type", "string", "title", "é")));
    for (NamespaceQuery.SortKey key : NamespaceQuery.SortKey.values()) {
      NamespaceQuery query =
          new NamespaceQuery(
              java.util.Optional.empty(),
              java.util.Optional.empty(),
              key,
              true,
              java.util.Optional.of("bare"),
              5);
      assertThat(catalogue().list(query, Caller.SYSTEM)).isEmpty();
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    Times now = Times.of(Instant.parse("2026-01-02T03:04:05Z"));
    catalogue()
        .add(
            new org.oriel.metadef.Definition(
                new Namespace(
                    "one",
                    java.util.Optional.empty(),
                    java.util.Optional.empty(),
                    true,
                    false,
                    "red",
                    now),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
    assertThatThrownBy(() -> catalogue().tags().add("one", List.of(new Tag("\ud83d\ude00", now))))
        .isInstanceOf(Refusal.Invalid.class);
    Property large = new Property("p", Map.of("title", "x".repeat(70_000)), now);
    assertThatThrownBy(() -> catalogue().properties().add("one", List.of(large)))
        .isInstanceOf(Refusal.Invalid.class);
    Property deep = new Property("p", Map.of("title", "\ud83d\ude00"), now);
    catalogue().properties().add("one", List.of(deep));
    assertThat(catalogue().properties().of("one")).containsExactly(deep);
  }
}
