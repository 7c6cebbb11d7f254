// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.oriel.identity.Evidence;
import org.oriel.identity.Identity;
import org.oriel.image.AdminRule;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;

/**
 * Users of a users file, who say their password with each request by HTTP Basic. What was found out
 * about credentials is remembered for a while under a hash of them, keyed with a key of this
 * process: neither the password nor anything that helps to find it is kept.
 */
final class LocalIdentity implements Identity {
  private static final String ALGORITHM = "HmacSHA256";
  private static final Duration REMEMBER_RIGHT = Duration.ofMinutes(10);
  private static final Duration REMEMBER_WRONG = Duration.ofSeconds(30);
  private static final int MAX_REMEMBERED = 10_000;

  private final UsersFile file;
  private final String challenge;
  private final AdminRule adminRule;
  private final SecretKeySpec key;
  private final PasswordCheck check;
  private final Cache<ByteBuffer, Known> right = remember(REMEMBER_RIGHT);
  private final Cache<ByteBuffer, Known> wrong = remember(REMEMBER_WRONG);

  /** Found out about credentials, as long as these users are the ones there are. */
  private record Known(Users users, Optional<Caller> caller) {}

  LocalIdentity(UsersFile file, String realm, AdminRule adminRule) {
    this.file = file;
    this.challenge = "Basic realm=\"" + realm + "\"";
    this.adminRule = adminRule;
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    this.key = new SecretKeySpec(secret, ALGORITHM);
    this.check = new PasswordCheck(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  private static Cache<ByteBuffer, Known> remember(Duration time) {
    return Caffeine.newBuilder()
        .maximumSize(MAX_REMEMBERED)
        .expireAfterWrite(time)
        .executor(Runnable::run)
        .build();
  }

  @Override
  public Caller identify(Evidence evidence) {
    BasicCredentials credentials =
        evidence
            .header("Authorization")
            .flatMap(BasicCredentials::of)
            .orElseThrow(this::unauthenticated);
    Users users = file.users();
    ByteBuffer name = keyed(credentials);
    Optional<Known> known = known(users, name);
    if (known.isEmpty()) {
      known = Optional.of(ask(users, name, credentials));
    }
    return judged(known.get().caller().orElseThrow(this::unauthenticated));
  }

  private Optional<Known> known(Users users, ByteBuffer name) {
    Known found = right.getIfPresent(name);
    if (found == null) {
      found = wrong.getIfPresent(name);
    }
    return Optional.ofNullable(found).filter(known -> known.users == users);
  }

  private Known ask(Users users, ByteBuffer name, BasicCredentials credentials) {
    Optional<User> user = users.find(credentials.name());
    boolean matches =
        check.matches(
            user,
            credentials.password(),
            users.cost(),
            () -> known(users, name).map(known -> known.caller().isPresent()));
    Known found = new Known(users, matches ? user.map(this::caller) : Optional.empty());
    (matches ? right : wrong).put(name, found);
    return found;
  }

  private Caller caller(User user) {
    return judged(Caller.of(user.name(), user.project(), user.roles()));
  }

  /** Each time anew: the rule may have changed since. */
  private Caller judged(Caller caller) {
    boolean admin = adminRule.isAdmin(caller);
    return admin == caller.isAdmin() ? caller : caller.withAdmin(admin);
  }

  private ByteBuffer keyed(BasicCredentials credentials) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] name = credentials.name().getBytes(StandardCharsets.UTF_8);
      mac.update(ByteBuffer.allocate(4).putInt(name.length).flip());
      mac.update(name);
      return ByteBuffer.wrap(mac.doFinal(credentials.password()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  private Refusal unauthenticated() {
    return new Refusal.Unauthenticated(
        "The request you have made requires authentication.", challenge);
  }
}
