// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.oriel.image.ImageQuery;
import org.oriel.image.ImageQuery.MemberFilter;
import org.oriel.image.ImageQuery.TextColumn;
import org.oriel.image.ImageQuery.VisibilityFilter;
import org.oriel.image.Refusal;
import org.oriel.rest.internal.wire.QueryString;

/** The query of a list, as a client writes it. */
final class ListParameters {
  /** Parameters that are no filters. */
  private static final Set<String> CONTROLS =
      Set.of(
          "limit",
          "marker",
          "member_status",
          "tag",
          "visibility",
          "os_hidden",
          "protected",
          "sort",
          "sort_key",
          "sort_dir",
          "deleted");

  /** Attributes that no filter can compare. */
  private static final Set<String> NOT_COMPARABLE =
      Set.of("properties", "locations", "tags", "members");

  /** Columns whose filters may have an operator. */
  private static final Map<String, TextColumn> WITH_OPERATOR =
      Map.of(
          "name", TextColumn.NAME,
          "id", TextColumn.ID,
          "status", TextColumn.STATUS,
          "container_format", TextColumn.CONTAINER_FORMAT,
          "disk_format", TextColumn.DISK_FORMAT);

  private static final Map<String, TextColumn> PLAIN =
      Map.of(
          "owner", TextColumn.OWNER,
          "checksum", TextColumn.CHECKSUM,
          "os_hash_algo", TextColumn.OS_HASH_ALGO,
          "os_hash_value", TextColumn.OS_HASH_VALUE);

  private final int pageDefault;
  private final int pageMost;

  ListParameters(int pageDefault, int pageMost) {
    this.pageDefault = Math.min(pageDefault, pageMost);
    this.pageMost = pageMost;
  }

  /**
   * The query that the parameters mean.
   *
   * @throws Refusal.Invalid if one of them means nothing
   */
  ImageQuery query(QueryString parameters) {
    for (QueryString.Parameter parameter : parameters.parameters()) {
      Values.whole("Param values", parameter.name());
      Values.whole("Param values", parameter.value());
    }
    Filters filters = new Filters();
    Map<String, String> last = new HashMap<>();
    parameters.parameters().forEach(each -> last.put(each.name(), each.value()));
    last.forEach(filters::take);
    return new ImageQuery(
        filters.texts,
        filters.numbers.ranges(),
        filters.times,
        filters.properties,
        tags(parameters),
        parameters.last("protected").map(ListParameters::isProtected),
        Optional.of(parameters.last("os_hidden").map(ListParameters::hidden).orElse(false)),
        parameters
            .last("visibility")
            .map(ListParameters::visibility)
            .orElse(VisibilityFilter.DEFAULT),
        parameters
            .last("member_status")
            .map(ListParameters::memberStatus)
            .orElse(MemberFilter.ACCEPTED),
        SortParameters.order(parameters),
        parameters.last("marker"),
        parameters.last("limit").map(this::limit).orElse(pageDefault));
  }

  private int limit(String text) {
    long limit = NumberFilters.number(text, "limit param must be an integer");
    if (limit < 0) {
      throw new Refusal.Invalid("limit param must be positive");
    }
    return (int) Math.min(limit, pageMost);
  }

  private static Set<String> tags(QueryString parameters) {
    Set<String> tags = new HashSet<>();
    parameters.all("tag").forEach(tag -> tags.add(tag.strip()));
    return tags;
  }

  private static boolean isProtected(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Refusal.Invalid("Invalid value '" + text + "' for 'protected' filter.");
    };
  }

  private static boolean hidden(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Refusal.Invalid("Invalid value '" + text + "' for 'os_hidden' filter.");
    };
  }

  private static VisibilityFilter visibility(String text) {
    return switch (text) {
      case "" -> VisibilityFilter.DEFAULT;
      case "public" -> VisibilityFilter.PUBLIC;
      case "private" -> VisibilityFilter.PRIVATE;
      case "shared" -> VisibilityFilter.SHARED;
      case "community" -> VisibilityFilter.COMMUNITY;
      case "all" -> VisibilityFilter.ALL;
      default -> throw new Refusal.Invalid("Invalid visibility value: " + text);
    };
  }

  private static MemberFilter memberStatus(String text) {
    return switch (text) {
      case "pending" -> MemberFilter.PENDING;
      case "accepted" -> MemberFilter.ACCEPTED;
      case "rejected" -> MemberFilter.REJECTED;
      case "all" -> MemberFilter.ALL;
      default -> throw new Refusal.Invalid("Invalid status: " + text);
    };
  }

  /** Collects the filters of one query. */
  private static final class Filters {
    private final Map<TextColumn, Set<String>> texts = new HashMap<>();
    private final NumberFilters numbers = new NumberFilters();
    private final List<ImageQuery.TimeBound> times = new ArrayList<>();
    private final Map<String, String> properties = new HashMap<>();

    void take(String name, String value) {
      TextColumn operated = WITH_OPERATOR.get(name);
      TextColumn plain = PLAIN.get(name);
      if (operated != null) {
        texts.put(operated, FilterText.words(value));
      } else if (plain != null) {
        texts.put(plain, Set.of(value));
      } else if (name.equals("created_at")) {
        times.add(FilterText.time(ImageQuery.TimeColumn.CREATED_AT, value));
      } else if (name.equals("updated_at")) {
        times.add(FilterText.time(ImageQuery.TimeColumn.UPDATED_AT, value));
      } else if (name.equals("changes-since")) {
        throw new Refusal.Invalid("The \"changes-since\" filter is no longer available on v2.");
      } else if (NOT_COMPARABLE.contains(name)) {
        throw new Refusal.Invalid("A list cannot be filtered by '" + name + "'.");
      } else if (!numbers.take(name, value) && !CONTROLS.contains(name)) {
        properties.put(name, value);
      }
    }
  }
}
