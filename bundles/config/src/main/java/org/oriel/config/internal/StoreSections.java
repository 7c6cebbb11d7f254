// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.oriel.base.Problems;

/**
 * The stores that are configured.
 *
 * @param multistore whether they come from {@code enabled_backends}
 * @param all stores, also Glance's own {@code os_glance_*} ones
 * @param defaultStore id of the default store
 */
record StoreSections(boolean multistore, List<Configured> all, String defaultStore) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}");
  private static final String RESERVED = "os_glance_";
  private static final List<String> RESERVED_STORES =
      List.of(RESERVED + "staging_store", RESERVED + "tasks_store");
  private static final String SINGLE = "glance_store";
  private static final Map<String, String> OTHER_TYPE_NAMES =
      Map.of("filesystem", "file", "https", "http", "vsphere", "vmware", "s3+https", "s3");

  /**
   * One store.
   *
   * @param section where its options stand
   * @param raw its configuration
   */
  record Configured(String id, String type, String section, Map<String, String> raw) {}

  /** Ids of the stores that clients see, in order. */
  List<String> offered() {
    return all.stream().map(Configured::id).filter(id -> !id.startsWith(RESERVED)).toList();
  }

  /** The store whose options stand in a section. */
  List<Configured> of(String section) {
    String wanted = OptionTable.normalSection(section);
    return all.stream()
        .filter(store -> OptionTable.normalSection(store.section()).equals(wanted))
        .toList();
  }

  static StoreSections read(OptionTable table, Settings settings, Problems problems) {
    Reader reader = new Reader(table, settings, problems);
    boolean multistore = !settings.value(table.get("DEFAULT", "enabled_backends")).isEmpty();
    return multistore ? reader.several() : reader.single();
  }

  private record Reader(OptionTable table, Settings settings, Problems problems) {
    StoreSections several() {
      OptionRow row = table.get("DEFAULT", "enabled_backends");
      Map<String, String> types = new LinkedHashMap<>();
      for (String pair : Kind.members(settings.value(row))) {
        int colon = pair.indexOf(':');
        String id = pair.substring(0, colon);
        if (types.put(id, type(pair.substring(colon + 1))) != null) {
          complain(row, "names a store twice");
        } else if (!ID.matcher(id).matches() || id.startsWith(RESERVED)) {
          complain(row, "has a store whose name cannot be used");
        } else if (table.sections().stream().anyMatch(id::equalsIgnoreCase)) {
          complain(row, "has a store with the name of a section that has another meaning");
        }
      }
      List<Configured> all = new ArrayList<>();
      types.forEach((id, type) -> all.add(store(id, type, id)));
      for (String reserved : RESERVED_STORES) {
        if (!settings.section(reserved).isEmpty()) {
          all.add(store(reserved, "file", reserved));
        }
      }
      return new StoreSections(true, List.copyOf(all), defaultStore(types));
    }

    private String defaultStore(Map<String, String> types) {
      OptionRow row = table.get(SINGLE, "default_backend");
      String name = settings.value(row);
      if (name.isEmpty()) {
        problems.add("[" + SINGLE + "] default_backend is not set, but enabled_backends is.");
      } else if (!types.containsKey(name)) {
        complain(row, "is none of the enabled_backends");
      }
      return name;
    }

    StoreSections single() {
      OptionRow row = table.get(SINGLE, "default_store");
      String main = type(settings.value(row));
      List<Configured> all = new ArrayList<>();
      for (String word : Kind.members(settings.value(table.get(SINGLE, "stores")))) {
        String type = type(word);
        if (!ID.matcher(type).matches()) {
          complain(table.get(SINGLE, "stores"), "has a store whose name cannot be used");
        } else if (all.stream().noneMatch(store -> store.id().equals(type))) {
          all.add(store(type, type, SINGLE));
        }
      }
      if (all.stream().noneMatch(store -> store.id().equals(main))) {
        OptionRow blamed = settings.isSet(row) ? row : table.get(SINGLE, "stores");
        complain(blamed, "does not fit: default_store must be one of stores");
      }
      return new StoreSections(false, List.copyOf(all), main);
    }

    private Configured store(String id, String type, String section) {
      Map<String, String> raw = new TreeMap<>();
      for (OptionRow row : table.ofStore(type)) {
        putIfAny(raw, row.option(), defaultOf(row, section));
      }
      putIfAny(raw, "weight", table.ofStore(type, "weight").map(settings::otherwise).orElse("0"));
      settings
          .section(section)
          .forEach(
              (option, at) -> belongs(type, section, option).ifPresent(kind -> put(raw, kind, at)));
      raw.put("name", id);
      raw.put("type", type);
      return new Configured(id, type, section, Map.copyOf(raw));
    }

    /** Only the single store has a default directory: two stores must not share one. */
    private String defaultOf(OptionRow row, String section) {
      boolean own = section.equals(SINGLE) && row.kind().type() == Kind.Type.PATH;
      return own ? settings.otherwise(row) : "";
    }

    /** In [glance_store] only known options of the type count: the section is everybody's. */
    private Optional<Kind> belongs(String type, String section, String option) {
      Optional<Kind> known = table.ofStore(type, option).map(OptionRow::kind);
      return section.equals(SINGLE) ? known : Optional.of(known.orElse(Kind.of("any")));
    }

    private void put(Map<String, String> raw, Kind kind, Assignment at) {
      settings.read(kind, at).ifPresent(value -> putIfAny(raw, at.option(), value));
    }

    private static void putIfAny(Map<String, String> raw, String option, String value) {
      if (value.isEmpty()) {
        raw.remove(option);
      } else {
        raw.put(option, value);
      }
    }

    private static String type(String word) {
      return OTHER_TYPE_NAMES.getOrDefault(word, word);
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
}
