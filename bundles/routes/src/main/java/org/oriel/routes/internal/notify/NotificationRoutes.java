// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal.notify;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.oriel.event.Outbox;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** One route per channel of the outbox. Without anybody to notify there is no such component. */
@Component(
    name = NotificationSettings.PID,
    service = RoutesBuilder.class,
    configurationPid = NotificationSettings.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class NotificationRoutes extends RouteBuilder {
  private static final String EVERY = "?initialDelay=500&delay=500&greedy=true";

  private final Outbox outbox;
  private final Clock clock = Clock.systemUTC();
  private final Map<String, Courier> couriers = new LinkedHashMap<>();

  @Activate
  public NotificationRoutes(@Reference Outbox outbox, Map<String, Object> configuration) {
    this.outbox = outbox;
    NotificationSettings settings = NotificationSettings.of(configuration);
    OsloMessage message = new OsloMessage(settings.publisherId());
    settings
        .rabbit()
        .ifPresent(
            rabbit ->
                couriers.put(NotificationSettings.MESSAGING, new RabbitCourier(rabbit, message)));
    if (settings.log()) {
      couriers.put(NotificationSettings.LOG, new LogCourier(message));
    }
    settings
        .webhooks()
        .forEach(
            (name, url) ->
                couriers.put(
                    NotificationSettings.WEBHOOK + name,
                    new WebhookCourier(
                        url, settings.secret(), settings.patience(), message, clock)));
  }

  @Override
  public void configure() {
    couriers.forEach(
        (channel, courier) -> {
          Dispatcher dispatcher = new Dispatcher(channel, outbox, courier, clock);
          from("scheduler:oriel-notify-" + channel + EVERY)
              .routeId("notify-" + channel)
              .process(
                  exchange ->
                      exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, dispatcher.run()));
        });
  }

  /** Ends connections, after the routes. */
  @Deactivate
  void close() {
    couriers.values().forEach(Courier::close);
  }
}
