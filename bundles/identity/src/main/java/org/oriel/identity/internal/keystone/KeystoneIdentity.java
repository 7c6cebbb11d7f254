// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.oriel.identity.Evidence;
import org.oriel.identity.Identity;
import org.oriel.image.AdminRule;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Callers who show a token of Keystone. What else a request says about its sender does not count.
 */
public final class KeystoneIdentity implements Identity, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeystoneIdentity.class);
  private static final int MOST_QUESTIONS = 32;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final KeystoneSettings settings;
  private final AdminRule adminRule;
  private final Wire wire;
  private final TokenCheck check;
  private final TokenCache cache;
  private final String challenge;
  private final Semaphore questions = new Semaphore(MOST_QUESTIONS, true);
  private final AtomicBoolean away = new AtomicBoolean();

  /** Opens nothing yet: Keystone may come later than this server. */
  public KeystoneIdentity(KeystoneSettings settings, AdminRule adminRule) {
    this(settings, adminRule, InstantSource.system(), Ticker.systemTicker());
  }

  KeystoneIdentity(
      KeystoneSettings settings, AdminRule adminRule, InstantSource clock, Ticker ticker) {
    this.settings = settings;
    this.adminRule = adminRule;
    this.wire = new Wire(settings);
    this.check = new TokenCheck(new ServiceSession(settings, wire, clock), wire);
    this.cache = new TokenCache(settings.cacheTime(), clock, ticker);
    this.challenge = "Keystone uri=\"" + settings.publicUri() + "\"";
  }

  @Override
  public Caller identify(Evidence evidence) {
    Optional<String> shown =
        evidence.header("X-Auth-Token").or(() -> evidence.header("X-Storage-Token"));
    if (shown.isEmpty() || shown.get().isEmpty()) {
      throw unauthenticated();
    }
    Optional<Token> service =
        evidence.header("X-Service-Token").flatMap(token -> token(token, false));
    boolean vouched =
        service.isPresent()
            && !Collections.disjoint(service.get().caller().roles(), settings.serviceRoles());
    Token token = token(shown.get(), vouched).orElseThrow(this::unauthenticated);
    if (token.scope() == Token.Scope.DOMAIN || token.scope() == Token.Scope.SYSTEM) {
      throw new Refusal.Forbidden("A token is needed whose scope is a project.");
    }
    if (service.isEmpty() && !permits(token, evidence)) {
      throw unauthenticated();
    }
    boolean counts = service.isPresent() && (vouched || !settings.serviceRolesRequired());
    return judged(counts ? with(token.caller(), service.get().caller().roles()) : token.caller());
  }

  /** What services ask for one another is not what the rules of a user's credential are about. */
  private boolean permits(Token token, Evidence evidence) {
    return token.rules().isEmpty()
        || token.rules().get().stream()
            .anyMatch(
                rule -> rule.permits(settings.serviceType(), evidence.method(), evidence.path()));
  }

  private static Caller with(Caller user, Set<String> serviceRoles) {
    return new Caller(user.user(), user.project(), user.roles(), serviceRoles, false, false);
  }

  /** Each time anew: the rule may have changed since. */
  private Caller judged(Caller caller) {
    return adminRule.isAdmin(caller) ? caller.withAdmin(true) : caller;
  }

  private Optional<Token> token(String token, boolean expired) {
    try {
      return cache.answer(TokenCache.Key.of(token, expired), () -> asked(token, expired));
    } catch (KeystoneAway e) {
      if (away.compareAndSet(false, true)) {
        LOG.error("No new token can be checked: {}", e.getMessage());
      }
      throw new Refusal.Unavailable("The identity service cannot be asked now.", RETRY_AFTER);
    }
  }

  private Optional<Token> asked(String token, boolean expired) throws KeystoneAway {
    try {
      if (!questions.tryAcquire(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new KeystoneAway("Keystone is slow to answer.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeystoneAway("Asking Keystone was interrupted.", e);
    }
    try {
      Optional<Token> answer = check.ask(token, expired);
      if (away.compareAndSet(true, false)) {
        LOG.info("Keystone answers again");
      }
      return answer;
    } finally {
      questions.release();
    }
  }

  /** As {@link org.oriel.image.ServiceCatalog#endpoint}. */
  public Optional<URI> endpoint(Caller.Token token, String type, String region, String reach) {
    try {
      JsonNode catalog = check.catalog(token.text()).orElseThrow(this::unauthenticated);
      return Catalog.endpoint(catalog, type, region, reach);
    } catch (KeystoneAway e) {
      LOG.warn("The catalog cannot be had: {}", e.getMessage());
      throw new Refusal.Unavailable("The identity service cannot be asked now.", RETRY_AFTER);
    }
  }

  private Refusal unauthenticated() {
    return new Refusal.Unauthenticated(
        "The request you have made requires authentication.", challenge);
  }

  @Override
  public void close() {
    wire.close();
  }
}
