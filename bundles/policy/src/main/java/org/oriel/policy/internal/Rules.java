// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.oriel.policy.Explanation;

/**
 * Named rules, each tied to the rules it refers to. A name that no rule has is judged by the
 * default rule, and denied if that is missing too.
 */
final class Rules {
  /** Longest chain of rules that refer to each other. */
  static final int MAX_CHAIN = 64;

  private final Map<String, Check> checks;
  private final String defaultRule;

  private Rules(Map<String, Check> checks, String defaultRule) {
    this.checks = Map.copyOf(checks);
    this.defaultRule = defaultRule;
  }

  /**
   * Compiles rules.
   *
   * @param texts text of each rule by its name
   * @param defaultRule name of the rule for names that no rule has
   * @param remote whom {@code http} checks ask
   * @throws BadRule naming the rule that cannot be understood, refers to itself, or is at the end
   *     of too long a chain
   */
  static Rules of(Map<String, String> texts, String defaultRule, Remote remote) {
    Map<String, Check> parsed = new HashMap<>();
    texts.forEach((name, text) -> parsed.put(name, parse(name, text, remote)));
    Tie tie = new Tie(parsed, defaultRule);
    Map<String, Check> tied = new HashMap<>();
    for (String name : parsed.keySet()) {
      tied.put(name, tie.rule(name));
    }
    return new Rules(tied, defaultRule);
  }

  /** Whether a rule holds. */
  boolean allow(Question question) {
    return rule(question.rule()).holds(question);
  }

  /** Why a rule holds or does not. */
  Explanation explain(Question question) {
    return Explainer.of(rule(question.rule()), question);
  }

  Set<String> names() {
    return checks.keySet();
  }

  private Check rule(String name) {
    Check check = checks.get(name);
    return check == null
        ? unknown(name, Optional.ofNullable(checks.get(defaultRule)).orElse(Check.Constant.NEVER))
        : check;
  }

  private static Check unknown(String name, Check otherwise) {
    return new Check.Named(name, otherwise, "there is no rule of this name");
  }

  private static Check parse(String name, String text, Remote remote) {
    try {
      return RuleParser.parse(text, remote);
    } catch (BadRule e) {
      throw new BadRule("Rule " + name + ": " + e.getMessage());
    }
  }

  /** Replaces references by what they refer to. */
  private static final class Tie {
    private final Map<String, Check> parsed;
    private final String defaultRule;
    private final Map<String, Check> done = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    Tie(Map<String, Check> parsed, String defaultRule) {
      this.parsed = parsed;
      this.defaultRule = defaultRule;
    }

    Check rule(String name) {
      Check known = done.get(name);
      if (known != null) {
        return known;
      }
      Check check = parsed.get(name);
      if (check == null) {
        return unknown(name, name.equals(defaultRule) ? Check.Constant.NEVER : rule(defaultRule));
      }
      if (!open.add(name)) {
        throw new BadRule("Rule " + name + " refers to itself.");
      }
      if (open.size() > MAX_CHAIN) {
        throw new BadRule(
            "Rule " + name + " ends a chain of more than " + MAX_CHAIN + " references.");
      }
      Check tied = new Check.Named(name, tied(check), "");
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
