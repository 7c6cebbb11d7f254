// SPDX-License-Identifier: Apache-2.0
/**
 * Notifications: one route per channel of the outbox, which reads it in order and hands its rows to
 * a courier: to RabbitMQ, to a webhook or to the log.
 */
@NullMarked
package org.oriel.routes.internal.notify;

import org.jspecify.annotations.NullMarked;
