// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.oriel.disk.FormatException;

/**
 * The text of a sparse extent, judged line by line while its bytes pass by. Whatever it names is
 * never opened; what makes other readers open a file is refused.
 */
final class Descriptor {
  static final String MONOLITHIC = "monolithicSparse";
  static final String STREAM = "streamOptimized";

  private static final int MOST_OF_A_LINE = 4096;
  private static final Set<String> ACCESSES = Set.of("RW", "RDONLY", "NOACCESS");
  private static final String SPARSE = "SPARSE";

  private final StringBuilder line = new StringBuilder();
  private boolean ended;
  private int extents;
  private boolean parentIdentity;
  private Optional<String> type = Optional.empty();
  private Optional<String> identity = Optional.empty();

  /** {@code createType}, once the text has ended. */
  String type() {
    return type.orElseThrow();
  }

  /** {@code CID}: eight digits of base 16, if it is there and is such a number. */
  Optional<String> identity() {
    return identity;
  }

  /** Takes the next byte; what follows the first NUL is padding. */
  void feed(byte next) throws FormatException {
    if (ended || next == 0) {
      ended = true;
    } else if (next == '\n') {
      endLine();
    } else if ((next < ' ' && next != '\t' && next != '\r') || next == 0x7f) {
      // Bytes above 127 are negative.
      throw new FormatException.Corrupt("The descriptor is not plain text.");
    } else if (line.length() == MOST_OF_A_LINE) {
      throw new FormatException.Corrupt("A line of the descriptor is too long.");
    } else {
      line.append((char) next);
    }
  }

  /** The text has ended: is it whole? */
  void end() throws FormatException {
    endLine();
    if (type.isEmpty()) {
      throw new FormatException.Corrupt("The descriptor names no type.");
    }
    if (extents != 1) {
      throw new FormatException.Unsafe("The descriptor names " + extents + " extents, not one.");
    }
    if (!parentIdentity) {
      throw new FormatException.Corrupt("The descriptor does not say that there is no parent.");
    }
  }

  private void endLine() throws FormatException {
    String text = line.toString().strip();
    line.setLength(0);
    if (text.isEmpty() || text.charAt(0) == '#') {
      return;
    }
    int space = text.indexOf(' ');
    if (space > 0 && ACCESSES.contains(text.substring(0, space))) {
      extent(text.substring(space + 1).strip());
      return;
    }
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new FormatException.Corrupt("A line of the descriptor is of no known kind.");
    }
    setting(
        text.substring(0, equals).strip().toLowerCase(Locale.ROOT),
        text.substring(equals + 1).strip());
  }

  /** {@code 4192256 SPARSE "name.vmdk"}. */
  private void extent(String text) throws FormatException {
    extents++;
    int quote = text.indexOf('"');
    int last = text.lastIndexOf('"');
    if (quote < 0 || last == quote) {
      throw new FormatException.Corrupt("An extent of the descriptor has no name.");
    }
    String name = text.substring(quote + 1, last);
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.indexOf('"') >= 0) {
      throw new FormatException.Unsafe("The name of an extent is a path.");
    }
    String[] words = text.substring(0, quote).strip().split("[ \t]+", -1);
    if (words.length != 2 || !words[0].matches("[0-9]{1,19}")) {
      throw new FormatException.Corrupt("An extent of the descriptor is of no known kind.");
    }
    if (!words[1].equals(SPARSE)) {
      throw new FormatException.Unsafe("An extent that is not sparse lies in another file.");
    }
  }

  private void setting(String key, String value) throws FormatException {
    switch (key) {
      case "createtype" -> type(unquoted(value));
      case "parentfilenamehint" ->
          throw new FormatException.Unsafe("A parent disk is not accepted.");
      case "parentcid" -> {
        if (!value.equalsIgnoreCase("ffffffff")) {
          throw new FormatException.Unsafe("A parent disk is not accepted.");
        }
        parentIdentity = true;
      }
      case "cid" -> {
        if (value.matches("[0-9a-fA-F]{1,8}")) {
          identity = Optional.of(value.toLowerCase(Locale.ROOT));
        }
      }
      default -> {
        // Of use to virtual machines only.
      }
    }
  }

  private void type(String value) throws FormatException {
    if (type.isPresent()) {
      throw new FormatException.Unsafe("The descriptor names several types.");
    }
    if (value.equalsIgnoreCase(MONOLITHIC)) {
      type = Optional.of(MONOLITHIC);
    } else if (value.equalsIgnoreCase(STREAM)) {
      type = Optional.of(STREAM);
    } else {
      throw new FormatException.Unsafe(
          "Of VMDK, only the types monolithicSparse and streamOptimized are accepted.");
    }
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
