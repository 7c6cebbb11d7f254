// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The token by which the service itself asks Keystone; fetched when it is needed, kept, renewed.
 */
final class ServiceSession {
  private static final Duration SPARE = Duration.ofMinutes(2);

  private final KeystoneSettings settings;
  private final Wire wire;
  private final InstantSource clock;
  private final ReentrantLock renewing = new ReentrantLock();
  private volatile @Nullable Held held;

  /**
   * A token and where to ask with it.
   *
   * @param validation the resource that tells about tokens
   */
  record Held(String token, Instant expiresAt, URI validation) {
    /** Nothing of the token. */
    @Override
    public String toString() {
      return "Held[" + expiresAt + ", " + validation + "]";
    }
  }

  ServiceSession(KeystoneSettings settings, Wire wire, InstantSource clock) {
    this.settings = settings;
    this.wire = wire;
    this.clock = clock;
  }

  /** A token that should be good for a while. */
  Held current() throws KeystoneAway {
    Held now = held;
    return now != null && isFresh(now) ? now : renewed(Optional.ofNullable(now));
  }

  /** Another token than one that was refused. Of many who ask at once, one fetches it. */
  Held renewed(Optional<Held> refused) throws KeystoneAway {
    lock();
    try {
      Held now = held;
      boolean another = now != null && isFresh(now) && refused.filter(now::equals).isEmpty();
      if (now != null && another) {
        return now;
      }
      Held fetched = fetched();
      held = fetched;
      return fetched;
    } finally {
      renewing.unlock();
    }
  }

  private void lock() throws KeystoneAway {
    try {
      if (!renewing.tryLock(settings.timeout().toMillis() * 2, TimeUnit.MILLISECONDS)) {
        throw new KeystoneAway("Keystone is slow to give a token.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeystoneAway("Asking Keystone was interrupted.", e);
    }
  }

  private boolean isFresh(Held token) {
    return clock.instant().plus(SPARE).isBefore(token.expiresAt());
  }

  private Held fetched() throws KeystoneAway {
    Wire.Reply reply = wire.post(tokens(settings.authUrl()), settings.login().body());
    if (reply.status() == 401 || reply.status() == 403) {
      throw new KeystoneAway("Keystone refuses the credentials of [keystone_authtoken].");
    }
    Optional<String> token = reply.headers().firstValue("X-Subject-Token");
    if (reply.status() != 201 || token.isEmpty()) {
      throw new KeystoneAway(
          "Keystone gives no token to [keystone_authtoken]: status " + reply.status() + ".");
    }
    JsonNode document = Token.document(reply.body());
    URI root = endpoint(document).orElse(settings.authUrl());
    return new Held(token.get(), Token.expiresAt(document), tokens(root));
  }

  private static URI tokens(URI root) {
    return URI.create(root + "/auth/tokens");
  }

  private Optional<URI> endpoint(JsonNode token) {
    for (JsonNode service : token.path("catalog")) {
      if (service.path("type").asText().equals("identity")) {
        for (JsonNode endpoint : service.path("endpoints")) {
          if (isWanted(endpoint)) {
            return KeystoneSettings.root(endpoint.path("url").asText());
          }
        }
      }
    }
    return Optional.empty();
  }

  private boolean isWanted(JsonNode endpoint) {
    String region = endpoint.path("region_id").asText(endpoint.path("region").asText());
    return endpoint.path("interface").asText().equals(settings.endpointInterface())
        && settings.region().filter(wanted -> !wanted.equals(region)).isEmpty();
  }
}
