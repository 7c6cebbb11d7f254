// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotificationSettingsTest {
  private static TransportUrl url(String text) {
    return NotificationSettings.of(Map.of("channels", "messaging", "transport_url", text))
        .rabbit()
        .orElseThrow()
        .url();
  }

  @Test
  void readsBrokersAsOsloDoes() {
    assertThat(url("rabbit://"))
        .isEqualTo(
            new TransportUrl(
                List.of(new TransportUrl.Broker("guest", "guest", "localhost", 5672)), "/"));
    assertThat(url("rabbit://u:p%40+s@h1:1234,v:q@[::1]:5/%2Fcloud?ssl=0"))
        .isEqualTo(
            new TransportUrl(
                List.of(
                    new TransportUrl.Broker("u", "p@+s", "h1", 1234),
                    new TransportUrl.Broker("v", "q", "::1", 5)),
                "/cloud"));
    assertThat(url("rabbit://u:p@h/v")).hasToString("[h:5672]v");
  }

  @Test
  void needsNothingOfRabbitWithoutMessaging() {
    NotificationSettings settings =
        NotificationSettings.of(
            Map.of(
                "channels", "log,webhook.a",
                "transport_url", "kafka://x",
                "webhooks", "a:https://example.org/in?x=1",
                "webhook_secret", "sesame-open-sesame"));
    assertThat(settings.rabbit()).isEmpty();
    assertThat(settings.log()).isTrue();
    assertThat(settings.webhooks())
        .containsOnly(Map.entry("a", URI.create("https://example.org/in?x=1")));
    assertThat(settings.toString()).doesNotContain("sesame");
  }

  @Test
  void saysEverythingThatIsWrong() {
    Map<String, String> raw =
        Map.of(
            "channels", "messaging",
            "transport_url", "kafka://user:hush@x",
            "webhooks", "a:ftp://x,b c:http://x,d:",
            "webhook_secret", "short");
    assertThatThrownBy(() -> NotificationSettings.of(raw))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("transport_url")
        .hasMessageContaining("webhooks: a is not")
        .hasMessageContaining("webhooks has a name")
        .hasMessageContaining("webhooks: d is not")
        .message()
        .doesNotContain("hush");
    assertThatThrownBy(
            () ->
                NotificationSettings.of(
                    Map.of("webhooks", "a:http://x", "webhook_secret", "short")))
        .hasMessageContaining("webhook_secret")
        .message()
        .doesNotContain("short.");
  }
}
