// SPDX-License-Identifier: Apache-2.0
package org.oriel.event;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;

/**
 * Something that happened.
 *
 * @param type Glance's word for it, such as {@code image.create}
 * @param payload a JSON value; holds no credentials
 */
public record Event(String type, Priority priority, Object payload) {
  /** How much it matters. */
  public enum Priority {
    INFO,
    ERROR
  }

  public Event {
    Objects.requireNonNull(type);
    Objects.requireNonNull(priority);
    Objects.requireNonNull(payload);
  }

  /** An event of the usual priority. */
  public static Event info(String type, Map<String, Object> payload) {
    return new Event(type, Priority.INFO, payload);
  }

  /** An event that tells in words what went wrong. */
  public static Event error(String type, String sentence) {
    return new Event(type, Priority.ERROR, sentence);
  }

  /**
   * Whether a list of event types and groups names this event: {@code image.member} names all that
   * begins with {@code image.member.}.
   */
  public boolean namedBy(Collection<String> names) {
    return names.stream().anyMatch(name -> type.equals(name) || type.startsWith(name + "."));
  }

  /** The payload as JSON text, ASCII. */
  public String json() {
    return JsonText.of(payload);
  }

  /** An instant as payloads write it: UTC, whole seconds. */
  public static String time(Instant instant) {
    return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }
}
