// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.oriel.base.Problems;

/** What the pipeline of the chosen flavor means for identity and for the door. */
final class Filters {
  private static final String AUTHTOKEN = "keystone_authtoken";
  private static final String CORS = "cors";
  private static final Set<String> PROVIDERS =
      Set.of("local", "keystone", "headers", "fakeauth", "none");

  private final OptionTable table;
  private final Settings settings;
  private final PasteFile paste;
  private final Problems problems;
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, String> identity = new TreeMap<>();
  private final Map<String, String> rest = new TreeMap<>();

  private Filters(OptionTable table, Settings settings, PasteFile paste, Problems problems) {
    this.table = table;
    this.settings = settings;
    this.paste = paste;
    this.problems = problems;
  }

  static Filters read(OptionTable table, Settings settings, PasteFile paste, Problems problems) {
    Filters filters = new Filters(table, settings, paste, problems);
    Pipeline pipeline = filters.pipeline();
    filters.provider(pipeline);
    filters.authSection();
    filters.door(pipeline);
    return filters;
  }

  /** Keys of the PID of identity, besides those that are written as read. */
  Map<String, String> identity() {
    return Map.copyOf(identity);
  }

  /** Keys of the PID of the door; empty values take a key away. */
  Map<String, String> rest() {
    return Map.copyOf(rest);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  private Pipeline pipeline() {
    OptionRow row = table.get("paste_deploy", "flavor");
    Optional<Pipeline> found = paste.flavor(settings.value(row));
    if (found.isEmpty() && chosen().isEmpty()) {
      complain(row, "names a pipeline that the paste file does not have");
    }
    return found.or(() -> PasteFile.shipped().flavor("")).orElseThrow();
  }

  private Optional<String> chosen() {
    return Optional.of(settings.value(table.get("oriel_identity", "provider")))
        .filter(name -> !name.isEmpty());
  }

  private void provider(Pipeline pipeline) {
    OptionRow providerRow = table.get("oriel_identity", "provider");
    OptionRow flavorRow = table.get("paste_deploy", "flavor");
    Optional<String> chosen = chosen();
    if (chosen.isPresent() && !PROVIDERS.contains(chosen.get())) {
      complain(providerRow, "is none of local, keystone, headers, fakeauth and none");
    }
    if (chosen.isEmpty() && !settings.isSet(flavorRow)) {
      // The shortest file that somebody writes to change a port must not open the service.
      chosen = Optional.of("local");
    }
    if (chosen.isEmpty()) {
      chosen = pipeline.provider();
      if (chosen.isEmpty()) {
        complain(flavorRow, "names a pipeline of which it is not known how it knows its callers");
      }
    }
    identity.put("provider", chosen.orElse("local"));
    if (!pipeline.strangers().isEmpty()) {
      settings
          .strongest(flavorRow)
          .ifPresent(
              at ->
                  warnings.add(
                      at.place()
                          + " names a pipeline with filters that have no effect: "
                          + String.join(", ", pipeline.strangers())
                          + "."));
    }
  }

  /** The options of the service's own login may stand in a section of their own. */
  private void authSection() {
    String section = settings.value(table.get(AUTHTOKEN, "auth_section"));
    if (section.isEmpty()) {
      return;
    }
    Map<String, Assignment> there = settings.section(section);
    for (OptionRow row : table.rows()) {
      if (row.section().equals(AUTHTOKEN) && row.written()) {
        List<String> names = new ArrayList<>(List.of(row.option()));
        row.deprecated().forEach(name -> names.add(name.option()));
        names.stream()
            .flatMap(name -> Optional.ofNullable(there.get(name)).stream())
            .findFirst()
            .flatMap(at -> settings.read(row.kind(), at))
            .ifPresent(value -> identity.put(row.key(), value));
      }
    }
  }

  private void door(Pipeline pipeline) {
    boolean parsing =
        settings.value(table.get("oslo_middleware", "enable_proxy_headers_parsing")).equals("true");
    put("proxy_headers", parsing && pipeline.has(Pipeline.Filter.PROXY_HEADERS));
    put("cors", pipeline.has(Pipeline.Filter.CORS));
    put("cache_filter", pipeline.has(Pipeline.Filter.CACHE));
    put("cache_manage_filter", pipeline.has(Pipeline.Filter.CACHE_MANAGE));
    OptionRow disabled = table.get("healthcheck", "disable_by_file_path");
    if (!settings.isSet(disabled)) {
      rest.put("disable_by_file_path", pipeline.disabledBy().orElse(""));
    }
    OptionRow most = table.get("oslo_middleware", "max_request_body_size");
    if (settings.isSet(most) || pipeline.has(Pipeline.Filter.BODY_LIMIT)) {
      rest.put("max_request_body_size", settings.value(most));
    }
    if (pipeline.has(Pipeline.Filter.CORS)) {
      origins();
    }
  }

  private void put(String key, boolean value) {
    rest.put(key, Boolean.toString(value));
  }

  private void origins() {
    Set<String> others = new TreeSet<>();
    for (Assignment each : settings.all()) {
      if (isMore(each.section())) {
        others.add(each.section());
      }
    }
    int count = origin(CORS, 0);
    for (String section : others) {
      count = origin(section, count);
    }
  }

  /** Whether a section allows more origins. */
  static boolean isMore(String section) {
    return section.startsWith(CORS + ".");
  }

  private int origin(String section, int number) {
    Map<String, Assignment> own = section.equals(CORS) ? Map.of() : settings.section(section);
    Map<String, String> values = new TreeMap<>();
    for (OptionRow row : table.rows()) {
      if (row.section().equals(CORS)) {
        boolean inherited = section.equals(CORS) || !row.option().equals("allowed_origin");
        Optional<String> value =
            Optional.ofNullable(own.get(row.option()))
                .flatMap(at -> settings.read(row.kind(), at))
                .or(() -> inherited ? Optional.of(settings.value(row)) : Optional.empty());
        values.put(row.option(), value.orElse(""));
      }
    }
    if (values.getOrDefault("allowed_origin", "").isEmpty()) {
      return number;
    }
    values.forEach((option, value) -> rest.put(CORS + "." + number + "." + option, value));
    return number + 1;
  }

  private void complain(OptionRow row, String what) {
    problems.add(
        settings
                .strongest(row)
                .map(Assignment::place)
                .orElse("[" + row.section() + "] " + row.option())
            + " "
            + what
            + ".");
  }
}
