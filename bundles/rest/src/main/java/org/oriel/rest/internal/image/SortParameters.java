// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.oriel.image.ImageQuery.Direction;
import org.oriel.image.ImageQuery.Sort;
import org.oriel.image.ImageQuery.SortKey;
import org.oriel.image.Refusal;
import org.oriel.rest.internal.wire.QueryString;

/** The order of a list, in either of the two ways to write it. */
final class SortParameters {
  private static final Map<String, SortKey> KEYS = new LinkedHashMap<>();

  static {
    KEYS.put("name", SortKey.NAME);
    KEYS.put("status", SortKey.STATUS);
    KEYS.put("container_format", SortKey.CONTAINER_FORMAT);
    KEYS.put("disk_format", SortKey.DISK_FORMAT);
    KEYS.put("size", SortKey.SIZE);
    KEYS.put("id", SortKey.ID);
    KEYS.put("created_at", SortKey.CREATED_AT);
    KEYS.put("updated_at", SortKey.UPDATED_AT);
  }

  private SortParameters() {}

  /** By what a list can be sorted. */
  static Set<String> keys() {
    return Set.copyOf(KEYS.keySet());
  }

  /** The order that the parameters mean, with tie-breakers that make it total. */
  static List<Sort> order(QueryString parameters) {
    Optional<String> sort = parameters.last("sort");
    List<String> keys = parameters.all("sort_key");
    List<String> directions = parameters.all("sort_dir");
    if (sort.isEmpty()) {
      return classic(keys, directions);
    }
    if (!keys.isEmpty() || !directions.isEmpty()) {
      throw new Refusal.Invalid("Old and new sorting syntax cannot be combined");
    }
    List<Sort> order = new ArrayList<>();
    for (String element : sort.get().strip().split(",", -1)) {
      int colon = element.indexOf(':');
      String key = colon < 0 ? element : element.substring(0, colon);
      String direction = colon < 0 ? "" : element.substring(colon + 1).strip();
      order.add(new Sort(key(key.strip()), direction(direction.isEmpty() ? "desc" : direction)));
    }
    return total(order, order.size() == 1 ? order.get(0).direction() : Direction.DESC);
  }

  private static List<Sort> classic(List<String> keys, List<String> directions) {
    if (directions.size() > 1 && directions.size() != keys.size()) {
      throw new Refusal.Invalid("Number of sort dirs does not match the number of sort keys");
    }
    Direction single =
        directions.size() == 1 ? direction(directions.get(0).strip()) : Direction.DESC;
    List<Sort> order = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Direction direction = directions.size() > 1 ? direction(directions.get(i).strip()) : single;
      order.add(new Sort(key(keys.get(i).strip()), direction));
    }
    return total(order, single);
  }

  private static List<Sort> total(List<Sort> order, Direction direction) {
    for (SortKey tieBreaker : List.of(SortKey.CREATED_AT, SortKey.ID)) {
      if (order.stream().noneMatch(sort -> sort.key() == tieBreaker)) {
        order.add(new Sort(tieBreaker, direction));
      }
    }
    return order;
  }

  private static SortKey key(String text) {
    SortKey key = KEYS.get(text);
    if (key == null) {
      throw new Refusal.Invalid(
          "Invalid sort key: "
              + text
              + ". It must be one of the following: "
              + String.join(", ", KEYS.keySet())
              + ".");
    }
    return key;
  }

  private static Direction direction(String text) {
    return switch (text) {
      case "asc" -> Direction.ASC;
      case "desc" -> Direction.DESC;
      default -> throw new Refusal.Invalid("Invalid sort direction: " + text);
    };
  }
}
