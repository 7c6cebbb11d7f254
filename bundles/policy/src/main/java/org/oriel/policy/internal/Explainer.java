// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.oriel.policy.Explanation;

/** Tells what each part of a check says of a question. A rule is taken apart once. */
final class Explainer {
  private final Question question;
  private final Set<String> told = new HashSet<>();

  private Explainer(Question question) {
    this.question = question;
  }

  static Explanation of(Check check, Question question) {
    return new Explainer(question).explain(check);
  }

  private Explanation explain(Check check) {
    if (check instanceof Check.And and) {
      return parted("and", check, and.parts());
    }
    if (check instanceof Check.Or or) {
      return parted("or", check, or.parts());
    }
    if (check instanceof Check.Not not) {
      return parted("not", check, List.of(not.part()));
    }
    if (check instanceof Check.Named named) {
      return named(named);
    }
    return new Explanation(check.toString(), check.holds(question), found(check), List.of());
  }

  private Explanation parted(String said, Check check, List<Check> parts) {
    List<Explanation> told = parts.stream().map(this::explain).toList();
    return new Explanation(said, check.holds(question), "", told);
  }

  private Explanation named(Check.Named named) {
    boolean first = told.add(named.rule());
    String found = first ? named.note() : "as above";
    List<Explanation> parts = first ? List.of(explain(named.check())) : List.of();
    return new Explanation(named.toString(), named.holds(question), found, parts);
  }

  private String found(Check check) {
    if (check instanceof Check.Role role) {
      return joined(wanted(role.name()), had("roles", question.caller().roles()));
    }
    if (check instanceof Check.Attribute attribute) {
      Set<String> facts = attribute.fact().apply(question.caller());
      return joined(wanted(attribute.text()), had(attribute.name(), facts));
    }
    if (check instanceof Check.Literal literal) {
      return wanted(literal.text());
    }
    return "";
  }

  /** What the text stands for, where that is not plain to see. */
  private String wanted(Template text) {
    if (text.isLiteral()) {
      return "";
    }
    Optional<String> filled = text.filled(question.target());
    String value = filled.map(it -> "is \"" + it + "\"").orElse("is not known of the target");
    return text + " " + value;
  }

  private static String had(String fact, Set<String> values) {
    String list = values.isEmpty() ? "none" : String.join(", ", new TreeSet<>(values));
    return "the caller's " + fact + ": " + list;
  }

  private static String joined(String one, String other) {
    return one.isEmpty() ? other : one + "; " + other;
  }
}
