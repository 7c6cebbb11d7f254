// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.event.Event;
import org.oriel.event.Outbox;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.Member;
import org.oriel.image.MemberCatalogue;
import org.oriel.image.Refusal;
import org.oriel.task.Task;

/** Events that wait to be delivered. The fixture opens an outbox with the two channels here. */
public interface OutboxContract extends CatalogueFixture {
  /** The channels under test. */
  List<String> CHANNELS = List.of("one", "two");

  /** How long claims hold in these tests. */
  Duration HOLD = Duration.ofSeconds(30);

  private static List<String> types(List<Outbox.Row> rows) {
    return rows.stream().map(Outbox.Row::type).toList();
  }

  private static Event event(int number) {
    return Event.info("test." + number, Map.of("number", number, "none", Optional.empty()));
  }

  @Test
  @DisplayName("an event waits once in each channel, under one id, in order, until it is done")
  default void waits() {
    Outbox outbox = open().outbox();
    outbox.add(List.of(event(1), event(2)));
    outbox.add(List.of(Event.error("test.3", "caf\u00e9 \"x\"")));
    List<Outbox.Row> one = outbox.claim("one", 10, HOLD);
    List<Outbox.Row> two = outbox.claim("two", 10, HOLD);
    assertThat(types(one)).containsExactly("test.1", "test.2", "test.3");
    assertThat(one.get(0).payload()).isEqualTo("{\"none\": null, \"number\": 1}");
    assertThat(one.get(2).payload()).isEqualTo("\"caf\\u00e9 \\\"x\\\"\"");
    assertThat(one.get(2).priority()).isEqualTo(Event.Priority.ERROR);
    assertThat(one.get(0).writtenAt()).isEqualTo(clock().instant());
    assertThat(two.stream().map(Outbox.Row::id))
        .isEqualTo(one.stream().map(Outbox.Row::id).toList());
    assertThat(new HashSet<>(one.stream().map(Outbox.Row::id).toList())).hasSize(3);
    outbox.done("one", one.subList(0, 2));
    assertThat(outbox.claim("one", 10, HOLD)).containsExactly(one.get(2));
    assertThat(outbox.claim("two", 10, HOLD)).isEqualTo(two);
  }

  @Test
  @DisplayName("no more rows are claimed than wanted")
  default void most() {
    Outbox outbox = open().outbox();
    outbox.add(List.of(event(1), event(2), event(3)));
    assertThat(types(outbox.claim("one", 2, HOLD))).containsExactly("test.1", "test.2");
  }

  @Test
  @DisplayName("a channel belongs to one node until its hold has run out")
  default void oneNode() {
    Outbox here = open().outbox();
    Outbox there = open("there", clock()).outbox();
    here.add(List.of(event(1)));
    List<Outbox.Row> rows = here.claim("one", 10, HOLD);
    assertThat(there.claim("one", 10, HOLD)).isEmpty();
    assertThat(there.claim("two", 10, HOLD)).hasSize(1);
    assertThat(here.claim("two", 10, HOLD)).isEmpty();
    assertThat(here.backlog("one").node()).contains(NODE);
    assertThat(here.backlog("two").node()).contains("there");
    clock().pass(HOLD.minusSeconds(1));
    assertThat(here.claim("one", 10, HOLD)).isEqualTo(rows);
    clock().pass(HOLD.minusSeconds(1));
    assertThat(there.claim("one", 10, HOLD)).isEmpty();
    clock().pass(Duration.ofSeconds(2));
    assertThat(here.backlog("one").node()).isEmpty();
    assertThat(there.claim("one", 10, HOLD)).isEqualTo(rows);
    assertThat(here.claim("one", 10, HOLD)).isEmpty();
  }

  @Test
  @DisplayName("what waits and what was given up is counted")
  default void counted() {
    Outbox outbox = open().outbox();
    assertThat(outbox.backlog("one"))
        .isEqualTo(new Outbox.Backlog(0, Optional.empty(), 0, Optional.empty()));
    outbox.add(List.of(event(1), event(2), event(3)));
    List<Outbox.Row> rows = outbox.claim("one", 10, HOLD);
    outbox.giveUp("one", rows.subList(0, 2));
    Outbox.Backlog backlog = outbox.backlog("one");
    assertThat(backlog.rows()).isEqualTo(1);
    assertThat(backlog.dropped()).isEqualTo(2);
    assertThat(backlog.oldest()).contains(clock().instant());
    assertThat(outbox.backlog("two").dropped()).isZero();
  }

  @Test
  @DisplayName("changes of images and members are told in the order in which they were made")
  default void changes() {
    Catalogues here = open();
    ImageCatalogue images = here.images();
    MemberCatalogue members = here.members();
    Image queued = Samples.image(1);
    images.add(queued);
    Image saving = images.store(queued, queued.beginUpload(), List.of(event(1)));
    Image active = images.store(saving, saving.activate(Samples.content("file:///1")));
    Member member =
        new Member(active.id(), "p2", Member.Status.PENDING, clock().instant(), clock().instant());
    members.add(member);
    members.answer(active.id(), "p2", Member.Status.ACCEPTED);
    assertThat(members.remove(active.id(), "p2")).isTrue();
    assertThat(members.remove(active.id(), "p2")).isFalse();
    images.store(active, active.delete(false));
    List<Outbox.Row> rows = here.outbox().claim("one", 100, HOLD);
    assertThat(types(rows))
        .containsExactly(
            "image.create",
            "image.update",
            "test.1",
            "image.upload",
            "image.activate",
            "image.update",
            "image.member.create",
            "image.member.update",
            "image.member.delete",
            "image.delete");
    assertThat(rows.get(4).payload())
        .contains("\"status\": \"active\"", "\"id\": \"" + active.id() + "\"");
    assertThat(rows.get(7).payload()).contains("\"status\": \"accepted\"");
    assertThat(rows.get(8).payload()).contains("\"deleted\": true", "\"member_id\": \"p2\"");
  }

  @Test
  @DisplayName("changes of tasks are told, progress is not")
  default void tasks() {
    Catalogues here = open();
    Task.Asked asked =
        new Task.Asked(Optional.of("p1"), Optional.empty(), Optional.empty(), Optional.empty());
    Task task =
        Task.pending(
            "7a5c0000-0000-4000-8000-000000000001",
            Task.API_IMAGE_IMPORT,
            asked,
            Map.of("secret", "sesame"),
            clock().instant());
    here.tasks().add(task);
    Task begun = here.tasks().store(task, task.begin());
    Task going = here.tasks().store(begun, begun.progress("half"));
    here.tasks().store(going, going.succeed(Map.of(), "", clock().instant().plusSeconds(60)));
    List<Outbox.Row> rows = here.outbox().claim("one", 10, HOLD);
    assertThat(types(rows))
        .containsExactly("task.create", "task.run", "task.processing", "task.success");
    assertThat(rows.get(3).payload())
        .contains("\"status\": \"success\"", "\"owner\": \"p1\"", "\"message\": null");
    assertThat(rows.toString()).doesNotContain("sesame");
  }

  @Test
  @DisplayName("nothing is told of a change that did not happen")
  default void undone() {
    Catalogues here = open();
    Image queued = Samples.image(1);
    here.images().add(queued);
    here.images().store(queued, queued.beginUpload());
    here.outbox().done("one", here.outbox().claim("one", 10, HOLD));
    assertThatThrownBy(() -> here.images().add(queued)).isInstanceOf(Refusal.Conflict.class);
    assertThatThrownBy(() -> here.images().store(queued, queued.beginUpload(), List.of(event(1))))
        .isInstanceOf(Refusal.Conflict.class);
    assertThat(here.outbox().claim("one", 10, HOLD)).isEmpty();
  }
}
