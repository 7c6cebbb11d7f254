// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal.notify;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How RabbitMQ is spoken to. Queues must be declared as their listeners declare them.
 *
 * @param exchange name of the topic exchange
 * @param topics queues are named {@code topic.priority}
 * @param envelope whether messages are wrapped as oslo's version 2 wants it
 * @param tls whether to speak TLS
 * @param authorities PEM file of the authorities that vouch for the broker; those of the JDK if
 *     empty
 */
record RabbitSettings(
    TransportUrl url,
    String exchange,
    List<String> topics,
    boolean envelope,
    boolean durable,
    boolean autoDelete,
    boolean quorum,
    boolean tls,
    Optional<Path> authorities) {

  /** Arguments of a queue. */
  Map<String, Object> queueArguments() {
    return quorum ? Map.of("x-queue-type", "quorum") : Map.of();
  }
}
