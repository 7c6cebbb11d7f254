// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Named rules, each tied to the rules it refers to. A name that no rule has is judged by the rule
 * {@code default}, and denied if that is missing too.
 */
final class Rules {
  private static final String DEFAULT = "default";

  private final Map<String, Check> checks;
  private final Check otherwise;

  private Rules(Map<String, Check> checks) {
    this.checks = Map.copyOf(checks);
    this.otherwise = Optional.ofNullable(checks.get(DEFAULT)).orElse(Check.Constant.NEVER);
  }

  /**
   * Compiles rules.
   *
   * @param texts text of each rule by its name
   * @throws BadRule naming the rule that cannot be understood, or refers to itself
   */
  static Rules of(Map<String, String> texts) {
    Map<String, Check> parsed = new HashMap<>();
    texts.forEach((name, text) -> parsed.put(name, parse(name, text)));
    Tie tie = new Tie(parsed);
    Map<String, Check> tied = new HashMap<>();
    for (String name : parsed.keySet()) {
      tied.put(name, tie.rule(name));
    }
    return new Rules(tied);
  }

  Check rule(String name) {
    Check check = checks.get(name);
    return check == null ? otherwise : check;
  }

  Set<String> names() {
    return checks.keySet();
  }

  private static Check parse(String name, String text) {
    try {
      return RuleParser.parse(text);
    } catch (BadRule e) {
      throw new BadRule("Rule " + name + ": " + e.getMessage());
    }
  }

  /** Replaces references by what they refer to. */
  private static final class Tie {
    private final Map<String, Check> parsed;
    private final Map<String, Check> done = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    Tie(Map<String, Check> parsed) {
      this.parsed = parsed;
    }

    Check rule(String name) {
      Check known = done.get(name);
      if (known != null) {
        return known;
      }
      Check check = parsed.get(name);
      if (check == null) {
        return name.equals(DEFAULT) ? Check.Constant.NEVER : rule(DEFAULT);
      }
      if (!open.add(name)) {
        throw new BadRule("Rule " + name + " refers to itself.");
      }
      Check tied = tied(check);
      open.remove(name);
      done.put(name, tied);
      return tied;
    }

    private Check tied(Check check) {
      if (check instanceof Check.Reference reference) {
        return rule(reference.rule());
      }
      if (check instanceof Check.And and) {
        return new Check.And(tied(and.parts()));
      }
      if (check instanceof Check.Or or) {
        return new Check.Or(tied(or.parts()));
      }
      if (check instanceof Check.Not not) {
        return new Check.Not(tied(not.part()));
      }
      return check;
    }

    private List<Check> tied(List<Check> parts) {
      return parts.stream().map(this::tied).toList();
    }
  }
}
