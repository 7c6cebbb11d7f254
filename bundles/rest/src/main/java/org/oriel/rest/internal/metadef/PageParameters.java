// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.metadef;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.oriel.image.Refusal;
import org.oriel.metadef.NamespaceQuery;
import org.oriel.metadefs.Tags;
import org.oriel.rest.internal.openapi.Parameter;
import org.oriel.rest.internal.wire.QueryString;

/** Parameters that lists have in common. */
public final class PageParameters {
  private PageParameters() {}

  /** What a list of namespaces looks at. */
  public static List<Parameter> ofNamespaces() {
    List<Parameter> all = new ArrayList<>(Parameter.page(words(NamespaceQuery.SortKey.class)));
    all.add(Parameter.word("visibility", "Who can see them", List.of("public", "private")));
    all.add(Parameter.text("resource_types", "Types of resources, with commas between them"));
    return all;
  }

  /** What a list of tags looks at. */
  public static List<Parameter> ofTags() {
    return Parameter.page(words(Tags.SortKey.class));
  }

  /** What a list of objects looks at. */
  public static List<Parameter> ofObjects() {
    return Parameter.page(List.of("created_at"));
  }

  private static <K extends Enum<K>> List<String> words(Class<K> keys) {
    return Stream.of(keys.getEnumConstants()).map(PageParameters::word).toList();
  }

  /** What a list of namespaces asks for. */
  static NamespaceQuery namespaces(QueryString query, int pageDefault, int pageMost) {
    return new NamespaceQuery(
        query.last("visibility").map(PageParameters::isPublic),
        query
            .last("resource_types")
            .map(
                text ->
                    Arrays.stream(text.split(",", -1))
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toUnmodifiableSet())),
        key(NamespaceQuery.SortKey.class, query, NamespaceQuery.SortKey.CREATED_AT),
        ascending(query),
        query.last("marker"),
        limit(query, 0).map(most -> Math.min(most, pageMost)).orElse(pageDefault));
  }

  /**
   * Most entries of a list; empty if nothing is said.
   *
   * @throws Refusal.Invalid if it is no number or less than the least
   */
  static Optional<Integer> limit(QueryString query, int least) {
    return query
        .last("limit")
        .map(
            text -> {
              long limit;
              try {
                limit = Long.parseLong(text.strip());
              } catch (NumberFormatException e) {
                throw new Refusal.Invalid("limit param must be an integer");
              }
              if (limit < least) {
                throw new Refusal.Invalid("limit param must be positive");
              }
              return (int) Math.min(limit, Integer.MAX_VALUE);
            });
  }

  static boolean ascending(QueryString query) {
    String direction = query.last("sort_dir").orElse("desc");
    return switch (direction) {
      case "asc" -> true;
      case "desc" -> false;
      default -> throw new Refusal.Invalid("Invalid sort direction: " + direction);
    };
  }

  static <K extends Enum<K>> K key(Class<K> keys, QueryString query, K otherwise) {
    Optional<String> wanted = query.last("sort_key");
    if (wanted.isEmpty()) {
      return otherwise;
    }
    return Stream.of(keys.getEnumConstants())
        .filter(key -> word(key).equals(wanted.get()))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal.Invalid(
                    "Invalid sort key: "
                        + wanted.get()
                        + ". It must be one of the following: "
                        + Stream.of(keys.getEnumConstants())
                            .map(PageParameters::word)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  private static String word(Enum<?> key) {
    return key.name().toLowerCase(Locale.ROOT);
  }

  private static boolean isPublic(String visibility) {
    return switch (visibility) {
      case "public" -> true;
      case "private" -> false;
      default -> throw new Refusal.Invalid("Invalid visibility value: " + visibility);
    };
  }
}
