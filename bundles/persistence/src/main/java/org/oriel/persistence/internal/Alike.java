// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.oriel.image.Refusal;

/**
 * Lets questions that are the same share an answer. Who asks what nobody is asking goes at once;
 * who asks what somebody is asking already waits until that one is back, and is then asked for
 * together with all others that wait for the same. So no answer is older than its question, and
 * nothing is kept.
 *
 * @param <K> a question
 * @param <V> an answer, which several may get
 */
final class Alike<K, V> {
  private final ReentrantLock lock = new ReentrantLock();

  /** Per question that is being asked, those who wait to have it asked again. */
  private final Map<K, Optional<Round<V>>> waiting = new HashMap<>();

  /**
   * The answer to a question.
   *
   * @param asked finds the answer; may run for others too
   */
  V ask(K question, Supplier<V> asked) {
    Round<V> round = new Round<>();
    boolean leads = true;
    lock.lock();
    try {
      Optional<Round<V>> next = waiting.get(question);
      if (next == null) {
        waiting.put(question, Optional.empty());
        round.turn.complete(true);
      } else if (next.isEmpty()) {
        waiting.put(question, Optional.of(round));
      } else {
        round = next.get();
        leads = false;
      }
    } finally {
      lock.unlock();
    }
    // without an outcome the fault may be the leader's own: who waited for him asks alone
    return leads ? lead(question, round, asked) : round.outcome.join().orElse(asked).get();
  }

  private V lead(K question, Round<V> round, Supplier<V> asked) {
    round.turn.join();
    try {
      V answer = asked.get();
      round.outcome.complete(Optional.of(() -> answer));
      return answer;
    } catch (Refusal e) { // meant for all: the database is away, or there is no such marker
      round.outcome.complete(
          Optional.of(
              () -> {
                throw e;
              }));
      throw e;
    } finally {
      passOn(question);
      round.outcome.complete(Optional.empty());
    }
  }

  private void passOn(K question) {
    lock.lock();
    try {
      Optional<Round<V>> next = waiting.remove(question);
      if (next.isPresent()) {
        waiting.put(question, Optional.empty());
        next.get().turn.complete(true);
      }
    } finally {
      lock.unlock();
    }
  }

  /** One asking, for one who leads and those who came while he waited for his turn. */
  private static final class Round<V> {
    private final CompletableFuture<Boolean> turn = new CompletableFuture<>();

    /** Gives the answer or throws the refusal; empty after any other failure. */
    private final CompletableFuture<Optional<Supplier<V>>> outcome = new CompletableFuture<>();
  }
}
