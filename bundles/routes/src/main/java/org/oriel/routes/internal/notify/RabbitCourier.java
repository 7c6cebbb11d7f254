// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal.notify;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.oriel.event.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes to RabbitMQ as oslo.messaging does: a topic exchange, one queue per topic and priority,
 * which is declared so that nothing is lost before anybody listens. Waits for the broker's
 * confirmation.
 */
final class RabbitCourier implements Courier {
  private static final Logger LOG = LoggerFactory.getLogger(RabbitCourier.class);

  /** As many as an oslo listener remembers: it knows again what is sent again. */
  private static final int MOST = 16;

  private static final int CONNECT_MILLIS = 5_000;
  private static final long CONFIRM_MILLIS = 15_000;
  private static final int HEARTBEAT_SECONDS = 60;
  private static final int PERSISTENT = 2;

  private final RabbitSettings settings;
  private final OsloMessage message;
  private final Set<String> declared = new HashSet<>();
  private Optional<Connection> connection = Optional.empty();
  private Optional<Channel> open = Optional.empty();
  private int next;

  RabbitCourier(RabbitSettings settings, OsloMessage message) {
    this.settings = settings;
    this.message = message;
  }

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public Duration longestPause() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Optional<Duration> patience() {
    return Optional.empty();
  }

  @Override
  public void deliver(List<Outbox.Row> rows) throws IOException, InterruptedException {
    boolean delivered = false;
    try {
      Channel channel = channel();
      for (Outbox.Row row : rows) {
        publish(channel, row);
      }
      if (!channel.waitForConfirms(CONFIRM_MILLIS)) {
        throw new IOException("The broker did not take a message.");
      }
      delivered = true;
    } catch (TimeoutException | AlreadyClosedException e) {
      throw new IOException("The broker does not answer: " + e.getMessage(), e);
    } finally {
      if (!delivered) {
        close();
      }
    }
  }

  private void publish(Channel channel, Outbox.Row row) throws IOException {
    String text = settings.envelope() ? message.enveloped(row) : message.bare(row);
    AMQP.BasicProperties properties =
        new AMQP.BasicProperties.Builder()
            .contentType("application/json")
            .contentEncoding("utf-8")
            .deliveryMode(PERSISTENT)
            .priority(0)
            .build();
    for (String topic : settings.topics()) {
      String key = topic + "." + row.priority().name().toLowerCase(Locale.ROOT);
      declare(channel, key);
      channel.basicPublish(
          settings.exchange(), key, properties, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void declare(Channel channel, String key) throws IOException {
    if (declared.contains(key)) {
      return;
    }
    channel.queueDeclare(
        key,
        settings.durable() || settings.quorum(),
        false,
        settings.autoDelete(),
        settings.queueArguments());
    channel.queueBind(key, settings.exchange(), key);
    declared.add(key);
  }

  private Channel channel() throws IOException, TimeoutException {
    if (open.filter(Channel::isOpen).isPresent()) {
      return open.get();
    }
    close();
    TransportUrl.Broker broker = settings.url().brokers().get(next);
    next = (next + 1) % settings.url().brokers().size();
    Connection made = factory(broker).newConnection("oriel");
    connection = Optional.of(made);
    Channel channel = made.createChannel();
    channel.confirmSelect();
    channel.exchangeDeclare(
        settings.exchange(), "topic", settings.durable(), settings.autoDelete(), Map.of());
    open = Optional.of(channel);
    LOG.info("Connected to broker {}.", broker);
    return channel;
  }

  private ConnectionFactory factory(TransportUrl.Broker broker) throws IOException {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost(broker.host());
    factory.setPort(broker.port());
    factory.setUsername(broker.user());
    factory.setPassword(broker.password());
    factory.setVirtualHost(settings.url().virtualHost());
    factory.setAutomaticRecoveryEnabled(false);
    factory.setConnectionTimeout(CONNECT_MILLIS);
    factory.setHandshakeTimeout(CONNECT_MILLIS);
    factory.setShutdownTimeout(CONNECT_MILLIS);
    factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
    if (settings.tls()) {
      try {
        factory.useSslProtocol(Authorities.context(settings.authorities()));
      } catch (GeneralSecurityException e) {
        throw new IOException("No TLS with the broker: " + e.getMessage(), e);
      }
      factory.enableHostnameVerification();
    }
    return factory;
  }

  @Override
  public void close() {
    declared.clear();
    open = Optional.empty();
    connection.ifPresent(it -> it.abort(CONNECT_MILLIS));
    connection = Optional.empty();
  }
}
