// SPDX-License-Identifier: Apache-2.0
package org.oriel.image;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which images, and in which order. All conditions must hold.
 *
 * @param texts columns that must equal one of the given texts
 * @param numbers columns that must lie in a range
 * @param times columns that must compare as said
 * @param properties custom properties that must equal a text
 * @param tags tags that must all be there
 * @param isProtected if present, required value
 * @param hidden if present, required value
 * @param visibility which visibilities, seen by the caller
 * @param memberStatus which answers of the caller's project count for images shared with it
 * @param order sort keys; {@link #order()} of a query always has {@code id} in it, so that it is
 *     total; what is absent comes before all else, or after it when descending
 * @param marker id of the image after which the page starts
 * @param limit most images in the page, not negative
 */
public record ImageQuery(
    Map<TextColumn, Set<String>> texts,
    List<NumberRange> numbers,
    List<TimeBound> times,
    Map<String, String> properties,
    Set<String> tags,
    Optional<Boolean> isProtected,
    Optional<Boolean> hidden,
    VisibilityFilter visibility,
    MemberFilter memberStatus,
    List<Sort> order,
    Optional<String> marker,
    int limit) {

  /** Columns compared as text. */
  public enum TextColumn {
    ID,
    NAME,
    STATUS,
    CONTAINER_FORMAT,
    DISK_FORMAT,
    OWNER,
    CHECKSUM,
    OS_HASH_ALGO,
    OS_HASH_VALUE
  }

  /** Columns compared as numbers. */
  public enum NumberColumn {
    SIZE,
    VIRTUAL_SIZE,
    MIN_DISK,
    MIN_RAM
  }

  /** Columns compared as instants. */
  public enum TimeColumn {
    CREATED_AT,
    UPDATED_AT
  }

  /** Comparisons of instants. */
  public enum Operator {
    GT,
    GTE,
    LT,
    LTE,
    EQ,
    NEQ
  }

  /** Columns that order a list. */
  public enum SortKey {
    NAME,
    STATUS,
    CONTAINER_FORMAT,
    DISK_FORMAT,
    SIZE,
    ID,
    CREATED_AT,
    UPDATED_AT
  }

  /** Direction of a sort key. */
  public enum Direction {
    ASC,
    DESC
  }

  /**
   * Which visibilities count. {@code DEFAULT}: own images, public ones and those shared with the
   * caller, for an administrator all but community images of others. {@code ALL}: whatever the
   * caller may see.
   */
  public enum VisibilityFilter {
    DEFAULT,
    ALL,
    PUBLIC,
    PRIVATE,
    SHARED,
    COMMUNITY
  }

  /** Which members' answers count. */
  public enum MemberFilter {
    PENDING,
    ACCEPTED,
    REJECTED,
    ALL
  }

  /** Inclusive range; an absent end is open. */
  public record NumberRange(NumberColumn column, OptionalLong least, OptionalLong most) {}

  /** A comparison with an instant. */
  public record TimeBound(TimeColumn column, Operator operator, Instant instant) {}

  /** One key of an order. */
  public record Sort(SortKey key, Direction direction) {}

  /** Newest first, not hidden, 25 of them. */
  public static final ImageQuery DEFAULT =
      new ImageQuery(
          Map.of(),
          List.of(),
          List.of(),
          Map.of(),
          Set.of(),
          Optional.empty(),
          Optional.of(false),
          VisibilityFilter.DEFAULT,
          MemberFilter.ACCEPTED,
          List.of(
              new Sort(SortKey.CREATED_AT, Direction.DESC), new Sort(SortKey.ID, Direction.DESC)),
          Optional.empty(),
          25);

  public ImageQuery {
    if (limit < 0) {
      throw new Refusal.Invalid("limit param must be positive");
    }
    texts = Map.copyOf(texts);
    numbers = List.copyOf(numbers);
    times = List.copyOf(times);
    properties = Map.copyOf(properties);
    tags = Set.copyOf(tags);
    order = total(order);
  }

  /**
   * Every image of a status, whoever owns it, by id: for walking through the catalogue page by
   * page.
   */
  public static ImageQuery everyInStatus(ImageStatus status, Optional<String> after, int limit) {
    return new ImageQuery(
        Map.of(TextColumn.STATUS, Set.of(status.word())),
        List.of(),
        List.of(),
        Map.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        VisibilityFilter.ALL,
        MemberFilter.ALL,
        List.of(new Sort(SortKey.ID, Direction.ASC)),
        after,
        limit);
  }

  private static List<Sort> total(List<Sort> order) {
    if (order.stream().anyMatch(sort -> sort.key() == SortKey.ID)) {
      return List.copyOf(order);
    }
    List<Sort> longer = new ArrayList<>(order);
    Direction last = order.isEmpty() ? Direction.DESC : order.get(order.size() - 1).direction();
    longer.add(new Sort(SortKey.ID, last));
    return List.copyOf(longer);
  }
}
