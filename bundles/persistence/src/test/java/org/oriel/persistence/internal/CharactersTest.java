// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.ImageQuery;
import org.oriel.image.Refusal;

/** Characters beyond the basic plane: taken where the tables take them. */
class CharactersTest {
  private static final String FACE = "\uD83D\uDE00";
  private static final String ID = "11111111-2222-3333-4444-555555555555";
  private static final Attributes FACES =
      Attributes.NONE
          .withName(Optional.of(FACE))
          .withTags(Set.of(FACE))
          .withProperties(Map.of(FACE, FACE));

  private static ImageCatalogue catalogue(Database database) {
    JpaOutbox nobody = new JpaOutbox(database, OutboxSettings.NONE, "here", Clock.systemUTC());
    return new JpaImageCatalogue(database, "here", Clock.systemUTC(), nobody);
  }

  private static Image image(Attributes attributes) {
    return Image.queued(ID, attributes, Instant.parse("2026-11-23T10:00:00Z"));
  }

  private static void keepsThem(Database database) {
    ImageCatalogue images = catalogue(database);
    images.add(image(FACES));

    assertThat(images.find(ID, Caller.SYSTEM).orElseThrow().attributes()).isEqualTo(FACES);
    assertThat(images.list(named(), Caller.SYSTEM)).hasSize(1);
  }

  private static ImageQuery named() {
    ImageQuery all = ImageQuery.DEFAULT;
    return new ImageQuery(
        Map.of(ImageQuery.TextColumn.NAME, Set.of(FACE)),
        all.numbers(),
        all.times(),
        all.properties(),
        all.tags(),
        all.isProtected(),
        all.hidden(),
        all.visibility(),
        all.memberStatus(),
        all.order(),
        all.marker(),
        all.limit());
  }

  @Test
  void embeddedDatabaseTakesAll(@TempDir Path directory) throws SQLException {
    Database database = Database.open(settings("h2:file:" + directory + "/oriel"));
    try {
      keepsThem(database);
    } finally {
      database.close();
    }
  }

  private static Settings settings(String connection) {
    return Settings.of(Map.of("connection", connection));
  }

  @Test
  @NeedsMariaDb
  void tablesOfGlanceDoNot() throws SQLException {
    Database database = Database.open(settings(MariaDbServer.get().create("narrow")));
    try {
      ImageCatalogue images = catalogue(database);
      for (Map.Entry<Attributes, String> each :
          Map.of(
                  Attributes.NONE.withName(Optional.of(FACE)), "Name",
                  Attributes.NONE.withTags(Set.of(FACE)), "Tags",
                  Attributes.NONE.withProperties(Map.of("foo", FACE)), "Foo",
                  Attributes.NONE.withProperties(Map.of(FACE, "x")), "Property names")
              .entrySet()) {
        assertThatThrownBy(() -> images.add(image(each.getKey())))
            .isInstanceOf(Refusal.Invalid.class)
            .hasMessage(each.getValue() + " can't contain 4 byte unicode characters.");
      }
      assertThatThrownBy(() -> images.list(named(), Caller.SYSTEM))
          .isInstanceOf(Refusal.Invalid.class)
          .hasMessage("Param values can't contain 4 byte unicode characters.");
    } finally {
      database.close();
    }
  }

  @Test
  @NeedsMariaDb
  void widenedTablesDo() throws SQLException {
    String url = MariaDbServer.get().create("wide");
    Database narrow = Database.open(settings(url));
    // Columns of ids are tied together, and hold no words.
    try (Connection connection = narrow.source().getConnection();
        Statement statement = connection.createStatement()) {
      List<String> changes =
          Jdbc.select(
              connection,
              "SELECT CONCAT('ALTER TABLE ', table_name, ' MODIFY ', column_name, ' ', column_type,"
                  + " ' CHARACTER SET utf8mb4', IF(is_nullable = 'YES', ' NULL', ' NOT NULL'))"
                  + " FROM information_schema.columns WHERE table_schema = DATABASE()"
                  + " AND character_set_name = 'utf8mb3' AND data_type <> 'enum'"
                  + " AND column_name NOT IN ('id', 'image_id', 'task_id')",
              List.of(),
              row -> row.getString(1));
      assertThat(changes).isNotEmpty();
      for (String change : changes) {
        statement.execute(change);
      }
    } finally {
      narrow.close();
    }
    Database wide = Database.open(settings(url));
    try {
      keepsThem(wide);
    } finally {
      wide.close();
    }
  }
}
