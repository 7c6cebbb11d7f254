// SPDX-License-Identifier: Apache-2.0
package org.oriel.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Port: events that wait to be delivered, one row for each channel that wants to hear of them.
 * Catalogues write them within the transaction of the change that they tell of. Bounded: when a
 * channel has too many rows, its oldest go, and are counted. Where no channel is configured,
 * nothing is written.
 *
 * <p>Several nodes may share the records: of a channel, only one node at a time gets rows.
 */
public interface Outbox {
  /**
   * One event for one channel.
   *
   * @param number grows in the order of the events of one image
   * @param id a UUID, the same however often the row is delivered
   * @param payload JSON text, ASCII
   */
  record Row(
      long number,
      String id,
      Instant writtenAt,
      String type,
      Event.Priority priority,
      String payload) {}

  /**
   * What waits in a channel.
   *
   * @param rows how many rows
   * @param oldest when the oldest of them was written
   * @param dropped how many rows were given up since the channel is known
   * @param node the node that delivers now, if any
   */
  record Backlog(long rows, Optional<Instant> oldest, long dropped, Optional<String> node) {}

  /** Channels that are written to; empty if nobody wants to hear of anything. */
  List<String> channels();

  /** Writes events that no change of a catalogue tells of; durable after return. */
  void add(List<Event> events);

  /**
   * The oldest rows of a channel, in order, if this node may deliver them: if no other node holds
   * the channel. Holds it for this node from now on for a time.
   *
   * @param most rows to return; fewer if they are long
   * @param hold how long no other node may claim this channel
   */
  List<Row> claim(String channel, int most, Duration hold);

  /** Removes rows that have been delivered. */
  void done(String channel, List<Row> delivered);

  /** Removes rows that nobody will take, and counts them. */
  void giveUp(String channel, List<Row> undeliverable);

  /** What waits in a channel. */
  Backlog backlog(String channel);
}
