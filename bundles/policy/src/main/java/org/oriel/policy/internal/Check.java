// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.oriel.image.Caller;

/** A compiled condition. Immutable; judging allocates nothing in the common cases. */
sealed interface Check {
  /** Whether the condition holds for a caller and the facts of a thing. */
  boolean holds(Caller caller, Map<String, Object> target);

  /** {@code @} and {@code !}. */
  enum Constant implements Check {
    ALWAYS(true),
    NEVER(false);

    private final boolean answer;

    Constant(boolean answer) {
      this.answer = answer;
    }

    @Override
    public boolean holds(Caller caller, Map<String, Object> target) {
      return answer;
    }
  }

  /** All of them. */
  record And(List<Check> parts) implements Check {
    public And {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean holds(Caller caller, Map<String, Object> target) {
      for (int i = 0; i < parts.size(); i++) {
        if (!parts.get(i).holds(caller, target)) {
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
    public boolean holds(Caller caller, Map<String, Object> target) {
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).holds(caller, target)) {
          return true;
        }
      }
      return false;
    }
  }

  /** The opposite. */
  record Not(Check part) implements Check {
    @Override
    public boolean holds(Caller caller, Map<String, Object> target) {
      return !part.holds(caller, target);
    }
  }

  /** {@code role:x}: the caller has a role, whatever its case. */
  record Role(Template name) implements Check {
    @Override
    public boolean holds(Caller caller, Map<String, Object> target) {
      return name.isAmongIgnoringCase(caller.roles(), target);
    }
  }

  /** {@code attribute:text}: a fact of the caller, or one of its members, equals the text. */
  record Attribute(String name, Function<Caller, Set<String>> fact, Template text)
      implements Check {
    @Override
    public boolean holds(Caller caller, Map<String, Object> target) {
      return text.isAmong(fact.apply(caller), target);
    }
  }

  /** {@code 'literal':text}: the text equals the literal. */
  record Literal(Set<String> literal, Template text) implements Check {
    public Literal {
      literal = Set.copyOf(literal);
    }

    @Override
    public boolean holds(Caller caller, Map<String, Object> target) {
      return text.isAmong(literal, target);
    }
  }

  /** {@code rule:x}: replaced by that rule when the rules are tied together. */
  record Reference(String rule) implements Check {
    @Override
    public boolean holds(Caller caller, Map<String, Object> target) {
      throw new IllegalStateException("Rule " + rule + " was not tied to its check.");
    }
  }
}
