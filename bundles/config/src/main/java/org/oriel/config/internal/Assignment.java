// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

/**
 * One option as somebody set it.
 *
 * @param section the section as written; {@code DEFAULT} in upper case
 * @param value as written, lines of a continued value parted by line feeds
 * @param source where it stands, such as {@code glance-api.conf}
 * @param line number of the line, from 1; 0 if the source has no lines
 */
record Assignment(String section, String option, String value, String source, int line) {
  /** Where it stands and what it is called; never its value, which may be a secret. */
  String place() {
    return where(source, line) + ": [" + section + "] " + option;
  }

  static String where(String source, int line) {
    return line == 0 ? source : source + " line " + line;
  }

  @Override
  public String toString() {
    return place();
  }
}
