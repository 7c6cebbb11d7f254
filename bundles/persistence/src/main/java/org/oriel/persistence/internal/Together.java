// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.oriel.image.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets questions share a round trip. Who asks while a lane is free goes at once and alone; who asks
 * while all lanes are busy is asked for together with all others that wait, as soon as one comes
 * back. So nobody waits for company, no answer is older than its question, and the more is asked
 * the less each question costs.
 *
 * @param <K> a question
 * @param <V> an answer
 */
final class Together<K, V> {
  private static final Logger LOG = LoggerFactory.getLogger(Together.class);

  private final int lanes;
  private final int most;
  private final Function<List<K>, Map<K, V>> answers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Asker<K, V>> waiting = new ArrayDeque<>();
  private int busy;

  /**
   * @param lanes most round trips at a time
   * @param most most questions in one
   * @param answers by question; a question may be there twice, and may have no answer
   */
  Together(int lanes, int most, Function<List<K>, Map<K, V>> answers) {
    this.lanes = lanes;
    this.most = most;
    this.answers = answers;
  }

  /** The answer to a question, if it has one. */
  Optional<V> ask(K question) {
    Asker<K, V> asker = new Asker<>(question);
    if (mayGo(asker)) {
      lead(List.of(asker));
    } else {
      List<Asker<K, V>> group = asker.turn.join();
      if (!group.isEmpty()) {
        lead(group);
      }
    }
    if (asker.refusal.isPresent()) {
      throw asker.refusal.get();
    }
    // the fault may be another's: who shared a round trip that failed asks once more, alone
    return asker.answered
        ? asker.answer
        : Optional.ofNullable(answers.apply(List.of(question)).get(question));
  }

  private boolean mayGo(Asker<K, V> asker) {
    lock.lock();
    try {
      if (busy < lanes) {
        busy++;
        return true;
      }
      waiting.add(asker);
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Asks for a group whose first member this thread is. */
  private void lead(List<Asker<K, V>> group) {
    try {
      if (group.size() == 1) {
        group.get(0).take(answers.apply(List.of(group.get(0).question)));
        return;
      }
      Map<K, V> found = answers.apply(group.stream().map(asker -> asker.question).toList());
      group.forEach(asker -> asker.take(found));
    } catch (Refusal e) { // no fault of a question: the database is away, or has too much to do
      group.forEach(asker -> asker.refusal = Optional.of(e));
    } catch (RuntimeException e) {
      if (group.size() == 1) {
        throw e;
      }
      LOG.debug("{} questions together failed; each is asked alone.", group.size(), e);
    } finally {
      passOn();
      group.subList(1, group.size()).forEach(asker -> asker.turn.complete(List.of()));
    }
  }

  /** Gives the lane to those that wait; the first of them leads. */
  private void passOn() {
    List<Asker<K, V>> group = new ArrayList<>();
    lock.lock();
    try {
      while (group.size() < most && !waiting.isEmpty()) {
        group.add(waiting.remove());
      }
      if (group.isEmpty()) {
        busy--;
        return;
      }
    } finally {
      lock.unlock();
    }
    group.get(0).turn.complete(group);
  }

  private static final class Asker<K, V> {
    private final K question;

    /** A group to lead, or an empty one when somebody else has asked. */
    private final CompletableFuture<List<Asker<K, V>>> turn = new CompletableFuture<>();

    // written before the turn comes
    private boolean answered;
    private Optional<V> answer = Optional.empty();
    private Optional<Refusal> refusal = Optional.empty();

    Asker(K question) {
      this.question = question;
    }

    void take(Map<K, V> found) {
      answer = Optional.ofNullable(found.get(question));
      answered = true;
    }
  }
}
