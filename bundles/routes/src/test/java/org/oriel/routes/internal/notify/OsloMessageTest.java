// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.oriel.event.Event;
import org.oriel.event.Outbox;

class OsloMessageTest {
  private static final Outbox.Row ROW =
      new Outbox.Row(
          7,
          "84c4f38a-b9bd-4b9f-8564-69f047ad47e9",
          Instant.parse("2026-11-23T12:02:23.142923Z"),
          "image.create",
          Event.Priority.INFO,
          "{\"name\": \"bar\\u00e9\"}");

  private final OsloMessage message = new OsloMessage("image.localhost");

  /** Recorded from Glance, but for the payload. */
  @Test
  void isWrittenAsGlanceWritesIt() {
    String bare =
        "{\"message_id\": \"84c4f38a-b9bd-4b9f-8564-69f047ad47e9\","
            + " \"publisher_id\": \"image.localhost\", \"event_type\": \"image.create\","
            + " \"priority\": \"INFO\", \"payload\": {\"name\": \"bar\\u00e9\"},"
            + " \"timestamp\": \"2026-11-23 12:02:23.142923\","
            + " \"_unique_id\": \"84c4f38ab9bd4b9f856469f047ad47e9\"}";
    assertThat(message.bare(ROW)).isEqualTo(bare);
    assertThat(message.enveloped(ROW))
        .isEqualTo(
            "{\"oslo.message\": \""
                + bare.replace("\\", "\\\\").replace("\"", "\\\"")
                + "\", \"oslo.version\": \"2.0\"}");
  }

  @Test
  void tellsAWebhookTheSame() {
    assertThat(message.webhook(ROW))
        .isEqualTo(
            "{\"id\": \"84c4f38a-b9bd-4b9f-8564-69f047ad47e9\", \"event_type\": \"image.create\","
                + " \"priority\": \"INFO\", \"publisher_id\": \"image.localhost\","
                + " \"timestamp\": \"2026-11-23T12:02:23.142923Z\","
                + " \"payload\": {\"name\": \"bar\\u00e9\"}}");
  }
}
