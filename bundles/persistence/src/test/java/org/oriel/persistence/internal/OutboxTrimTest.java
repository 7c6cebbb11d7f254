// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.event.Event;
import org.oriel.event.Outbox;
import org.oriel.testkit.catalogue.SetClock;

class OutboxTrimTest {
  private static final Duration HOLD = Duration.ofMinutes(1);

  private final Database database;

  OutboxTrimTest(@TempDir Path directory) throws SQLException {
    database = Database.open(Settings.of(Map.of("connection", "h2:file:" + directory + "/oriel")));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private JpaOutbox outbox(OutboxSettings settings) {
    return new JpaOutbox(database, settings, "here", new SetClock());
  }

  private static List<Event> events(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(number -> Event.info("test." + number, Map.of()))
        .toList();
  }

  @Test
  void theOldestGoWhenTooManyWaitAndAreCounted() {
    JpaOutbox outbox = outbox(new OutboxSettings(List.of("a", "b"), List.of(), 5));
    outbox.add(events(1, 5));
    outbox.trim();
    assertThat(outbox.backlog("a").dropped()).isZero();
    outbox.add(events(6, 8));
    outbox.done("b", outbox.claim("b", 4, HOLD));
    outbox.trim();
    outbox.trim();
    assertThat(outbox.claim("a", 10, HOLD))
        .extracting(Outbox.Row::type)
        .containsExactly("test.4", "test.5", "test.6", "test.7", "test.8");
    assertThat(outbox.backlog("a").dropped()).isEqualTo(3);
    assertThat(outbox.backlog("b").dropped()).isZero();
    assertThat(outbox.backlog("b").rows()).isEqualTo(4);
  }

  @Test
  void nothingIsWrittenWhereNobodyListens() throws SQLException {
    outbox(OutboxSettings.NONE).add(events(1, 3));
    assertThat(outbox(new OutboxSettings(List.of("a"), List.of("test"), 5)).channels())
        .containsExactly("a");
    outbox(new OutboxSettings(List.of("a"), List.of("test"), 5)).add(events(1, 3));
    try (var connection = database.source().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT COUNT(*) FROM oriel_outbox")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isZero();
    }
  }

  @Test
  void payloadsBeyondTheBoundLoseTheirProperties() {
    JpaOutbox outbox = outbox(new OutboxSettings(List.of("a"), List.of(), 5));
    outbox.add(
        List.of(
            Event.info(
                "image.update",
                Map.of("id", "x", "properties", Map.of("long", "y".repeat(1 << 20))))));
    assertThat(outbox.claim("a", 1, HOLD).get(0).payload())
        .isEqualTo("{\"id\": \"x\", \"properties\": {}}");
  }

  @Test
  void longRowsComeFewAtATime() {
    JpaOutbox outbox = outbox(new OutboxSettings(List.of("a"), List.of(), 50));
    Event big = Event.info("image.update", Map.of("name", "y".repeat(900_000)));
    outbox.add(List.of(big, big, big, big, big, big));
    assertThat(outbox.claim("a", 10, HOLD)).hasSize(4);
  }
}
