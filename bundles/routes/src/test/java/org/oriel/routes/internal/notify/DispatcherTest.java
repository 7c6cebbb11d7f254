// SPDX-License-Identifier: Apache-2.0
package org.oriel.routes.internal.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.oriel.event.Event;
import org.oriel.event.Outbox;
import org.oriel.testkit.catalogue.MemoryOutbox;
import org.oriel.testkit.catalogue.SetClock;

class DispatcherTest {
  private final SetClock clock = new SetClock();
  private final MemoryOutbox outbox = new MemoryOutbox(List.of("c"), clock);
  private final List<String> taken = new ArrayList<>();
  private Optional<IOException> trouble = Optional.empty();
  private int calls;
  private Dispatcher dispatcher = new Dispatcher("c", outbox, new Taker(), clock);

  /** Takes two rows at once, unless there is trouble. */
  private final class Taker implements Courier {
    @Override
    public int most() {
      return 2;
    }

    @Override
    public Duration longestPause() {
      return Duration.ofSeconds(8);
    }

    @Override
    public Optional<Duration> patience() {
      return Optional.of(Duration.ofHours(1));
    }

    @Override
    public void deliver(List<Outbox.Row> rows) throws IOException {
      calls++;
      if (trouble.isPresent()) {
        throw trouble.get();
      }
      rows.forEach(row -> taken.add(row.type()));
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  private void happen(String... types) {
    for (String type : types) {
      outbox.add(List.of(Event.info(type, Map.of())));
    }
  }

  private long waiting() {
    return outbox.backlog("c").rows();
  }

  @Test
  void deliversAllInOrderAndRemovesThem() {
    happen("1", "2", "3");
    assertThat(dispatcher.run()).isTrue();
    assertThat(dispatcher.run()).isTrue();
    assertThat(dispatcher.run()).isFalse();
    assertThat(taken).containsExactly("1", "2", "3");
    assertThat(waiting()).isZero();
  }

  @Test
  void keepsRowsWhileTheOtherSideIsAwayAndAsksLessAndLessOften() {
    happen("1", "2");
    trouble = Optional.of(new IOException("away"));
    List<Integer> seconds = new ArrayList<>();
    for (int second = 0; second < 40; second++) {
      int before = calls;
      assertThat(dispatcher.run()).isFalse();
      if (calls > before) {
        seconds.add(second);
      }
      clock.pass(Duration.ofSeconds(1));
    }
    assertThat(seconds).containsExactly(0, 1, 3, 7, 15, 23, 31, 39);
    happen("3");
    trouble = Optional.empty();
    clock.pass(Duration.ofSeconds(8));
    while (dispatcher.run()) {
      assertThat(calls).isLessThan(20);
    }
    assertThat(taken).containsExactly("1", "2", "3");
    assertThat(outbox.backlog("c").dropped()).isZero();
  }

  @Test
  void givesUpWhatIsTooOld() {
    happen("1", "2");
    clock.pass(Duration.ofMinutes(61));
    happen("3");
    trouble = Optional.of(new IOException("away"));
    dispatcher.run();
    assertThat(waiting()).isEqualTo(1);
    assertThat(outbox.backlog("c").dropped()).isEqualTo(2);
    clock.pass(Duration.ofSeconds(1));
    dispatcher.run();
    assertThat(waiting()).isEqualTo(1);
  }

  @Test
  void givesUpWhatIsRefusedAgainAndAgain() {
    happen("1", "2", "3");
    trouble = Optional.of(new Courier.Refused("no"));
    for (int tries = 1; tries <= 5; tries++) {
      assertThat(waiting()).isEqualTo(3);
      dispatcher.run();
      clock.pass(Duration.ofSeconds(10));
    }
    assertThat(outbox.backlog("c").dropped()).isEqualTo(2);
    trouble = Optional.empty();
    dispatcher.run();
    assertThat(taken).containsExactly("3");
  }

  @Test
  void leavesAChannelToTheNodeThatHoldsIt() {
    happen("1", "2", "3");
    dispatcher.run();
    Dispatcher there = new Dispatcher("c", outbox.onNode("there", clock), new Taker(), clock);
    assertThat(there.run()).isFalse();
    assertThat(taken).containsExactly("1", "2");
    clock.pass(Duration.ofSeconds(61));
    assertThat(there.run()).isTrue();
    assertThat(taken).containsExactly("1", "2", "3");
  }
}
