// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.oriel.image.Caller;

/**
 * A compiled condition. Immutable; judging allocates nothing in the common cases. As text it is
 * what one would write in a rule.
 */
sealed interface Check {
  /** Whether the condition holds. */
  boolean holds(Question question);

  /** {@code @} and {@code !}. */
  enum Constant implements Check {
    ALWAYS("@"),
    NEVER("!");

    private final String sign;

    Constant(String sign) {
      this.sign = sign;
    }

    @Override
    public boolean holds(Question question) {
      return this == ALWAYS;
    }

    @Override
    public String toString() {
      return sign;
    }
  }

  /** All of them. */
  record And(List<Check> parts) implements Check {
    public And {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean holds(Question question) {
      for (int i = 0; i < parts.size(); i++) {
        if (!parts.get(i).holds(question)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Any of them. */
  record Or(List<Check> parts) implements Check {
    public Or {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean holds(Question question) {
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).holds(question)) {
          return true;
        }
      }
      return false;
    }
  }

  /** The opposite. */
  record Not(Check part) implements Check {
    @Override
    public boolean holds(Question question) {
      return !part.holds(question);
    }
  }

  /** {@code role:x}: the caller has a role, whatever its case. */
  record Role(Template name) implements Check {
    @Override
    public boolean holds(Question question) {
      return name.isAmongIgnoringCase(question.caller().roles(), question.target());
    }

    @Override
    public String toString() {
      return "role:" + name;
    }
  }

  /** {@code attribute:text}: a fact of the caller, or one of its members, equals the text. */
  record Attribute(String name, Function<Caller, Set<String>> fact, Template text)
      implements Check {
    @Override
    public boolean holds(Question question) {
      return text.isAmong(fact.apply(question.caller()), question.target());
    }

    @Override
    public String toString() {
      return name + ":" + text;
    }
  }

  /** {@code 'literal':text}: the text equals the literal. */
  record Literal(String kind, Set<String> literal, Template text) implements Check {
    public Literal {
      literal = Set.copyOf(literal);
    }

    @Override
    public boolean holds(Question question) {
      return text.isAmong(literal, question.target());
    }

    @Override
    public String toString() {
      return kind + ":" + text;
    }
  }

  /** {@code http://server/path}: another server says so. */
  record Http(Template url, Remote remote) implements Check {
    @Override
    public boolean holds(Question question) {
      return url.asUrl(question.target()).filter(text -> remote.allows(text, question)).isPresent();
    }

    @Override
    public String toString() {
      return url.toString();
    }
  }

  /** {@code rule:x}: replaced by {@link Named} when the rules are tied together. */
  record Reference(String rule) implements Check {
    @Override
    public boolean holds(Question question) {
      throw new IllegalStateException("Rule " + rule + " was not tied to its check.");
    }

    @Override
    public String toString() {
      return "rule:" + rule;
    }
  }

  /**
   * A rule by its name.
   *
   * @param note what is to be said of it: that there is none of this name; mostly empty
   */
  record Named(String rule, Check check, String note) implements Check {
    @Override
    public boolean holds(Question question) {
      return check.holds(question);
    }

    @Override
    public String toString() {
      return "rule:" + rule;
    }
  }
}
