// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;
import org.oriel.image.ImageQuery;
import org.oriel.image.ImageStatus;
import org.oriel.image.Member;
import org.oriel.image.Multihash;
import org.oriel.image.Visibility;

/** Images and people that the contracts speak of. */
final class Samples {
  static final Caller ALICE = Caller.of("alice", "alices", Set.of("member", "reader"));
  static final Caller BOB = Caller.of("bob", "bobs", Set.of("member", "reader"));
  static final Caller NOBODY =
      new Caller(Optional.empty(), Optional.empty(), Set.of(), Set.of(), false, true);
  static final Caller ADMIN = Caller.of("root", "admins", Set.of("admin")).withAdmin(true);

  private Samples() {}

  static String id(int number) {
    return String.format("%08x-1111-4222-8333-%012x", number, number);
  }

  static Attributes attributes(String name) {
    return Attributes.NONE
        .withName(Optional.of(name))
        .withOwner(Optional.of("alices"))
        .withDiskFormat(Optional.of("raw"))
        .withContainerFormat(Optional.of("bare"));
  }

  static Image image(int number) {
    return image(number, attributes("image-" + number));
  }

  static Image image(int number, Attributes attributes) {
    return Image.queued(id(number), attributes, SetClock.START);
  }

  static Image shared(int number, Visibility visibility) {
    return image(number, attributes("image-" + number).withVisibility(visibility));
  }

  static Content content(String... urls) {
    return new Content(
        OptionalLong.of(10),
        OptionalLong.of(20),
        Optional.of("0123456789abcdef0123456789abcdef"),
        Optional.of(new Multihash("sha512", "ab".repeat(64))),
        List.of(urls).stream()
            .map(url -> new ImageLocation(url, Map.of("store", "fast")))
            .toList());
  }

  static Image active(int number, Attributes attributes) {
    return recorded(number, ImageStatus.ACTIVE, attributes, content("file:///" + id(number)));
  }

  static Image recorded(int number, ImageStatus status, Attributes attributes, Content content) {
    return Image.recorded(id(number), status, attributes, content, SetClock.START, SetClock.START);
  }

  static Member member(int image, String project, Member.Status status) {
    return new Member(id(image), project, status, SetClock.START, SetClock.START);
  }

  /** Everything the caller may see, by id. */
  static ImageQuery all() {
    return new ImageQuery(
        Map.of(),
        List.of(),
        List.of(),
        Map.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        ImageQuery.VisibilityFilter.ALL,
        ImageQuery.MemberFilter.ALL,
        List.of(new ImageQuery.Sort(ImageQuery.SortKey.ID, ImageQuery.Direction.ASC)),
        Optional.empty(),
        1000);
  }

  static Instant later(int seconds) {
    return SetClock.START.plusSeconds(seconds);
  }
}
