// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.image.ImageQuery;
import org.oriel.image.ImageQuery.Direction;
import org.oriel.image.ImageQuery.MemberFilter;
import org.oriel.image.ImageQuery.NumberColumn;
import org.oriel.image.ImageQuery.NumberRange;
import org.oriel.image.ImageQuery.Operator;
import org.oriel.image.ImageQuery.Sort;
import org.oriel.image.ImageQuery.SortKey;
import org.oriel.image.ImageQuery.TextColumn;
import org.oriel.image.ImageQuery.TimeBound;
import org.oriel.image.ImageQuery.TimeColumn;
import org.oriel.image.ImageQuery.VisibilityFilter;
import org.oriel.image.Refusal;
import org.oriel.rest.internal.wire.QueryString;

class ListParametersTests {
  @Test
  void withoutParametersItIsTheDefault() {
    assertThat(query("")).isEqualTo(ImageQuery.DEFAULT);
  }

  @Test
  void readsFilters() {
    ImageQuery query =
        query(
            "name=in:a,%22b,c%22,d%5C%22&status=active&status=queued&disk_format=eq:raw&owner=a:b"
                + "&size_min=5&size_max=7&min_ram=3&visibility=all&member_status=pending"
                + "&os_hidden=True&protected=true&tag=x&tag=+y&hw_disk_bus=virtio:scsi&deleted=1"
                + "&limit=5000&marker=m");
    assertThat(query.texts())
        .isEqualTo(
            Map.of(
                TextColumn.NAME, Set.of("a", "b,c", "d\""),
                TextColumn.STATUS, Set.of("queued"),
                TextColumn.DISK_FORMAT, Set.of("raw"),
                TextColumn.OWNER, Set.of("a:b")));
    assertThat(query.numbers())
        .containsExactly(
            new NumberRange(NumberColumn.SIZE, OptionalLong.of(5), OptionalLong.of(7)),
            new NumberRange(NumberColumn.MIN_RAM, OptionalLong.of(3), OptionalLong.of(3)));
    assertThat(query.visibility()).isEqualTo(VisibilityFilter.ALL);
    assertThat(query.memberStatus()).isEqualTo(MemberFilter.PENDING);
    assertThat(query.hidden()).contains(true);
    assertThat(query.isProtected()).contains(true);
    assertThat(query.tags()).containsExactlyInAnyOrder("x", "y");
    assertThat(query.properties()).isEqualTo(Map.of("hw_disk_bus", "virtio:scsi"));
    assertThat(query.limit()).isEqualTo(1000);
    assertThat(query.marker()).contains("m");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T01:02:03Z,EQ,2026-11-23T01:02:03Z",
    "gt:2026-11-23T01:02:03Z,GT,2026-11-23T01:02:03Z",
    "gte:2026-11-23T01:02:03,GTE,2026-11-23T01:02:03Z",
    "lt:2026-11-23T01:02:03.5%2B01:00,LT,2026-11-23T00:02:03.500Z",
    "lte:2026-11-23,LTE,2026-11-23T00:00:00Z",
    "neq:2026-11-23T0102Z,NEQ,2026-11-23T01:02:00Z",
    "eq:2026-11-23T01:02-0130,EQ,2026-11-23T02:32:00Z",
    "gt:20261123T010203Z,GT,2026-11-23T01:02:03Z",
    "lt:2026-11,LT,2026-11-01T00:00:00Z",
    "2026,EQ,2026-01-01T00:00:00Z"
  })
  void readsTimes(String text, Operator operator, Instant instant) {
    assertThat(query("updated_at=" + text).times())
        .containsExactly(new TimeBound(TimeColumn.UPDATED_AT, operator, instant));
  }

  @Test
  void readsBothWaysOfSorting() {
    assertThat(query("sort=name:asc,size").order())
        .containsExactly(
            new Sort(SortKey.NAME, Direction.ASC),
            new Sort(SortKey.SIZE, Direction.DESC),
            new Sort(SortKey.CREATED_AT, Direction.DESC),
            new Sort(SortKey.ID, Direction.DESC));
    assertThat(query("sort_key=name&sort_key=id&sort_dir=asc").order())
        .containsExactly(
            new Sort(SortKey.NAME, Direction.ASC),
            new Sort(SortKey.ID, Direction.ASC),
            new Sort(SortKey.CREATED_AT, Direction.ASC));
    assertThat(query("sort_key=name&sort_key=size&sort_dir=asc&sort_dir=desc").order())
        .startsWith(new Sort(SortKey.NAME, Direction.ASC), new Sort(SortKey.SIZE, Direction.DESC));
    assertThat(query("sort_dir=asc").order())
        .containsExactly(
            new Sort(SortKey.CREATED_AT, Direction.ASC), new Sort(SortKey.ID, Direction.ASC));
  }

  @Test
  void numbersMayBeLongerThanAnyColumn() {
    assertThat(query("limit=99999999999999999999").limit()).isEqualTo(1000);
    assertThat(query("limit=0005").limit()).isEqualTo(5);
    assertThat(query("size_min=99999999999999999999").numbers())
        .containsExactly(
            new NumberRange(
                NumberColumn.SIZE, OptionalLong.of(Long.MAX_VALUE), OptionalLong.empty()));
    assertThat(query("size_max=-99999999999999999999").numbers())
        .containsExactly(
            new NumberRange(
                NumberColumn.SIZE, OptionalLong.empty(), OptionalLong.of(Long.MIN_VALUE)));
  }

  @Test
  void whatIsEmptyInAListCountsForNothing() {
    assertThat(query("name=in:").texts()).isEqualTo(Map.of(TextColumn.NAME, Set.of()));
    assertThat(query("name=in:a,,b,").texts()).isEqualTo(Map.of(TextColumn.NAME, Set.of("a", "b")));
    assertThat(query("name=in:%22%22").texts()).isEqualTo(Map.of(TextColumn.NAME, Set.of("")));
  }

  @Test
  void noImagesCanBeAskedFor() {
    assertThat(query("limit=0").limit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=x",
        "limit=-1",
        "limit=",
        "limit=1.5",
        "visibility=secret",
        "member_status=maybe",
        "os_hidden=maybe",
        "protected=True",
        "protected=",
        "sort=bogus",
        "sort=name:up",
        "sort=",
        "sort=name&sort_dir=asc",
        "sort_key=bogus",
        "sort_dir=up",
        "sort_key=name&sort_dir=asc&sort_dir=asc",
        "created_at=yesterday",
        "created_at=like:2026-11-23",
        "created_at=gt:2026-13-23",
        "created_at=2026-11-23T01:02:03+01:00",
        "size_min=x",
        "size=x",
        "foo_min=1",
        "foo_max=1",
        "_min=1",
        "name=like:x",
        "name=in:%22a",
        "changes-since=2026-11-23",
        "properties=x",
        "locations=x",
      })
  void refusesWhatMeansNothing(String text) {
    assertThatThrownBy(() -> query(text)).isInstanceOf(Refusal.Invalid.class);
  }

  private static ImageQuery query(String text) {
    return new ListParameters(25, 1000).query(QueryString.parse(Optional.of(text)));
  }
}
