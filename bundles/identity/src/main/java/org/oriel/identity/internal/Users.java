// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oriel.base.Problems;

/**
 * The users of a users file: a line for each, {@code name:hash:project:role,role}; blank lines and
 * lines that begin with {@code #} say nothing.
 */
final class Users {
  /** Costs that are neither worthless nor a burden: from 16 rounds (tests) to about a second. */
  private static final Pattern HASH =
      Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-4])\\$[./A-Za-z0-9]{53}");

  private static final Pattern WORD = Pattern.compile("[^\\p{Cntrl}\\s:,]{1,255}");
  private static final int MAX_USERS = 10_000;

  private final Map<String, User> byName;
  private final int cost;

  private Users(Map<String, User> byName, int cost) {
    this.byName = Map.copyOf(byName);
    this.cost = cost;
  }

  /**
   * Reads the lines of a users file.
   *
   * @throws IllegalArgumentException naming every line that is wrong; it repeats nothing of them
   */
  static Users of(List<String> lines) {
    Problems problems = new Problems();
    Map<String, User> users = new LinkedHashMap<>();
    int cost = 4;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Optional<User> user = user(line, "Line " + (i + 1), problems);
      if (user.isPresent()) {
        cost = Math.max(cost, Integer.parseInt(user.get().hash().substring(4, 6)));
        if (users.put(user.get().name(), user.get()) != null) {
          problems.add("Line " + (i + 1) + " names a user that an earlier line has.");
        }
      }
    }
    if (users.size() > MAX_USERS) {
      problems.add("There are more than " + MAX_USERS + " users.");
    }
    problems.complain("Users file");
    return new Users(users, cost);
  }

  private static Optional<User> user(String line, String where, Problems problems) {
    String[] cells = line.split(":", -1);
    if (cells.length != 4) {
      problems.add(where + " is not of the form name:hash:project:role,role.");
      return Optional.empty();
    }
    Matcher hash = HASH.matcher(cells[1]);
    if (!hash.matches()) {
      problems.add(where + " has no bcrypt hash of a cost from 4 to 14.");
    }
    Set<String> roles = new LinkedHashSet<>(List.of(cells[3].split(",", -1)));
    boolean words =
        WORD.matcher(cells[0]).matches()
            && WORD.matcher(cells[2]).matches()
            && (cells[3].isEmpty() || roles.stream().allMatch(WORD.asMatchPredicate()));
    if (!words) {
      problems.add(where + " has an empty or illegal name, project or role.");
    }
    roles.remove("");
    return hash.matches() && words
        ? Optional.of(new User(cells[0], cells[1], cells[2], roles))
        : Optional.empty();
  }

  Optional<User> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  int size() {
    return byName.size();
  }

  /** The highest cost of a hash: what it must cost to ask for a user who is not there. */
  int cost() {
    return cost;
  }
}
