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
import java.util.TreeSet;
import org.oriel.image.ImageQuery;
import org.oriel.image.ImageQuery.MemberFilter;
import org.oriel.image.ImageQuery.TextColumn;
import org.oriel.image.ImageQuery.VisibilityFilter;
import org.oriel.image.Refusal;
import org.oriel.rest.internal.openapi.Parameter;
import org.oriel.rest.internal.wire.QueryString;

/** The query of a list, as a client writes it. */
public final class ListParameters {
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

  /** The parameters that a list looks at. */
  public static List<Parameter> described() {
    List<Parameter> all = new ArrayList<>(Parameter.page(SortParameters.keys()));
    all.removeIf(parameter -> parameter.name().startsWith("sort_"));
    all.add(
        Parameter.words(
            "sort_key", "By what the list is sorted, first key first", SortParameters.keys()));
    all.add(
        Parameter.words(
            "sort_dir", "In which direction, for all keys or each", List.of("asc", "desc")));
    all.add(Parameter.text("sort", "Keys with directions, such as name:asc,size"));
    all.add(
        Parameter.word(
            "visibility",
            "Who can see the images",
            List.of("public", "private", "shared", "community", "all")));
    all.add(
        Parameter.word(
            "member_status",
            "What the project made of shared images",
            List.of("pending", "accepted", "rejected", "all")));
    all.add(Parameter.word("os_hidden", "Whether the images are hidden", List.of("true", "false")));
    all.add(Parameter.word("protected", "Whether they can be deleted", List.of("true", "false")));
    all.add(Parameter.words("tag", "A tag that the images have", List.of()));
    for (String name : new TreeSet<>(WITH_OPERATOR.keySet())) {
      all.add(Parameter.text(name, "The value, or eq: and the value, or in: and several"));
    }
    for (String name : new TreeSet<>(PLAIN.keySet())) {
      all.add(Parameter.text(name, "The value"));
    }
    for (String name : List.of("created_at", "updated_at")) {
      all.add(Parameter.text(name, "A time, behind gt:, gte:, lt:, lte:, eq: or neq:"));
    }
    for (String name : NumberFilters.columns()) {
      all.add(Parameter.number(name, "The value"));
      all.add(Parameter.number(name + "_min", "The least value"));
      all.add(Parameter.number(name + "_max", "The greatest value"));
    }
    all.add(Parameter.others("properties", "Properties of the images and their values"));
    return all;
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
