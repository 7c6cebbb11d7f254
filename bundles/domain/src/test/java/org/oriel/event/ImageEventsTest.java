// SPDX-License-Identifier: Apache-2.0
package org.oriel.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;
import org.oriel.image.Multihash;

class ImageEventsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final Image QUEUED =
      Image.queued(
          "c0ffee00-0000-4000-8000-000000000001",
          Attributes.NONE
              .withName(Optional.of("n"))
              .withOwner(Optional.of("p1"))
              .withDiskFormat(Optional.of("raw"))
              .withContainerFormat(Optional.of("bare"))
              .withTags(Set.of("b", "a"))
              .withProperties(Map.of("foo", "bar")),
          NOW);
  private static final Content DATA =
      new Content(
          OptionalLong.of(11),
          OptionalLong.of(512),
          Optional.of("abc"),
          Optional.of(new Multihash("sha512", "def")),
          List.of(new ImageLocation("swift://user:secret@host/c/o", Map.of())));

  private static List<String> types(List<Event> events) {
    return events.stream().map(Event::type).toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> payload(Event event) {
    return (Map<String, Object>) event.payload();
  }

  @Test
  void tellsAllThatGlanceTellsOfAnImage() {
    assertThat(payload(ImageEvents.created(QUEUED)))
        .containsOnly(
            Map.entry("id", QUEUED.id()),
            Map.entry("name", "n"),
            Map.entry("status", "queued"),
            Map.entry("created_at", "2026-01-02T03:04:05Z"),
            Map.entry("updated_at", "2026-01-02T03:04:05Z"),
            Map.entry("min_disk", 0),
            Map.entry("min_ram", 0),
            Map.entry("protected", false),
            Map.entry("checksum", Optional.empty()),
            Map.entry("owner", "p1"),
            Map.entry("disk_format", "raw"),
            Map.entry("container_format", "bare"),
            Map.entry("size", Optional.empty()),
            Map.entry("virtual_size", Optional.empty()),
            Map.entry("is_public", false),
            Map.entry("visibility", "shared"),
            Map.entry("properties", Map.of("foo", "bar")),
            Map.entry("tags", List.of("a", "b")),
            Map.entry("deleted", false),
            Map.entry("deleted_at", Optional.empty()));
  }

  @Test
  void derivesTheEventsOfAMoveFromThePairOfStates() {
    Image saving = QUEUED.beginUpload();
    Image active = saving.activate(DATA);
    assertThat(types(ImageEvents.changed(QUEUED, saving))).containsExactly("image.update");
    assertThat(types(ImageEvents.changed(saving, active)))
        .containsExactly("image.upload", "image.activate", "image.update");
    assertThat(types(ImageEvents.changed(active, active.deactivate())))
        .containsExactly("image.update");
    assertThat(types(ImageEvents.changed(active.deactivate(), active)))
        .containsExactly("image.update");
    assertThat(types(ImageEvents.changed(QUEUED, QUEUED.activate(DATA))))
        .containsExactly("image.update");
    assertThat(types(ImageEvents.changed(saving, saving.requeue())))
        .containsExactly("image.update");
  }

  @Test
  void tellsOfADeletionOnce() {
    Image active = QUEUED.activate(DATA);
    Image pending = active.delete(true);
    List<Event> events = ImageEvents.changed(active, pending);
    assertThat(types(events)).containsExactly("image.delete");
    assertThat(payload(events.get(0)))
        .containsEntry("status", "pending_delete")
        .containsEntry("deleted", true)
        .containsEntry("deleted_at", "2026-01-02T03:04:05Z");
    assertThat(ImageEvents.changed(pending, pending.scrubbed())).isEmpty();
    assertThat(types(ImageEvents.changed(pending, pending.restore())))
        .containsExactly("image.update");
  }

  @Test
  void neverTellsWhereTheDataLie() {
    Image active = QUEUED.activate(DATA);
    assertThat(ImageEvents.changed(QUEUED.beginUpload(), active).toString())
        .contains("size=11")
        .doesNotContain("secret");
  }

  @Test
  void saysWhereDataGoAndWhatIsStillToCome() {
    Image importing =
        QUEUED.with(
            QUEUED
                .attributes()
                .withProperties(
                    Map.of("os_glance_importing_to_stores", "a,b", "os_glance_failed_import", "")));
    assertThat(payload(ImageEvents.prepared(importing, Optional.of("a"))))
        .containsEntry("backend", "a")
        .containsEntry("os_glance_importing_to_stores", List.of("a", "b"))
        .containsEntry("os_glance_failed_import", List.of());
    assertThat(payload(ImageEvents.prepared(QUEUED, Optional.empty())))
        .doesNotContainKey("backend");
  }

  @Test
  void callsAShortTransferAnError() {
    Caller receiver = Caller.of("u2", "p2", Set.of("reader"));
    Event whole = ImageEvents.sent(QUEUED, receiver, 11, 11);
    assertThat(whole.priority()).isEqualTo(Event.Priority.INFO);
    assertThat(payload(whole))
        .containsOnly(
            Map.entry("bytes_sent", 11L),
            Map.entry("image_id", QUEUED.id()),
            Map.entry("owner_id", "p1"),
            Map.entry("receiver_tenant_id", "p2"),
            Map.entry("receiver_user_id", "u2"));
    assertThat(ImageEvents.sent(QUEUED, receiver, 10, 11).priority())
        .isEqualTo(Event.Priority.ERROR);
  }

  @Test
  void isNamedByItsTypeAndItsGroups() {
    Event event = Event.error("image.member.create", "x");
    assertThat(event.namedBy(List.of("image"))).isTrue();
    assertThat(event.namedBy(List.of("image.member"))).isTrue();
    assertThat(event.namedBy(List.of("image.member.create"))).isTrue();
    assertThat(event.namedBy(List.of("image.mem", "task", "image.member.update"))).isFalse();
  }
}
