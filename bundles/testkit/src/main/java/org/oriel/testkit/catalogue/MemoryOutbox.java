// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.oriel.event.Event;
import org.oriel.event.Outbox;

/** A whole outbox that lives in memory: what other rooms test with. */
public final class MemoryOutbox implements Outbox {
  private final Records records;
  private final List<String> channels;
  private final String node;
  private final Clock clock;

  /** An empty outbox of some channels. */
  public MemoryOutbox(List<String> channels, Clock clock) {
    this(new Records(), channels, "memory", clock);
  }

  private MemoryOutbox(Records records, List<String> channels, String node, Clock clock) {
    this.records = records;
    this.channels = List.copyOf(channels);
    this.node = node;
    this.clock = clock;
  }

  /** The same records, as another node works on them. */
  public MemoryOutbox onNode(String otherNode, Clock otherClock) {
    return new MemoryOutbox(records, channels, otherNode, otherClock);
  }

  @Override
  public List<String> channels() {
    return channels;
  }

  @Override
  public void add(List<Event> events) {
    synchronized (records) {
      for (Event event : events) {
        String id = UUID.randomUUID().toString();
        for (String channel : channels) {
          Row row =
              new Row(
                  ++records.last,
                  id,
                  clock.instant(),
                  event.type(),
                  event.priority(),
                  event.json());
          records.rows.computeIfAbsent(channel, any -> new ArrayList<>()).add(row);
        }
      }
    }
  }

  @Override
  public List<Row> claim(String channel, int most, Duration hold) {
    synchronized (records) {
      List<Row> rows = records.rows.getOrDefault(channel, List.of());
      if (rows.isEmpty()) {
        return List.of();
      }
      Instant now = clock.instant();
      Hold held = records.holds.get(channel);
      if (held != null && !held.node.equals(node) && !held.until.isBefore(now)) {
        return List.of();
      }
      records.holds.put(channel, new Hold(node, now.plus(hold)));
      return List.copyOf(rows.subList(0, Math.min(most, rows.size())));
    }
  }

  @Override
  public void done(String channel, List<Row> delivered) {
    Set<Long> numbers = delivered.stream().map(Row::number).collect(Collectors.toSet());
    synchronized (records) {
      records
          .rows
          .getOrDefault(channel, new ArrayList<>())
          .removeIf(row -> numbers.contains(row.number()));
    }
  }

  @Override
  public void giveUp(String channel, List<Row> undeliverable) {
    synchronized (records) {
      long before = records.rows.getOrDefault(channel, List.of()).size();
      done(channel, undeliverable);
      long dropped = before - records.rows.getOrDefault(channel, List.of()).size();
      records.dropped.merge(channel, dropped, Long::sum);
    }
  }

  @Override
  public Backlog backlog(String channel) {
    synchronized (records) {
      List<Row> rows = records.rows.getOrDefault(channel, List.of());
      return new Backlog(
          rows.size(),
          rows.stream().map(Row::writtenAt).min(Instant::compareTo),
          records.dropped.getOrDefault(channel, 0L),
          Optional.ofNullable(records.holds.get(channel))
              .filter(hold -> clock.instant().isBefore(hold.until))
              .map(hold -> hold.node));
    }
  }

  private static final class Records {
    final Map<String, List<Row>> rows = new HashMap<>();
    final Map<String, Hold> holds = new HashMap<>();
    final Map<String, Long> dropped = new HashMap<>();
    long last;
  }

  private record Hold(String node, Instant until) {}
}
