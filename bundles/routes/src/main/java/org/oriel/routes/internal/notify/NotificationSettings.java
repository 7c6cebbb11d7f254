// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal.notify;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.oriel.base.Options;
import org.oriel.base.Problems;

/**
 * Settings of PID {@code org.oriel.notifications}. {@link #toString} shows no secret.
 *
 * @param rabbit how RabbitMQ is spoken to, if it is
 * @param log whether notifications go into the log
 * @param webhooks URLs by name
 * @param secret key of the signatures; empty without webhooks
 * @param patience age at which a row for a webhook is given up
 */
record NotificationSettings(
    String publisherId,
    Optional<RabbitSettings> rabbit,
    boolean log,
    Map<String, URI> webhooks,
    String secret,
    Duration patience) {
  static final String PID = "org.oriel.notifications";

  /** Channels, as the outbox names them. */
  static final String MESSAGING = "messaging";

  static final String LOG = "log";
  static final String WEBHOOK = "webhook.";

  private static final int SHORTEST_SECRET = 16;

  /**
   * Reads raw settings.
   *
   * @throws IllegalArgumentException naming everything that is wrong with them
   */
  static NotificationSettings of(Map<String, ?> raw) {
    Problems problems = new Problems();
    Options options = new Options(raw, problems);
    List<String> channels = options.list("channels", List.of());
    Map<String, URI> webhooks = webhooks(options, problems);
    String secret = options.text("webhook_secret", "");
    if (!webhooks.isEmpty() && secret.length() < SHORTEST_SECRET) {
      problems.add("Option webhook_secret needs at least " + SHORTEST_SECRET + " characters.");
    }
    NotificationSettings settings =
        new NotificationSettings(
            options.text("publisher_id", "image.localhost"),
            channels.contains(MESSAGING) ? rabbit(options, problems) : Optional.empty(),
            channels.contains(LOG),
            webhooks,
            secret,
            Duration.ofSeconds(options.number("webhook_patience", 86_400, 1, 31_536_000)));
    problems.complain(PID);
    return settings;
  }

  private static Optional<RabbitSettings> rabbit(Options options, Problems problems) {
    boolean tls = options.flag("ssl", false);
    Optional<Path> authorities = options.text("ssl_ca_file").map(Path::of);
    boolean envelope = options.flag("envelope", true);
    boolean durable = options.flag("amqp_durable_queues", false);
    boolean autoDelete = options.flag("amqp_auto_delete", false);
    boolean quorum = options.flag("rabbit_quorum_queue", false);
    return TransportUrl.parse(options.text("transport_url", "rabbit://"), problems)
        .map(
            url ->
                new RabbitSettings(
                    url,
                    options.text("control_exchange", "glance"),
                    options.list("topics", List.of("notifications")),
                    envelope,
                    durable,
                    autoDelete,
                    quorum,
                    tls,
                    authorities));
  }

  private static Map<String, URI> webhooks(Options options, Problems problems) {
    Map<String, URI> webhooks = new LinkedHashMap<>();
    for (String pair : options.list("webhooks", List.of())) {
      String name = pair.replaceFirst(":.*", "");
      Optional<URI> url = url(pair.substring(Math.min(pair.length(), name.length() + 1)));
      if (!name.matches("[A-Za-z0-9_-]{1,40}")) {
        problems.add(
            "Option webhooks has a name that is not of 1 to 40 letters, digits, '-', '_'.");
      } else if (url.isEmpty()) {
        problems.add("Option webhooks: " + name + " is not an http or https URL.");
      } else {
        webhooks.put(name, url.get());
      }
    }
    return webhooks;
  }

  private static Optional<URI> url(String text) {
    try {
      return Optional.of(new URI(text))
          .filter(
              url -> url.getHost() != null && Set.of("http", "https").contains(url.getScheme()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "NotificationSettings[" + rabbit + ", log " + log + ", " + webhooks.keySet() + "]";
  }
}
