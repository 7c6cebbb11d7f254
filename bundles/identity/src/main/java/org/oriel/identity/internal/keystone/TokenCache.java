// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal.keystone;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What Keystone said of tokens not long ago, under their SHA-256. Of many who ask for the same
 * token at once, one asks Keystone and the others wait for what it hears.
 */
final class TokenCache {
  private static final int MOST_TOKENS = 20_000;

  /** A token that is not valid hardly becomes so; but a cluster of Keystones agrees slowly. */
  private static final Duration REMEMBER_WRONG = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Asks Keystone. */
  @FunctionalInterface
  interface Question {
    Optional<Token> ask() throws KeystoneAway;
  }

  /** The SHA-256 of a token, and whether it may have expired. */
  record Key(long a, long b, long c, long d, boolean expired) {
    static Key of(String token, boolean expired) {
      ByteBuffer digest =
          ByteBuffer.wrap(sha256().digest(token.getBytes(StandardCharsets.ISO_8859_1)));
      return new Key(
          digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong(), expired);
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java platform has SHA-256", e);
      }
    }
  }

  private final AsyncCache<Key, Optional<Token>> answers;
  private final Duration time;
  private final InstantSource clock;

  TokenCache(Duration time, InstantSource clock, Ticker ticker) {
    this.time = time;
    this.clock = clock;
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(MOST_TOKENS)
            .expireAfter(Expiry.<Key, Optional<Token>>writing((key, answer) -> life(answer)))
            .ticker(ticker)
            .executor(Runnable::run)
            .buildAsync();
  }

  private Duration life(Optional<Token> answer) {
    if (answer.isEmpty()) {
      return time.compareTo(REMEMBER_WRONG) < 0 ? time : REMEMBER_WRONG;
    }
    Instant now = clock.instant();
    Instant end = answer.get().expiresAt();
    // An expired token that somebody vouches for is believed as long as any other.
    Duration left = end.isAfter(now) ? Duration.between(now, end) : time;
    return left.compareTo(time) < 0 ? left : time;
  }

  /** What is known of a token; asks if nothing is. */
  Optional<Token> answer(Key key, Question question) throws KeystoneAway {
    CompletableFuture<Optional<Token>> known = answers.getIfPresent(key);
    if (known != null) {
      return heard(known);
    }
    CompletableFuture<Optional<Token>> asking = new CompletableFuture<>();
    CompletableFuture<Optional<Token>> other = answers.asMap().putIfAbsent(key, asking);
    return other == null ? asked(asking, question) : heard(other);
  }

  private static Optional<Token> asked(CompletableFuture<Optional<Token>> asking, Question question)
      throws KeystoneAway {
    try {
      Optional<Token> answer = question.ask();
      asking.complete(answer);
      return answer;
    } finally {
      // Does nothing after an answer; without one, this takes the question out of the cache.
      asking.cancel(false);
    }
  }

  private static Optional<Token> heard(CompletableFuture<Optional<Token>> known)
      throws KeystoneAway {
    try {
      return known.isDone() ? known.join() : known.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeystoneAway("Asking Keystone was interrupted.", e);
    } catch (ExecutionException | CompletionException | CancellationException e) {
      throw new KeystoneAway("Keystone gave no answer to another who asked.", e);
    } catch (TimeoutException e) {
      throw new KeystoneAway("Keystone is slow to answer.", e);
    }
  }
}
