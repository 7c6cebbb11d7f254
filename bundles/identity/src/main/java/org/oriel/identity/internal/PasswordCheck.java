// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.oriel.image.Refusal;

/**
 * Compares passwords with their hashes. That is dear on purpose; so only a few processors are given
 * to it, few may wait for them, and whoever finds too many waiting is turned away at once.
 */
final class PasswordCheck {
  /** More bytes bcrypt does not take. */
  private static final int MAX_PASSWORD = 71;

  private static final int MAX_WAITING = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Semaphore processors;

  PasswordCheck(int processors) {
    this.processors = new Semaphore(processors, true);
  }

  /**
   * Whether a password is that of a user. Takes as long if there is no such user.
   *
   * @param known asked once more when it is our turn: perhaps the same question was answered while
   *     we waited
   * @throws Refusal.Unavailable if too many ask
   */
  boolean matches(
      Optional<User> user, byte[] password, int cost, Supplier<Optional<Boolean>> known) {
    if (processors.getQueueLength() >= MAX_WAITING) {
      throw busy();
    }
    try {
      if (!processors.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    }
    try {
      return known.get().orElseGet(() -> compare(user, password, cost));
    } finally {
      processors.release();
    }
  }

  /** A hash for a users file. */
  static String hash(String password, int cost) {
    return BCrypt.withDefaults().hashToString(cost, password.toCharArray());
  }

  private static boolean compare(Optional<User> user, byte[] password, int cost) {
    boolean fits = password.length <= MAX_PASSWORD && !contains(password, (byte) 0);
    byte[] candidate = fits ? password : new byte[] {'x'};
    if (user.isPresent()) {
      byte[] hash = user.get().hash().getBytes(StandardCharsets.US_ASCII);
      return BCrypt.verifyer().verify(candidate, hash).verified && fits;
    }
    // The work without a use: otherwise the time would tell which users there are.
    BCrypt.withDefaults().hash(cost, candidate);
    return false;
  }

  private static boolean contains(byte[] bytes, byte wanted) {
    for (byte each : bytes) {
      if (each == wanted) {
        return true;
      }
    }
    return false;
  }

  private static Refusal busy() {
    return new Refusal.Unavailable("Too many passwords are being checked.", Duration.ofSeconds(2));
  }
}
