// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.oriel.image.Caller;

/**
 * Reads the check language of oslo.policy: checks of the form {@code kind:match}, joined by {@code
 * not}, {@code and}, {@code or} (in falling order of binding) and parentheses. Empty text allows.
 */
final class RuleParser {
  /** Longest text of a rule. */
  static final int MAX_LENGTH = 16 * 1024;

  /** Deepest nesting of parentheses and negations. */
  static final int MAX_DEPTH = 64;

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
  private static final Set<String> CONSTANTS = Set.of("True", "False", "None");

  private static final Set<String> YES = Set.of("True");
  private static final Set<String> NO = Set.of("False");

  private static final Map<String, Function<Caller, Set<String>>> FACTS =
      Map.of(
          "user_id", RuleParser::user,
          "user", RuleParser::user,
          "project_id", RuleParser::project,
          "tenant", RuleParser::project,
          "tenant_id", RuleParser::project,
          "roles", Caller::roles,
          "service_roles", Caller::serviceRoles,
          "is_admin", caller -> caller.isAdmin() ? YES : NO);

  private final Remote remote;
  private final List<String> tokens;
  private int at;
  private int depth;

  private RuleParser(List<String> tokens, Remote remote) {
    this.remote = remote;
    this.tokens = tokens;
  }

  /**
   * Compiles the text of a rule.
   *
   * @param remote whom {@code http} checks ask
   * @throws BadRule if it cannot be understood, or is beyond the limits
   */
  static Check parse(String text, Remote remote) {
    if (text.length() > MAX_LENGTH) {
      throw new BadRule("The rule has more than " + MAX_LENGTH + " characters.");
    }
    if (text.isBlank()) {
      return Check.Constant.ALWAYS;
    }
    RuleParser parser = new RuleParser(tokens(text), remote);
    Check check = parser.or();
    if (parser.at < parser.tokens.size()) {
      throw new BadRule("\"" + parser.tokens.get(parser.at) + "\" is not expected.");
    }
    return check;
  }

  /** Words between white space, from which leading and trailing parentheses are cut off. */
  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    for (String word : text.trim().split("\\s+", -1)) {
      int start = 0;
      int end = word.length();
      while (start < end && word.charAt(start) == '(') {
        tokens.add("(");
        start++;
      }
      while (end > start && closes(word, end)) {
        end--;
      }
      if (end > start) {
        tokens.add(word.substring(start, end));
      }
      for (int i = end; i < word.length(); i++) {
        tokens.add(")");
      }
    }
    return tokens;
  }

  private static boolean closes(String word, int end) {
    return word.charAt(end - 1) == ')';
  }

  private Check or() {
    List<Check> parts = new ArrayList<>(List.of(and()));
    while (accept("or")) {
      parts.add(and());
    }
    return parts.size() == 1 ? parts.get(0) : new Check.Or(parts);
  }

  private Check and() {
    List<Check> parts = new ArrayList<>(List.of(single()));
    while (accept("and")) {
      parts.add(single());
    }
    return parts.size() == 1 ? parts.get(0) : new Check.And(parts);
  }

  private Check single() {
    if (++depth > MAX_DEPTH) {
      throw new BadRule("The rule is nested deeper than " + MAX_DEPTH + ".");
    }
    Check check;
    if (accept("not")) {
      check = new Check.Not(single());
    } else if (accept("(")) {
      check = or();
      if (!accept(")")) {
        throw new BadRule("A parenthesis is not closed.");
      }
    } else {
      check = check(next());
    }
    depth--;
    return check;
  }

  private boolean accept(String word) {
    if (at < tokens.size() && tokens.get(at).toLowerCase(Locale.ROOT).equals(word)) {
      at++;
      return true;
    }
    return false;
  }

  private String next() {
    if (at == tokens.size()) {
      throw new BadRule("The rule ends too early.");
    }
    return tokens.get(at++);
  }

  private Check check(String token) {
    if (token.equals("@")) {
      return Check.Constant.ALWAYS;
    }
    if (token.equals("!")) {
      return Check.Constant.NEVER;
    }
    int colon = token.indexOf(':');
    if (colon <= 0) {
      throw new BadRule("\"" + token + "\" is not a check.");
    }
    String kind = token.substring(0, colon);
    String match = token.substring(colon + 1);
    return switch (kind) {
      case "rule" -> new Check.Reference(match);
      case "role" -> new Check.Role(Template.of(match));
      case "http", "https" -> http(token);
      default -> generic(kind, Template.of(match));
    };
  }

  private Check http(String token) {
    if (!token.matches("https?://[^/].*")) {
      throw new BadRule("\"" + token + "\" is not the address of a server.");
    }
    return new Check.Http(Template.of(token), remote);
  }

  private static Check generic(String kind, Template match) {
    char first = kind.charAt(0);
    if (first == '\'' || first == '"') {
      if (kind.length() < 2 || kind.charAt(kind.length() - 1) != first) {
        throw new BadRule("A quotation mark is not closed in " + kind);
      }
      return new Check.Literal(kind, Set.of(kind.substring(1, kind.length() - 1)), match);
    }
    if (CONSTANTS.contains(kind) || NUMBER.matcher(kind).matches()) {
      return new Check.Literal(kind, Set.of(kind), match);
    }
    // A fact that callers do not have equals nothing.
    Function<Caller, Set<String>> fact = FACTS.getOrDefault(kind, caller -> Set.of());
    return new Check.Attribute(kind, fact, match);
  }

  private static Set<String> user(Caller caller) {
    return asSet(caller.user());
  }

  private static Set<String> project(Caller caller) {
    return asSet(caller.project());
  }

  private static Set<String> asSet(Optional<String> value) {
    return value.map(Set::of).orElse(Set.of());
  }
}
