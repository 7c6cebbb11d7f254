// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.oriel.image.Refusal;

@Timeout(30)
class TogetherTest {
  private final ConcurrentLinkedQueue<List<String>> trips = new ConcurrentLinkedQueue<>();

  @Test
  @DisplayName("who is alone asks alone, and at once")
  void alone() {
    Together<String, String> together = new Together<>(2, 8, this::answers);
    assertThat(together.ask("a")).contains("A");
    assertThat(together.ask("nobody")).isEmpty();
    assertThat(trips).containsExactly(List.of("a"), List.of("nobody"));
  }

  @Test
  @DisplayName("who waits is asked for with all that wait, up to the limit")
  void shared() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    Together<String, String> together = held(hold, 3);
    List<CompletableFuture<Optional<String>>> askers = new ArrayList<>();
    askers.add(CompletableFuture.supplyAsync(() -> together.ask("first")));
    until(1);
    for (String question : List.of("b", "c", "b", "d", "nobody")) {
      askers.add(asking(together, question));
    }
    hold.countDown();
    List<Optional<String>> answers = new ArrayList<>();
    for (CompletableFuture<Optional<String>> asker : askers) {
      answers.add(asker.get(10, TimeUnit.SECONDS));
    }
    assertThat(answers)
        .containsExactly(
            Optional.of("FIRST"),
            Optional.of("B"),
            Optional.of("C"),
            Optional.of("B"),
            Optional.of("D"),
            Optional.empty());
    assertThat(trips).hasSize(3).allMatch(trip -> trip.size() <= 3);
    assertThat(together.ask("later")).contains("LATER");
  }

  @Test
  @DisplayName("a failure is only his whose question fails")
  void failure() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    Together<String, String> together = held(hold, 8);
    CompletableFuture<Optional<String>> first =
        CompletableFuture.supplyAsync(() -> together.ask("first"));
    until(1);
    CompletableFuture<Optional<String>> good = asking(together, "good");
    CompletableFuture<Optional<String>> bad = asking(together, "bad");
    CompletableFuture<Optional<String>> fine = asking(together, "fine");
    hold.countDown();
    assertThat(first.get(10, TimeUnit.SECONDS)).contains("FIRST");
    assertThat(fine.get(10, TimeUnit.SECONDS)).contains("FINE");
    assertThatThrownBy(() -> bad.get(10, TimeUnit.SECONDS)).hasMessageContaining("bad question");
    assertThat(good.get(10, TimeUnit.SECONDS)).contains("GOOD");
    assertThat(together.ask("later")).contains("LATER");
  }

  @Test
  @DisplayName("a refusal is for all who share the round trip, without asking again")
  void refusal() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    Together<String, String> together = held(hold, 8);
    CompletableFuture<Optional<String>> first =
        CompletableFuture.supplyAsync(() -> together.ask("first"));
    until(1);
    CompletableFuture<Optional<String>> one = asking(together, "one");
    CompletableFuture<Optional<String>> away = asking(together, "away");
    hold.countDown();
    assertThat(first.get(10, TimeUnit.SECONDS)).contains("FIRST");
    for (CompletableFuture<Optional<String>> asker : List.of(one, away)) {
      assertThatThrownBy(() -> asker.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(Refusal.Unavailable.class);
    }
    assertThat(trips).hasSize(2);
  }

  @Test
  @DisplayName("under load everybody gets his own answer")
  void load() throws Exception {
    AtomicInteger most = new AtomicInteger();
    AtomicInteger now = new AtomicInteger();
    Together<Integer, Integer> together =
        new Together<>(
            2,
            16,
            questions -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              Map<Integer, Integer> squares = new HashMap<>();
              questions.forEach(question -> squares.put(question, question * question));
              now.decrementAndGet();
              return squares;
            });
    List<CompletableFuture<Boolean>> askers = new ArrayList<>();
    for (int asker = 0; asker < 8; asker++) {
      int start = asker * 1000;
      askers.add(
          CompletableFuture.supplyAsync(
              () -> {
                boolean right = true;
                for (int i = start; i < start + 1000; i++) {
                  right &= together.ask(i).equals(Optional.of(i * i));
                }
                return right;
              }));
    }
    for (CompletableFuture<Boolean> asker : askers) {
      assertThat(asker.get(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(most.get()).isLessThanOrEqualTo(2);
  }

  /** One lane, whose first trip lasts until the latch opens. */
  private Together<String, String> held(CountDownLatch hold, int most) {
    return new Together<>(
        1,
        most,
        questions -> {
          Map<String, String> answers = answers(questions);
          if (questions.equals(List.of("first"))) {
            try {
              hold.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
          return answers;
        });
  }

  private Map<String, String> answers(List<String> questions) {
    trips.add(List.copyOf(questions));
    if (questions.contains("bad")) {
      throw new IllegalArgumentException("bad question");
    }
    if (questions.contains("away")) {
      throw new Refusal.Unavailable("away", Duration.ofSeconds(1));
    }
    Map<String, String> answers = new HashMap<>();
    questions.stream()
        .filter(question -> !question.equals("nobody"))
        .forEach(question -> answers.put(question, question.toUpperCase(Locale.ROOT)));
    return answers;
  }

  /** Asks on a thread of its own, and returns when that thread waits. */
  private static CompletableFuture<Optional<String>> asking(
      Together<String, String> together, String question) throws InterruptedException {
    CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                answer.complete(together.ask(question));
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    thread.start();
    while (thread.getState() != Thread.State.WAITING) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return answer;
  }

  private void until(int count) throws InterruptedException {
    while (trips.size() < count) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }
}
