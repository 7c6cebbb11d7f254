// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads rule files: YAML, and JSON as a part of it. A document is a map of checks; a check is a
 * text, or in the older form a list of alternatives, each of them a text or a list of texts that
 * must all hold. Whatever has more meaning in YAML than that (tags, anchors, several documents) is
 * refused rather than guessed: a rule misread is a door left open.
 */
final class RuleText {
  private static final int MAX_RULES = 10_000;
  private static final int MAX_CHARACTERS = 4 * 1024 * 1024;

  private final Iterator<Event> events;
  private final Map<String, String> rules = new LinkedHashMap<>();

  private RuleText(Iterator<Event> events) {
    this.events = events;
  }

  /**
   * Check of each rule by its name.
   *
   * @throws BadRule naming the line that cannot be understood
   */
  static Map<String, String> parse(String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel("rules").setCodePointLimit(MAX_CHARACTERS).build();
    // Between the tokens of JSON a tab is white space; YAML is not so sure.
    String plain = text.stripLeading().startsWith("{") ? text.replace('\t', ' ') : text;
    try {
      return new RuleText(new Parse(settings).parseString(plain).iterator()).documents();
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      throw new BadRule("Line " + line + ": " + e.getProblem() + ".");
    } catch (YamlEngineException e) {
      throw new BadRule("This is no YAML: " + e.getMessage());
    }
  }

  private Map<String, String> documents() {
    int documents = 0;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof DocumentStartEvent && ++documents > 1) {
        throw refused(event, "a second document begins");
      }
      if (event instanceof MappingStartEvent start) {
        map(plain(start));
      } else if (event instanceof NodeEvent node && !isNothing(node)) {
        throw refused(event, "rules are written as name: check");
      }
    }
    return rules;
  }

  private static boolean isNothing(NodeEvent node) {
    return node instanceof ScalarEvent scalar && scalar.isPlain() && scalar.getValue().isEmpty();
  }

  private void map(Event start) {
    for (Event key = events.next(); key instanceof NodeEvent; key = events.next()) {
      String name = scalar(key);
      if (name.isEmpty() || rules.containsKey(name)) {
        throw refused(key, "rule \"" + name + "\" has no name, or one that is there already");
      }
      if (rules.size() == MAX_RULES) {
        throw refused(start, "there are more than " + MAX_RULES + " rules");
      }
      Event value = events.next();
      rules.put(name, value instanceof SequenceStartEvent list ? any(list) : scalar(value));
    }
  }

  /** Alternatives; without any the check allows, as an empty text does. */
  private String any(SequenceStartEvent list) {
    plain(list);
    List<String> parts = new ArrayList<>();
    boolean empty = true;
    for (Event each = events.next(); each instanceof NodeEvent; each = events.next()) {
      empty = false;
      String part = each instanceof SequenceStartEvent all ? all(all) : single(each);
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    if (empty) {
      return "@";
    }
    return parts.isEmpty() ? "!" : String.join(" or ", parts);
  }

  private String all(SequenceStartEvent list) {
    plain(list);
    List<String> parts = new ArrayList<>();
    for (Event each = events.next(); each instanceof NodeEvent; each = events.next()) {
      parts.add(single(each));
    }
    return String.join(" and ", parts);
  }

  /** One check, in lists, is one word. */
  private static String single(Event event) {
    String text = scalar(event);
    boolean several = text.chars().anyMatch(Character::isWhitespace);
    if (text.isEmpty() || several || text.startsWith("(") || text.endsWith(")")) {
      throw refused(event, "in a list, each text is a single check");
    }
    return text;
  }

  private static String scalar(Event event) {
    if (plain(event) instanceof ScalarEvent scalar) {
      String text = scalar.getValue();
      if (scalar.isPlain() && (text.equals("~") || text.equalsIgnoreCase("null"))) {
        throw refused(event, "a check cannot be null");
      }
      return text;
    }
    throw refused(event, "a text is expected");
  }

  /** Refuses an event with a tag or an anchor, and an alias. */
  private static Event plain(Event event) {
    boolean tagged =
        (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
            || (event instanceof MappingStartEvent map && map.getTag().isPresent())
            || (event instanceof SequenceStartEvent list && list.getTag().isPresent());
    if (tagged || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
      throw refused(event, "tags, anchors and aliases are not supported");
    }
    return event;
  }

  private static BadRule refused(Event event, String why) {
    return new BadRule(
        "Line " + (event.getStartMark().map(Mark::getLine).orElse(0) + 1) + ": " + why + ".");
  }
}
