// SPDX-License-Identifier: Apache-2.0
package org.oriel.itests.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Who may depend on whom, and which framework lives in which room. */
final class LayerRules {
  private static final Set<String> CONTRACTS = Set.of("domain", "store-spi", "format-spi");

  /** Copied into bundles at build time, so that nobody is wired to it. */
  private static final Set<String> COPIED_IN = Set.of("base", "blocks", "codec");

  private static final Map<String, Set<String>> MAY_DEPEND_ON =
      Map.ofEntries(
          Map.entry("domain", Set.of()),
          Map.entry("store-spi", Set.of()),
          Map.entry("format-spi", Set.of()),
          Map.entry("config", Set.of()),
          Map.entry("persistence", Set.of("domain")),
          Map.entry("identity", Set.of("domain")),
          Map.entry("policy", Set.of("domain")),
          Map.entry("signatures", Set.of("domain")),
          Map.entry("storage", Set.of("store-spi", "domain")),
          Map.entry("cache", Set.of("domain", "storage")),
          Map.entry("conversion", Set.of("format-spi", "domain")),
          Map.entry("metadefs", Set.of("domain", "policy")),
          Map.entry("service", Set.of("domain", "policy", "signatures", "storage", "conversion")),
          Map.entry("jobs", Set.of("domain", "policy", "signatures", "storage", "conversion")),
          Map.entry("routes", Set.of("domain", "jobs")),
          Map.entry("rest", Set.of("domain", "identity", "service", "metadefs")),
          Map.entry(
              "shell",
              Set.of(
                  "domain", "service", "metadefs", "storage", "conversion", "jobs", "format-spi")),
          Map.entry("img", Set.of("domain", "format-spi", "conversion")),
          Map.entry("stores", Set.of("store-spi")),
          Map.entry("formats", Set.of("format-spi")));

  /** Package prefix of a framework to the room that it lives in. */
  private static final Map<String, String> ROOM_OF_FRAMEWORK =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("jakarta.servlet", "rest"),
              Map.entry("jakarta.ws.rs", "rest"),
              Map.entry("org.apache.cxf", "rest"),
              Map.entry("com.fasterxml.jackson.jakarta", "rest"),
              Map.entry("org.osgi.service.servlet", "rest"),
              Map.entry("org.eclipse.jetty", "rest"),
              Map.entry("jakarta.persistence", "persistence"),
              Map.entry("org.eclipse.persistence", "persistence"),
              Map.entry("org.flywaydb", "persistence"),
              Map.entry("com.zaxxer", "persistence"),
              Map.entry("org.h2", "persistence"),
              Map.entry("org.mariadb", "persistence"),
              Map.entry("org.springframework", "jobs"),
              Map.entry("io.micrometer", "jobs"),
              Map.entry("org.apache.camel", "routes"),
              Map.entry("org.quartz", "routes"),
              Map.entry("picocli", "img"),
              Map.entry("org.apache.karaf", "shell"),
              Map.entry("org.jline", "shell"),
              Map.entry("org.osgi.service.cm", "config")));

  private LayerRules() {}

  /** Everything that is wrong with these rooms, one sentence each; empty when all is well. */
  static List<String> violations(List<Room> rooms) {
    Map<String, String> exporters = new TreeMap<>();
    rooms.forEach(room -> room.exports().forEach(name -> exporters.put(name, room.name())));
    List<String> violations = new ArrayList<>();
    for (Room room : rooms) {
      Set<String> allowed = MAY_DEPEND_ON.get(line(room.name()));
      if (allowed == null) {
        violations.add(room.name() + " has no line in the table of layers");
        continue;
      }
      checkDependencies(room, allowed, violations);
      checkImports(room, allowed, exporters, violations);
    }
    return violations;
  }

  private static void checkDependencies(Room room, Set<String> allowed, List<String> violations) {
    for (String dependency : room.dependencies()) {
      if (COPIED_IN.contains(dependency) && !CONTRACTS.contains(room.name())) {
        continue;
      }
      if (dependency.startsWith("frameworks.") || allowed.contains(dependency)) {
        continue;
      }
      violations.add(room.name() + " depends on " + dependency + " in its POM");
    }
  }

  private static void checkImports(
      Room room, Set<String> allowed, Map<String, String> exporters, List<String> violations) {
    for (String imported : room.imports()) {
      if (room.exports().contains(imported)) {
        continue;
      }
      if (imported.equals("org.oriel") || imported.startsWith("org.oriel.")) {
        String exporter = exporters.get(imported);
        if (exporter == null) {
          violations.add(room.name() + " imports " + imported + ", which no room exports");
        } else if (!allowed.contains(exporter)) {
          violations.add(room.name() + " imports " + imported + " of " + exporter);
        }
      } else if (CONTRACTS.contains(room.name()) && !isOfTheJdk(imported)) {
        violations.add(room.name() + " is a contract, but imports " + imported);
      } else {
        checkFramework(room, imported, violations);
      }
    }
  }

  private static void checkFramework(Room room, String imported, List<String> violations) {
    ROOM_OF_FRAMEWORK.forEach(
        (framework, home) -> {
          if (isWithin(imported, framework) && !room.name().equals(home)) {
            violations.add(room.name() + " imports " + imported + ", a framework of room " + home);
          }
        });
  }

  private static boolean isWithin(String imported, String prefix) {
    return imported.equals(prefix)
        || imported.startsWith(prefix + ".")
        || (imported.endsWith("*") && prefix.startsWith(imported.replace("*", "")));
  }

  private static boolean isOfTheJdk(String imported) {
    return imported.startsWith("java.")
        || imported.startsWith("javax.crypto")
        || imported.startsWith("javax.net");
  }

  /** Line of the table: all stores share one, all formats share one. */
  private static String line(String room) {
    int dot = room.indexOf('.');
    return dot < 0 ? room : room.substring(0, dot);
  }
}
