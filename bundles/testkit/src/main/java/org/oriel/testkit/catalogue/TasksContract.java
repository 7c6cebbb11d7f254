// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.Refusal;
import org.oriel.task.Task;
import org.oriel.task.TaskCatalogue;
import org.oriel.task.TaskQuery;
import org.oriel.task.TaskStatus;

/** Tasks, their life, and the locks of imports. */
public interface TasksContract extends CatalogueFixture {
  /** A time after which tasks are forgotten. */
  Instant LATER = SetClock.START.plus(Duration.ofDays(2));

  @Test
  @DisplayName("a task is kept as it was added")
  default void taskKept() {
    Task task = task(1, "alices");
    TaskCatalogue tasks = open().tasks();
    tasks.add(task);
    assertThat(tasks.find(task.id(), Caller.SYSTEM)).contains(task);
    assertThatThrownBy(() -> tasks.add(task)).isInstanceOf(Refusal.Conflict.class);
  }

  @Test
  @DisplayName("a task is seen by administrators and its project, and by nobody else")
  default void taskSeen() {
    TaskCatalogue tasks = open().tasks();
    tasks.add(task(1, "alices"));
    tasks.add(task(2, ""));
    assertThat(tasks.find(Samples.id(1), Samples.ALICE)).isPresent();
    assertThat(tasks.find(Samples.id(1), Samples.ADMIN)).isPresent();
    assertThat(tasks.find(Samples.id(1), Samples.BOB)).isEmpty();
    assertThat(tasks.find(Samples.id(1), Samples.NOBODY)).isEmpty();
    assertThat(tasks.find(Samples.id(2), Samples.NOBODY)).isEmpty();
    assertThat(tasks.find(Samples.id(404), Samples.ADMIN)).isEmpty();
    assertThat(tasks.list(all(), Samples.ADMIN)).hasSize(2);
    assertThat(tasks.list(all(), Samples.ALICE)).hasSize(1);
    assertThat(tasks.list(all(), Samples.BOB)).isEmpty();
    assertThat(tasks.ofImage(Samples.id(100), Samples.ALICE)).hasSize(1);
    assertThat(tasks.ofImage(Samples.id(100), Samples.BOB)).isEmpty();
    assertThat(tasks.ofImage(Samples.id(404), Samples.ADMIN)).isEmpty();
  }

  @Test
  @DisplayName("a task lives: it begins, goes on and succeeds")
  default void life() {
    TaskCatalogue tasks = open().tasks();
    Task pending = task(1, "alices");
    tasks.add(pending);
    clock().pass(Duration.ofSeconds(1));
    Task begun = tasks.store(pending, pending.begin());
    assertThat(begun.updatedAt()).isEqualTo(Samples.later(1));
    clock().pass(Duration.ofSeconds(1));
    Task going = tasks.store(begun, begun.progress("Copied 15 MiB"));
    Task done = tasks.store(going, going.succeed(Map.of("image_id", "x"), "", LATER));
    assertThat(tasks.find(pending.id(), Samples.ALICE)).contains(done);
    assertThat(done.status()).isEqualTo(TaskStatus.SUCCESS);
    assertThat(done.updatedAt()).isEqualTo(Samples.later(2));
    assertThat(done.createdAt()).isEqualTo(SetClock.START);
  }

  @Test
  @DisplayName("a move is stored only from the status that it started from")
  default void compareAndSet() throws InterruptedException {
    TaskCatalogue tasks = open().tasks();
    Task pending = task(1, "alices");
    tasks.add(pending);
    List<Optional<Refusal>> results =
        AtOnce.times(4, i -> tasks.store(pending, pending.fail("thread " + i, LATER)));
    assertThat(results).filteredOn(Optional::isEmpty).hasSize(1);
    assertThatThrownBy(() -> tasks.store(pending, pending.begin()))
        .isInstanceOf(Refusal.Conflict.class);
    Task unknown = task(404, "alices");
    assertThatThrownBy(() -> tasks.store(unknown, unknown.begin()))
        .isInstanceOf(Refusal.Gone.class);
  }

  @Test
  @DisplayName("expired tasks are not seen any more")
  default void expired() {
    TaskCatalogue tasks = open().tasks();
    Task first = task(1, "alices");
    tasks.add(first);
    tasks.store(first, first.fail("no", LATER));
    tasks.add(task(2, "alices"));
    clock().pass(Duration.ofHours(47));
    assertThat(tasks.ofImage(Samples.id(100), Samples.ALICE)).hasSize(2);
    clock().pass(Duration.ofHours(1));
    assertThat(tasks.ofImage(Samples.id(100), Samples.ADMIN)).hasSize(1);
    assertThat(tasks.ofImage(Samples.id(100), Samples.ALICE)).hasSize(1);
    assertThat(tasks.list(all(), Samples.ADMIN)).hasSize(1);
    assertThat(tasks.find(first.id(), Samples.ALICE)).isEmpty();
    assertThatThrownBy(() -> tasks.add(first)).isInstanceOf(Refusal.Conflict.class);
  }

  @Test
  @DisplayName("a list has filters, an order, and pages without gap or double")
  default void list() {
    TaskCatalogue tasks = open().tasks();
    List<Task> added = new ArrayList<>();
    for (int i = 1; i <= 7; i++) {
      Task task = task(i, i % 2 == 0 ? "alices" : "bobs");
      tasks.add(task);
      added.add(i % 3 == 0 ? tasks.store(task, task.begin()) : task);
      if (i % 2 == 0) {
        clock().pass(Duration.ofSeconds(1));
      }
    }
    Collections.reverse(added);
    assertThat(tasks.list(all(), Samples.ADMIN)).isEqualTo(added);
    assertThat(ids(tasks, Map.of(TaskQuery.Column.STATUS, "processing")))
        .containsExactly(Samples.id(6), Samples.id(3));
    assertThat(
            ids(tasks, Map.of(TaskQuery.Column.OWNER, "bobs", TaskQuery.Column.STATUS, "pending")))
        .containsExactly(Samples.id(7), Samples.id(5), Samples.id(1));
    for (TaskQuery.Column sort : TaskQuery.Column.values()) {
      for (boolean descending : List.of(true, false)) {
        TaskQuery whole = new TaskQuery(Map.of(), sort, descending, Optional.empty(), 100);
        List<Task> expected = tasks.list(whole, Samples.ADMIN);
        List<Task> paged = new ArrayList<>();
        Optional<String> marker = Optional.empty();
        do {
          List<Task> page =
              tasks.list(new TaskQuery(Map.of(), sort, descending, marker, 2), Samples.ADMIN);
          paged.addAll(page);
          marker = page.isEmpty() ? Optional.empty() : Optional.of(page.get(page.size() - 1).id());
        } while (marker.isPresent());
        assertThat(paged).as("%s %s", sort, descending).isEqualTo(expected).hasSize(7);
      }
    }
    TaskQuery stranger =
        new TaskQuery(Map.of(), TaskQuery.Column.ID, true, Optional.of(Samples.id(7)), 100);
    assertThatThrownBy(() -> tasks.list(stranger, Samples.ALICE))
        .isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  @DisplayName("a node finds again what it has not finished")
  default void unfinished() {
    TaskCatalogue here = open().tasks();
    TaskCatalogue there = open("there", clock()).tasks();
    Task first = task(1, "alices");
    Task second = task(2, "alices");
    Task third = task(3, "alices");
    here.add(first);
    clock().pass(Duration.ofSeconds(1));
    here.add(second);
    there.add(third);
    Task begun = here.store(second, second.begin());
    assertThat(here.unfinished()).containsExactly(first, begun);
    assertThat(there.unfinished()).containsExactly(third);
    here.store(first, first.fail("no", LATER));
    here.store(begun, begun.succeed(Map.of(), "", LATER));
    assertThat(here.unfinished()).isEmpty();
  }

  @Test
  @DisplayName("of many that lock an image at once exactly one gets the lock")
  default void oneLock() throws InterruptedException {
    TaskCatalogue tasks = withImage();
    List<String> winners = Collections.synchronizedList(new ArrayList<>());
    List<Optional<Refusal>> refusals =
        AtOnce.times(
            8,
            i -> {
              if (tasks.lock(Samples.id(1), Samples.id(100 + i))) {
                winners.add(Samples.id(100 + i));
              }
            });
    assertThat(refusals).allSatisfy(it -> assertThat(it).isEmpty());
    assertThat(winners).hasSize(1);
    assertThat(holder()).contains(winners.get(0));
  }

  @Test
  @DisplayName("a lock is passed on and ended by its holder only, and can be taken again")
  default void lockLife() {
    TaskCatalogue tasks = withImage();
    String image = Samples.id(1);
    for (int round = 0; round < 3; round++) {
      assertThat(tasks.lock(image, "a")).isTrue();
      assertThat(tasks.lock(image, "a")).isTrue();
      assertThat(tasks.lock(image, "b")).isFalse();
      assertThat(tasks.unlock(image, "b")).isFalse();
      assertThat(tasks.passLock(image, "b", "c")).isFalse();
      assertThat(tasks.passLock(image, "a", "b")).isTrue();
      assertThat(holder()).contains("b");
      assertThat(tasks.unlock(image, "a")).isFalse();
      assertThat(tasks.unlock(image, "b")).isTrue();
      assertThat(holder()).isEmpty();
    }
    assertThat(tasks.unlock(Samples.id(404), "a")).isFalse();
    assertThatThrownBy(() -> tasks.lock(Samples.id(404), "a")).isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  @DisplayName("a change of an image neither sets nor ends its lock")
  default void lockStays() {
    TaskCatalogue tasks = withImage();
    Image free = open().images().find(Samples.id(1), Caller.SYSTEM).orElseThrow();
    tasks.lock(free.id(), "a");
    Image locked = open().images().find(free.id(), Caller.SYSTEM).orElseThrow();
    open().images().store(locked, locked.with(free.attributes()));
    assertThat(holder()).contains("a");
    open().images().store(locked, locked.with(locked.attributes().withProperties(Map.of())));
    assertThat(holder()).contains("a");
    tasks.unlock(free.id(), "a");
    open().images().store(free, free.with(locked.attributes()));
    assertThat(holder()).isEmpty();
  }

  private TaskCatalogue withImage() {
    open().images().add(Samples.image(1));
    return open().tasks();
  }

  private Optional<String> holder() {
    Image image = open().images().find(Samples.id(1), Caller.SYSTEM).orElseThrow();
    return Optional.ofNullable(image.attributes().properties().get(TaskCatalogue.LOCK));
  }

  private static List<String> ids(TaskCatalogue tasks, Map<TaskQuery.Column, String> equal) {
    TaskQuery query =
        new TaskQuery(equal, TaskQuery.Column.CREATED_AT, true, Optional.empty(), 100);
    return tasks.list(query, Samples.ADMIN).stream().map(Task::id).toList();
  }

  private static TaskQuery all() {
    return new TaskQuery(Map.of(), TaskQuery.Column.CREATED_AT, true, Optional.empty(), 100);
  }

  private Task task(int number, String owner) {
    return Task.pending(
        Samples.id(number),
        number % 2 == 0 ? Task.IMPORT : Task.API_IMAGE_IMPORT,
        new Task.Asked(
            Optional.of(owner),
            Optional.of("user-" + number),
            Optional.of("req-" + number % 3),
            Optional.of(Samples.id(100))),
        Map.of(
            "image_id",
            Samples.id(100),
            "import_req",
            Map.of("method", Map.of("name", "web-download"), "stores", List.of("fast"))),
        clock().instant());
  }
}
