// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.oriel.event.Event;
import org.oriel.event.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events that wait to be delivered, in tables of our own. */
final class JpaOutbox implements Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(JpaOutbox.class);
  private static final int LONGEST_PAYLOAD = 1 << 20;
  private static final long MOST_CHARACTERS_AT_ONCE = 4L << 20;

  private final Transactions transactions;
  private final OutboxSettings settings;
  private final String node;
  private final Clock clock;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  JpaOutbox(Database database, OutboxSettings settings, String node, Clock clock) {
    this.transactions = database.transactions();
    this.settings = settings;
    this.node = node;
    this.clock = clock;
  }

  @Override
  public List<String> channels() {
    return settings.channels();
  }

  /** Whether anybody wants to hear of anything. */
  boolean isWanted() {
    return !settings.channels().isEmpty();
  }

  @Override
  public void add(List<Event> events) {
    if (isWanted() && !events.isEmpty()) {
      transactions.change(
          connection -> {
            write(connection, events);
            return events;
          });
    }
  }

  /** {@link #write(EntityManager, List)}, if anybody wants to hear of anything. */
  void tell(EntityManager entities, Supplier<List<Event>> events) {
    if (isWanted()) {
      write(entities, events.get());
    }
  }

  /** When something ended that keeps no time of its own. */
  Instant now() {
    return clock.instant();
  }

  /** Writes events within the transaction of the change that they tell of. */
  void write(EntityManager entities, List<Event> events) {
    try {
      write(entities.unwrap(Connection.class), events);
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }

  /** Writes events within the transaction of the change that they tell of. */
  void write(Connection connection, List<Event> events) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    LocalDateTime now = Flavour.naive(clock.instant());
    int rows = 0;
    for (Event event : events) {
      if (event.namedBy(settings.disabled())) {
        continue;
      }
      String payload = payload(event);
      String id = UUID.randomUUID().toString();
      for (String channel : settings.channels()) {
        values.addAll(
            Arrays.asList(channel, id, now, event.type(), event.priority().name(), payload));
        rows++;
      }
    }
    if (rows > 0) {
      Jdbc.execute(
          connection,
          "INSERT INTO oriel_outbox"
              + " (channel, message_id, written_at, event_type, priority, payload) VALUES "
              + String.join(", ", Collections.nCopies(rows, "(?, ?, ?, ?, ?, ?)")),
          values);
    }
  }

  /** Properties may be many megabytes, which nobody wants in a message. */
  private static String payload(Event event) {
    String text = event.json();
    if (text.length() <= LONGEST_PAYLOAD) {
      return text;
    }
    Map<String, Object> less = new LinkedHashMap<>();
    if (event.payload() instanceof Map<?, ?> members) {
      members.forEach((name, value) -> less.put((String) name, value));
    }
    less.put("properties", Map.of());
    LOG.warn("An event {} is told without properties: they are too long.", event.type());
    return new Event(event.type(), event.priority(), less).json();
  }

  @Override
  public List<Row> claim(String channel, int most, Duration hold) {
    if (lengths(channel, most).isEmpty() || !hold(channel, hold)) {
      return List.of();
    }
    // What was there before the claim may be delivered by now.
    List<Length> waiting = lengths(channel, most);
    long characters = 0;
    long last = 0;
    for (Length each : waiting) {
      characters += each.characters;
      if (last == 0 || characters <= MOST_CHARACTERS_AT_ONCE) {
        last = each.number;
      }
    }
    return waiting.isEmpty() ? List.of() : rows(channel, waiting.get(0).number, last);
  }

  private record Length(long number, long characters) {}

  /** Numbers of the oldest rows and the lengths of their payloads. */
  private List<Length> lengths(String channel, int most) {
    return transactions.look(
        connection ->
            Jdbc.select(
                connection,
                "SELECT id, CHAR_LENGTH(payload) FROM oriel_outbox WHERE channel = ?"
                    + " ORDER BY id LIMIT ?",
                List.of(channel, most),
                row -> new Length(row.getLong(1), row.getLong(2))));
  }

  private List<Row> rows(String channel, long first, long last) {
    return transactions.look(
        connection ->
            Jdbc.select(
                connection,
                "SELECT id, message_id, written_at, event_type, priority, payload"
                    + " FROM oriel_outbox WHERE channel = ? AND id BETWEEN ? AND ? ORDER BY id",
                List.of(channel, first, last),
                row ->
                    new Row(
                        row.getLong(1),
                        row.getString(2),
                        Flavour.instant(row.getObject(3, LocalDateTime.class)),
                        row.getString(4),
                        Event.Priority.valueOf(row.getString(5)),
                        row.getString(6))));
  }

  private boolean hold(String channel, Duration hold) {
    know(channel);
    Instant now = clock.instant();
    return transactions.change(
            connection ->
                Jdbc.execute(
                    connection,
                    "UPDATE oriel_outbox_channel SET node = ?, held_until = ?"
                        + " WHERE channel = ? AND (node IS NULL OR node = ? OR held_until < ?)",
                    List.of(
                        node, Flavour.naive(now.plus(hold)), channel, node, Flavour.naive(now))))
        > 0;
  }

  /** Makes the row of a channel, once. */
  private void know(String channel) {
    if (known.contains(channel)) {
      return;
    }
    try {
      transactions.change(
          connection ->
              Jdbc.execute(
                  connection,
                  "INSERT INTO oriel_outbox_channel (channel, dropped) SELECT ?, 0 FROM (SELECT 1"
                      + " AS one) AS nothing WHERE NOT EXISTS (SELECT channel FROM"
                      + " oriel_outbox_channel WHERE channel = ?)",
                  List.of(channel, channel)));
    } catch (PersistenceException e) {
      if (SqlFault.of(e) != SqlFault.DUPLICATE) {
        throw e;
      }
    }
    known.add(channel);
  }

  @Override
  public void done(String channel, List<Row> delivered) {
    if (!delivered.isEmpty()) {
      transactions.change(connection -> remove(connection, channel, delivered));
    }
  }

  @Override
  public void giveUp(String channel, List<Row> undeliverable) {
    if (!undeliverable.isEmpty()) {
      know(channel);
      transactions.change(
          connection -> count(connection, channel, remove(connection, channel, undeliverable)));
    }
  }

  private static int remove(Connection connection, String channel, List<Row> rows)
      throws SQLException {
    List<Object> values = new ArrayList<>();
    values.add(channel);
    rows.forEach(row -> values.add(row.number()));
    String marks = "?" + ", ?".repeat(rows.size() - 1);
    return Jdbc.execute(
        connection, "DELETE FROM oriel_outbox WHERE channel = ? AND id IN (" + marks + ")", values);
  }

  private static int count(Connection connection, String channel, int dropped) throws SQLException {
    return Jdbc.execute(
        connection,
        "UPDATE oriel_outbox_channel SET dropped = dropped + ? WHERE channel = ?",
        List.of(dropped, channel));
  }

  @Override
  public Backlog backlog(String channel) {
    LocalDateTime now = Flavour.naive(clock.instant());
    return transactions.look(
        connection ->
            Jdbc.select(
                    connection,
                    "SELECT COUNT(o.id), MIN(o.written_at),"
                        + " (SELECT dropped FROM oriel_outbox_channel WHERE channel = ?),"
                        + " (SELECT node FROM oriel_outbox_channel"
                        + " WHERE channel = ? AND held_until > ?)"
                        + " FROM oriel_outbox o WHERE o.channel = ?",
                    List.of(channel, channel, now, channel),
                    row ->
                        new Backlog(
                            row.getLong(1),
                            Optional.ofNullable(row.getObject(2, LocalDateTime.class))
                                .map(Flavour::instant),
                            row.getLong(3),
                            Optional.ofNullable(row.getString(4))))
                .get(0));
  }

  /** Lets the oldest rows go where there are too many; says so, and counts them. */
  void trim() {
    for (String channel : settings.channels()) {
      know(channel);
      int dropped = transactions.change(connection -> trim(connection, channel));
      if (dropped > 0) {
        LOG.error(
            "NOTIFICATIONS ARE LOST: more than {} wait for {}; the oldest {} were dropped.",
            settings.mostRows(),
            channel,
            dropped);
      }
    }
  }

  private int trim(Connection connection, String channel) throws SQLException {
    List<Long> newestToGo =
        Jdbc.select(
            connection,
            "SELECT id FROM oriel_outbox WHERE channel = ? ORDER BY id DESC LIMIT 1 OFFSET ?",
            List.of(channel, settings.mostRows()),
            row -> row.getLong(1));
    if (newestToGo.isEmpty()) {
      return 0;
    }
    int dropped =
        Jdbc.execute(
            connection,
            "DELETE FROM oriel_outbox WHERE channel = ? AND id <= ?",
            List.of(channel, newestToGo.get(0)));
    count(connection, channel, dropped);
    return dropped;
  }
}
