// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.oriel.image.Refusal;

@Timeout(30)
class AlikeTest {
  private final ExecutorService crowd = Executors.newCachedThreadPool();
  private final Alike<String, Integer> alike = new Alike<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final Phaser begun = new Phaser(1);
  private final CountDownLatch hold = new CountDownLatch(1);

  @AfterEach
  void end() {
    crowd.shutdownNow();
  }

  @Test
  @DisplayName("who is alone asks at once, each time anew")
  void alone() {
    assertThat(alike.ask("a", asked::incrementAndGet)).isEqualTo(1);
    assertThat(alike.ask("a", asked::incrementAndGet)).isEqualTo(2);
    assertThat(alike.ask("b", asked::incrementAndGet)).isEqualTo(3);
  }

  @Test
  @DisplayName("who comes while the same is being asked gets an answer that was asked for later")
  void shared() throws Exception {
    CompletableFuture<Integer> first = first();
    List<CompletableFuture<Integer>> askers = waiting(5, asked::incrementAndGet);
    assertThat(alike.ask("another", () -> 100)).isEqualTo(100);
    hold.countDown();
    assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    for (CompletableFuture<Integer> asker : askers) {
      assertThat(asker.get(10, TimeUnit.SECONDS)).isEqualTo(2);
    }
    assertThat(alike.ask("a", asked::incrementAndGet)).isEqualTo(3);
  }

  @Test
  @DisplayName("a refusal is for all who share the question")
  void refusal() throws Exception {
    CompletableFuture<Integer> first = first();
    List<CompletableFuture<Integer>> askers =
        waiting(
            3,
            () -> {
              asked.incrementAndGet();
              throw new Refusal.Unavailable("away", Duration.ofSeconds(1));
            });
    hold.countDown();
    assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    for (CompletableFuture<Integer> asker : askers) {
      assertThatThrownBy(() -> asker.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(Refusal.Unavailable.class);
    }
    assertThat(asked).hasValue(2);
  }

  @Test
  @DisplayName("a fault is the leader's own: the others ask for themselves")
  void fault() throws Exception {
    CompletableFuture<Integer> first = first();
    List<CompletableFuture<Integer>> askers =
        waiting(
            3,
            () -> {
              if (asked.incrementAndGet() == 2) {
                throw new IllegalStateException("a fault");
              }
              return 7;
            });
    hold.countDown();
    assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    List<String> heard = new ArrayList<>();
    for (CompletableFuture<Integer> asker : askers) {
      heard.add(asker.handle((answer, e) -> e == null ? "7" : "fault").get(10, TimeUnit.SECONDS));
    }
    assertThat(heard).containsExactlyInAnyOrder("7", "7", "fault");
    assertThat(alike.ask("a", () -> 9)).isEqualTo(9);
  }

  @Test
  @DisplayName("under load nobody gets an answer from before his question")
  void load() throws Exception {
    AtomicInteger now = new AtomicInteger();
    List<CompletableFuture<Boolean>> askers = new ArrayList<>();
    for (int thread = 0; thread < 12; thread++) {
      String question = "q" + thread % 2;
      askers.add(
          CompletableFuture.supplyAsync(
              () -> {
                boolean fresh = true;
                for (int i = 0; i < 2000; i++) {
                  int before = now.incrementAndGet();
                  fresh &= alike.ask(question, now::get) >= before;
                }
                return fresh;
              },
              crowd));
    }
    for (CompletableFuture<Boolean> asker : askers) {
      assertThat(asker.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** One who asks "a" and is answered with 1 when the latch opens. */
  private CompletableFuture<Integer> first() {
    begun.register();
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(
            () ->
                alike.ask(
                    "a",
                    () -> {
                      begun.arriveAndDeregister();
                      held();
                      return asked.incrementAndGet();
                    }),
            crowd);
    begun.arriveAndAwaitAdvance();
    return first;
  }

  /** So many who ask the same, and wait. */
  private List<CompletableFuture<Integer>> waiting(int count, Supplier<Integer> answer)
      throws InterruptedException {
    List<CompletableFuture<Integer>> askers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      CompletableFuture<Thread> thread = new CompletableFuture<>();
      askers.add(
          CompletableFuture.supplyAsync(
              () -> {
                thread.complete(Thread.currentThread());
                return alike.ask("a", answer);
              },
              crowd));
      threads.add(thread.join());
    }
    while (threads.stream().anyMatch(it -> it.getState() != Thread.State.WAITING)) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return askers;
  }

  private void held() {
    try {
      hold.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
