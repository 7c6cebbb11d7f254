// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal.notify;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.oriel.event.JsonText;
import org.oriel.event.Outbox;

/**
 * Rows in the notification format of oslo.messaging, as ASCII text. A row that is sent again keeps
 * its ids: oslo's listeners drop what they have seen.
 *
 * @param publisherId who speaks
 */
record OsloMessage(String publisherId) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  /** The message of driver {@code messaging}. */
  String bare(Outbox.Row row) {
    return "{\"message_id\": "
        + JsonText.of(row.id())
        + ", \"publisher_id\": "
        + JsonText.of(publisherId)
        + ", \"event_type\": "
        + JsonText.of(row.type())
        + ", \"priority\": "
        + JsonText.of(row.priority().name())
        + ", \"payload\": "
        + row.payload()
        + ", \"timestamp\": "
        + JsonText.of(time(row.writtenAt()))
        + ", \"_unique_id\": "
        + JsonText.of(row.id().replace("-", ""))
        + "}";
  }

  /** The message of driver {@code messagingv2}: in an envelope. */
  String enveloped(Outbox.Row row) {
    return JsonText.of(Map.of("oslo.version", "2.0", "oslo.message", bare(row)));
  }

  /** The body of a webhook. */
  String webhook(Outbox.Row row) {
    return "{\"id\": "
        + JsonText.of(row.id())
        + ", \"event_type\": "
        + JsonText.of(row.type())
        + ", \"priority\": "
        + JsonText.of(row.priority().name())
        + ", \"publisher_id\": "
        + JsonText.of(publisherId)
        + ", \"timestamp\": "
        + JsonText.of(row.writtenAt().toString())
        + ", \"payload\": "
        + row.payload()
        + "}";
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }
}
