// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The right-hand side of a check: text with places such as {@code %(owner)s}, filled from the facts
 * of a thing. Where a fact is missing, the check does not hold.
 */
final class Template {
  /** Literal text, or the name of a fact. */
  private record Piece(String text, boolean isFact) {}

  private final List<Piece> pieces;

  private Template(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /**
   * Reads the text of a template.
   *
   * @throws BadRule if a percent sign begins anything but {@code %(name)s} or {@code %%}
   */
  static Template of(String text) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char each = text.charAt(at);
      if (each != '%') {
        literal.append(each);
        at++;
      } else if (text.startsWith("%%", at)) {
        literal.append('%');
        at += 2;
      } else {
        int end = text.indexOf(")s", at);
        if (!text.startsWith("%(", at) || end < 0) {
          throw new BadRule("\"%\" must begin %(name)s in " + text);
        }
        addLiteral(pieces, literal);
        pieces.add(new Piece(text.substring(at + 2, end), true));
        at = end + 2;
      }
    }
    addLiteral(pieces, literal);
    return new Template(pieces);
  }

  private static void addLiteral(List<Piece> pieces, StringBuilder literal) {
    if (!literal.isEmpty()) {
      pieces.add(new Piece(literal.toString(), false));
      literal.setLength(0);
    }
  }

  boolean isAmong(Set<String> values, Map<String, Object> target) {
    if (values.isEmpty()) {
      return false;
    }
    Optional<String> filled = filled(target);
    return filled.isPresent() && values.contains(filled.get());
  }

  /** As {@link #isAmong}, for values that are in lower case. */
  boolean isAmongIgnoringCase(Set<String> values, Map<String, Object> target) {
    Optional<String> filled = filled(target);
    return filled.isPresent() && values.contains(filled.get().toLowerCase(Locale.ROOT));
  }

  /** The text with its places filled; empty where a fact is missing. */
  Optional<String> filled(Map<String, Object> target) {
    return pieces.size() == 1
        ? piece(pieces.get(0), target)
        : filled(target, UnaryOperator.identity());
  }

  /** As {@link #filled}, each fact in the form that it has within a URL. */
  Optional<String> asUrl(Map<String, Object> target) {
    return filled(
        target, fact -> URLEncoder.encode(fact, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  /** Whether there is nothing to fill. */
  boolean isLiteral() {
    return pieces.stream().noneMatch(Piece::isFact);
  }

  private Optional<String> filled(Map<String, Object> target, UnaryOperator<String> form) {
    StringBuilder whole = new StringBuilder();
    for (Piece each : pieces) {
      Optional<String> text = piece(each, target);
      if (text.isEmpty()) {
        return text;
      }
      whole.append(each.isFact ? form.apply(text.get()) : text.get());
    }
    return Optional.of(whole.toString());
  }

  private static Optional<String> piece(Piece piece, Map<String, Object> target) {
    return piece.isFact
        ? Optional.ofNullable(target.get(piece.text)).map(Template::text)
        : Optional.of(piece.text);
  }

  /** As Python writes it, for rule files were written with that in mind. */
  private static String text(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    if (value instanceof Collection<?> many) {
      return String.join(",", many.stream().map(Object::toString).toList());
    }
    return value.toString();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Piece each : pieces) {
      text.append(each.isFact ? "%(" + each.text + ")s" : each.text.replace("%", "%%"));
    }
    return text.toString();
  }
}
