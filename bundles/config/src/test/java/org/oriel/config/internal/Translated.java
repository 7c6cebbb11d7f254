// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.base.Problems;

/** Texts to configurations in one step, as the component does it. */
record Translated(Plan plan, List<String> problems) {
  static final Path DATA = Path.of("/data");
  static final String NODE = "0b0e7cb1-6e35-4cc1-9d18-2bb7d1b1d1b1";

  /** Nothing but defaults. */
  static Translated nothing() {
    return of(Optional.empty(), Map.of(), Optional.empty());
  }

  static Translated conf(String... lines) {
    return environment(Map.of(), lines);
  }

  static Translated environment(Map<String, String> environment, String... lines) {
    return of(Optional.of(String.join("\n", lines)), environment, Optional.empty());
  }

  static Translated of(
      Optional<String> conf,
      Map<String, String> environment,
      Optional<String> port,
      String... extras) {
    return with(PasteFile.shipped(), conf, environment, port, extras);
  }

  /** With a paste file of the operator's own. */
  static Translated paste(String paste, String... lines) {
    Problems none = new Problems();
    PasteFile file = PasteFile.parse("paste.ini", paste, none);
    none.complain("paste.ini");
    return with(file, Optional.of(String.join("\n", lines)), Map.of(), Optional.empty());
  }

  private static Translated with(
      PasteFile paste,
      Optional<String> conf,
      Map<String, String> environment,
      Optional<String> port,
      String... extras) {
    Problems problems = new Problems();
    List<List<Assignment>> layers = new ArrayList<>();
    layers.add(ConfText.parse("oriel.conf", String.join("\n", extras), problems));
    conf.ifPresent(text -> layers.add(ConfText.parse("glance-api.conf", text, problems)));
    OptionTable table = OptionTable.shipped();
    Settings settings =
        new Settings(table, layers, environment, Map.of("DATA", DATA.toString()), problems);
    Surroundings surroundings =
        new Surroundings(DATA, conf.map(text -> Path.of("/etc/none/glance-api.conf")), port, NODE);
    Plan plan = Translation.translate(table, settings, surroundings, paste, problems);
    return new Translated(plan, problems.all().stream().distinct().toList());
  }

  Map<String, String> pid(String pid) {
    return plan.configurations().getOrDefault(pid, Map.of());
  }
}
