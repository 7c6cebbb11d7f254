// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.util.List;

/**
 * One row of the option table.
 *
 * @param section {@code store:TYPE} for options of stores
 * @param option {@code *} for all of the section
 * @param otherwise the default; empty for none
 * @param target see {@code options.txt}
 * @param deprecated older names, the newest first
 */
record OptionRow(
    String section,
    String option,
    Kind kind,
    String otherwise,
    String target,
    List<Name> deprecated,
    String help) {
  /** Where an option stands and what it is called. */
  record Name(String section, String option) {}

  Name name() {
    return new Name(section, option);
  }

  boolean later() {
    return target.equals("later");
  }

  boolean never() {
    return target.equals("never");
  }

  /** Whether the value goes into a configuration as it is. */
  boolean written() {
    return target.indexOf('#') > 0;
  }

  String pid() {
    return target.substring(0, target.indexOf('#'));
  }

  String key() {
    return target.substring(target.indexOf('#') + 1);
  }

  boolean ofStore() {
    return section.startsWith(OptionTable.STORE);
  }
}
