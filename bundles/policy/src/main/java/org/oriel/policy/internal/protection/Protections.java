// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal.protection;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.oriel.base.Problems;
import org.oriel.image.Caller;
import org.oriel.policy.PropertyProtection.Operation;

/** The sections of a protection file, compiled. The first one whose expression is found decides. */
final class Protections {
  private static final String OWN = "os_glance";

  /** Whom an operation is open to. */
  private interface Who extends BiPredicate<Caller, Protections> {}

  private record Section(Pattern names, Map<Operation, Who> who) {}

  private final List<Section> sections;
  private final BiPredicate<String, Caller> policy;

  private Protections(List<Section> sections, BiPredicate<String, Caller> policy) {
    this.sections = List.copyOf(sections);
    this.policy = policy;
  }

  /**
   * Compiles the text of a file.
   *
   * @param byRoles whether values name roles, else one policy each
   * @param policy judges a named policy
   * @throws IllegalArgumentException with everything that is wrong
   */
  static Protections of(String text, boolean byRoles, BiPredicate<String, Caller> policy) {
    Problems problems = new Problems();
    List<Section> sections = new ArrayList<>();
    sections.add(own());
    for (ProtectionFile.Section each : ProtectionFile.parse(text)) {
      if (!each.title().startsWith(OWN)) {
        pattern(each.title(), problems)
            .ifPresent(names -> sections.add(new Section(names, who(each, byRoles, problems))));
      }
    }
    problems.complain("Property protections");
    return new Protections(sections, policy);
  }

  /** Whether a caller may do something with a property. */
  boolean allow(Operation operation, String property, Caller caller) {
    for (Section each : sections) {
      if (each.names().matcher(property).find()) {
        Who who = each.who().get(operation);
        return who != null && who.test(caller, this);
      }
    }
    return false;
  }

  /** The server's own properties are nobody's to protect. */
  private static Section own() {
    Map<Operation, Who> all = new EnumMap<>(Operation.class);
    for (Operation each : Operation.values()) {
      all.put(each, (caller, protections) -> true);
    }
    return new Section(Pattern.compile("^" + OWN + ".*"), all);
  }

  private static Optional<Pattern> pattern(String title, Problems problems) {
    try {
      return Optional.of(Pattern.compile(title));
    } catch (PatternSyntaxException e) {
      problems.add("Section [" + title + "] is not a regular expression.");
      return Optional.empty();
    }
  }

  private static Map<Operation, Who> who(
      ProtectionFile.Section section, boolean byRoles, Problems problems) {
    Map<Operation, Who> who = new EnumMap<>(Operation.class);
    for (Operation each : Operation.values()) {
      String option = each.name().toLowerCase(Locale.ROOT);
      String value = section.options().get(option);
      String place = "Option " + option + " of section [" + section.title() + "]";
      if (value == null) {
        problems.add(place + " is missing.");
      } else {
        who.put(each, byRoles ? roles(value, place, problems) : policy(value, place, problems));
      }
    }
    return who;
  }

  private static Who roles(String value, String place, Problems problems) {
    Set<String> roles =
        Set.copyOf(
            Stream.of(value.split(",", -1))
                .map(role -> role.strip().toLowerCase(Locale.ROOT))
                .filter(role -> !role.isEmpty())
                .toList());
    if (roles.contains("@") && roles.contains("!")) {
      problems.add(place + ": '@' and '!' are mutually exclusive.");
    }
    if (roles.contains("!")) {
      return (caller, protections) -> false;
    }
    if (roles.contains("@")) {
      return (caller, protections) -> true;
    }
    return (caller, protections) ->
        caller.roles().stream().anyMatch(roles::contains)
            || caller.serviceRoles().stream().anyMatch(roles::contains);
  }

  private static Who policy(String value, String place, Problems problems) {
    if (value.contains(",")) {
      problems.add(place + " names several policies; they can be combined in the policy file.");
    }
    return switch (value) {
      case "", "!" -> (caller, protections) -> false;
      case "@" -> (caller, protections) -> true;
      default -> (caller, protections) -> protections.policy.test(value, caller);
    };
  }
}
