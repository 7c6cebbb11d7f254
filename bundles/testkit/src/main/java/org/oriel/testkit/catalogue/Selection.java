// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.oriel.image.Attributes;
import org.oriel.image.Caller;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageQuery;
import org.oriel.image.Member;
import org.oriel.image.Multihash;
import org.oriel.image.Visibility;

/** What a query and a caller mean for one image, written for clarity and not for speed. */
final class Selection {
  private final ImageQuery query;
  private final Caller caller;

  /**
   * @param query whose filters, visibilities and order count
   * @param caller for whom
   */
  Selection(ImageQuery query, Caller caller) {
    this.query = query;
    this.caller = caller;
  }

  /** Whether a living image is in the result; {@code answer} is what the caller's project said. */
  boolean includes(Image image, Optional<Member.Status> answer) {
    boolean member =
        answer.isPresent()
            && (query.memberStatus() == ImageQuery.MemberFilter.ALL
                || query.memberStatus().name().equals(answer.get().name()));
    return offers(image, member)
        && textsMatch(image)
        && query.numbers().stream().allMatch(range -> inRange(image, range))
        && query.times().stream().allMatch(bound -> timeMatches(image, bound))
        && query.properties().entrySet().stream()
            .allMatch(
                wanted ->
                    wanted.getValue().equals(image.attributes().properties().get(wanted.getKey())))
        && image.attributes().tags().containsAll(query.tags())
        && query.isProtected().map(it -> it == image.attributes().isProtected()).orElse(true)
        && query.hidden().map(it -> it == image.attributes().hidden()).orElse(true);
  }

  /** The order of the query. */
  Comparator<Image> order() {
    return query.order().stream()
        .map(Selection::by)
        .reduce(Comparator::thenComparing)
        .orElseThrow();
  }

  private boolean offers(Image image, boolean member) {
    Visibility visibility = image.attributes().visibility();
    boolean owned = image.ownedBy(caller);
    return switch (query.visibility()) {
      case ALL -> image.listedFor(caller, member);
      case DEFAULT ->
          caller.isAdmin()
              ? visibility != Visibility.COMMUNITY || owned
              : owned
                  || visibility == Visibility.PUBLIC
                  || (visibility == Visibility.SHARED && member);
      case PUBLIC, PRIVATE, SHARED, COMMUNITY ->
          visibility.name().equals(query.visibility().name()) && image.listedFor(caller, member);
    };
  }

  private boolean textsMatch(Image image) {
    return query.texts().entrySet().stream()
        .allMatch(
            wanted -> text(image, wanted.getKey()).filter(wanted.getValue()::contains).isPresent());
  }

  private static Optional<String> text(Image image, ImageQuery.TextColumn column) {
    Attributes attributes = image.attributes();
    Content content = image.content();
    return switch (column) {
      case ID -> Optional.of(image.id());
      case NAME -> attributes.name();
      case STATUS -> Optional.of(image.status().word());
      case CONTAINER_FORMAT -> attributes.containerFormat();
      case DISK_FORMAT -> attributes.diskFormat();
      case OWNER -> attributes.owner();
      case CHECKSUM -> content.checksum();
      case OS_HASH_ALGO -> content.multihash().map(Multihash::algorithm);
      case OS_HASH_VALUE -> content.multihash().map(Multihash::value);
    };
  }

  private static boolean inRange(Image image, ImageQuery.NumberRange range) {
    if (range.least().isEmpty() && range.most().isEmpty()) {
      return true;
    }
    OptionalLong number =
        switch (range.column()) {
          case SIZE -> image.content().size();
          case VIRTUAL_SIZE -> image.content().virtualSize();
          case MIN_DISK -> OptionalLong.of(image.attributes().minDisk());
          case MIN_RAM -> OptionalLong.of(image.attributes().minRam());
        };
    return number.isPresent()
        && number.getAsLong() >= range.least().orElse(Long.MIN_VALUE)
        && number.getAsLong() <= range.most().orElse(Long.MAX_VALUE);
  }

  private static boolean timeMatches(Image image, ImageQuery.TimeBound bound) {
    Instant instant =
        bound.column() == ImageQuery.TimeColumn.CREATED_AT ? image.createdAt() : image.updatedAt();
    Predicate<Integer> holds =
        switch (bound.operator()) {
          case GT -> sign -> sign > 0;
          case GTE -> sign -> sign >= 0;
          case LT -> sign -> sign < 0;
          case LTE -> sign -> sign <= 0;
          case EQ -> sign -> sign == 0;
          case NEQ -> sign -> sign != 0;
        };
    return holds.test(instant.compareTo(bound.instant()));
  }

  private static Comparator<Image> by(ImageQuery.Sort sort) {
    Comparator<Image> up = by(sort.key());
    return sort.direction() == ImageQuery.Direction.ASC ? up : up.reversed();
  }

  private static Comparator<Image> by(ImageQuery.SortKey key) {
    return switch (key) {
      case NAME -> absentFirst(image -> image.attributes().name());
      case STATUS -> Comparator.comparing(image -> image.status().word());
      case CONTAINER_FORMAT -> absentFirst(image -> image.attributes().containerFormat());
      case DISK_FORMAT -> absentFirst(image -> image.attributes().diskFormat());
      case SIZE -> Comparator.comparing(image -> image.content().size().orElse(Long.MIN_VALUE));
      case ID -> Comparator.comparing(Image::id);
      case CREATED_AT -> Comparator.comparing(Image::createdAt);
      case UPDATED_AT -> Comparator.comparing(Image::updatedAt);
    };
  }

  private static Comparator<Image> absentFirst(Function<Image, Optional<String>> text) {
    return Comparator.comparing((Image image) -> text.apply(image).isPresent())
        .thenComparing(image -> text.apply(image).orElse(""));
  }
}
