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

/**
 * What the pipeline of the chosen flavor means for identity and for the door. What the paste file
 * gives a filter goes before what {@code glance-api.conf} says, as in Glance.
 */
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
    filters.authSection(pipeline);
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
  private void authSection(Pipeline pipeline) {
    String section =
        value(pipeline, Pipeline.Filter.KEYSTONE, table.get(AUTHTOKEN, "auth_section"));
    Map<String, Assignment> there = section.isEmpty() ? Map.of() : settings.section(section);
    for (OptionRow row : table.rows()) {
      if (row.section().equals(AUTHTOKEN) && row.written()) {
        List<String> names = new ArrayList<>(List.of(row.option()));
        row.deprecated().forEach(name -> names.add(name.option()));
        names.stream()
            .flatMap(name -> Optional.ofNullable(there.get(name)).stream())
            .findFirst()
            .flatMap(at -> settings.read(row.kind(), at))
            .ifPresent(value -> identity.put(row.key(), value));
        given(pipeline, Pipeline.Filter.KEYSTONE, row)
            .ifPresent(value -> identity.put(row.key(), value));
      }
    }
  }

  private void door(Pipeline pipeline) {
    OptionRow parse = table.get("oslo_middleware", "enable_proxy_headers_parsing");
    boolean parsing = value(pipeline, Pipeline.Filter.PROXY_HEADERS, parse).equals("true");
    put("proxy_headers", parsing && pipeline.has(Pipeline.Filter.PROXY_HEADERS));
    put("cors", pipeline.has(Pipeline.Filter.CORS));
    put("cache_filter", pipeline.has(Pipeline.Filter.CACHE));
    put("cache_manage_filter", pipeline.has(Pipeline.Filter.CACHE_MANAGE));
    rest.put("disable_by_file_path", disabledBy(pipeline));
    OptionRow most = table.get("oslo_middleware", "max_request_body_size");
    if (settings.isSet(most) || pipeline.has(Pipeline.Filter.BODY_LIMIT)) {
      rest.put("max_request_body_size", value(pipeline, Pipeline.Filter.BODY_LIMIT, most));
    }
    if (pipeline.has(Pipeline.Filter.CORS)) {
      origins(pipeline);
    }
  }

  /** The file that switches the health check, by the path itself or by our port. */
  private String disabledBy(Pipeline pipeline) {
    Pipeline.Filter check = Pipeline.Filter.HEALTHCHECK;
    String path = value(pipeline, check, table.get("healthcheck", "disable_by_file_path"));
    List<String> backends =
        Kind.members(value(pipeline, check, table.get("healthcheck", "backends")));
    if (backends.isEmpty() || backends.contains("disable_by_file")) {
      return path;
    }
    if (!backends.contains("disable_by_files_ports")) {
      return "";
    }
    String port = settings.value(table.get("DEFAULT", "bind_port")) + ":";
    String paths = value(pipeline, check, table.get("healthcheck", "disable_by_file_paths"));
    return Kind.members(paths).stream()
        .filter(each -> each.startsWith(port))
        .map(each -> each.substring(port.length()).strip())
        .findFirst()
        .orElse("");
  }

  private String value(Pipeline pipeline, Pipeline.Filter filter, OptionRow row) {
    return given(pipeline, filter, row).orElseGet(() -> settings.value(row));
  }

  private Optional<String> given(Pipeline pipeline, Pipeline.Filter filter, OptionRow row) {
    Optional<Assignment> at = pipeline.option(filter, row);
    Optional<String> value = at.flatMap(each -> row.kind().canonical(each.value().strip()));
    if (at.isPresent() && value.isEmpty()) {
      problems.add(at.get().place() + " " + row.kind().demand() + ".");
    }
    return value;
  }

  private void put(String key, boolean value) {
    rest.put(key, Boolean.toString(value));
  }

  private void origins(Pipeline pipeline) {
    Set<String> others = new TreeSet<>();
    for (Assignment each : settings.all()) {
      if (isMore(each.section())) {
        others.add(each.section());
      }
    }
    int count = origin(pipeline, CORS, 0);
    for (String section : others) {
      count = origin(pipeline, section, count);
    }
  }

  /** Whether a section allows more origins. */
  static boolean isMore(String section) {
    return section.startsWith(CORS + ".");
  }

  private int origin(Pipeline pipeline, String section, int number) {
    Map<String, Assignment> own = section.equals(CORS) ? Map.of() : settings.section(section);
    Map<String, String> values = new TreeMap<>();
    for (OptionRow row : table.rows()) {
      if (row.section().equals(CORS)) {
        boolean inherited = section.equals(CORS) || !row.option().equals("allowed_origin");
        Optional<String> value =
            Optional.ofNullable(own.get(row.option()))
                .flatMap(at -> settings.read(row.kind(), at))
                .or(
                    () ->
                        inherited
                            ? Optional.of(value(pipeline, Pipeline.Filter.CORS, row))
                            : Optional.empty());
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
