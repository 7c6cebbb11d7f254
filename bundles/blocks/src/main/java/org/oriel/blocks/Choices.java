// SPDX-License-Identifier: Apache-2.0
package org.oriel.blocks;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oriel.disk.FormatException;
import org.oriel.disk.WriteOption;
import org.oriel.disk.WriteOptions;

/** The values of a format's own options, in the way of {@code qemu-img -o}. */
public final class Choices {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([kKmMgG]?)");

  private final WriteOptions options;

  /**
   * Looks at options.
   *
   * @param known those that the format understands
   */
  public Choices(String format, WriteOptions options, List<WriteOption> known)
      throws FormatException {
    this.options = options;
    if (options.compressed()) {
      throw new FormatException.Unsupported("Disks of the format " + format + " are not packed.");
    }
    for (String name : options.named().keySet()) {
      if (known.stream().noneMatch(option -> option.name().equals(name))) {
        String names = String.join(", ", known.stream().map(WriteOption::name).toList());
        throw new FormatException.Unsupported(
            "The format " + format + " has no option " + name + "; it has " + names + ".");
      }
    }
  }

  /** One of some words, of which the first is the standard. */
  public String word(String name, String... words) throws FormatException {
    String value = options.value(name).orElse(words[0]);
    if (!List.of(words).contains(value)) {
      throw new FormatException.Unsupported(
          "The option " + name + " is one of " + String.join(", ", words) + ".");
    }
    return value;
  }

  /** On or off. */
  public boolean flag(String name, boolean standard) throws FormatException {
    String value = options.value(name).orElse(standard ? "on" : "off");
    if (!value.equals("on") && !value.equals("off")) {
      throw new FormatException.Unsupported("The option " + name + " is on or off.");
    }
    return value.equals("on");
  }

  /** A power of two of bytes, within bounds. */
  public int size(String name, int standard, int least, int most) throws FormatException {
    if (options.value(name).isEmpty()) {
      return standard;
    }
    Matcher size = SIZE.matcher(options.value(name).get());
    if (size.matches()) {
      long unit =
          switch (size.group(2)) {
            case "k", "K" -> 1L << 10;
            case "m", "M" -> 1L << 20;
            case "g", "G" -> 1L << 30;
            default -> 1;
          };
      long bytes = Long.parseLong(size.group(1)) * unit;
      if (bytes >= least && bytes <= most && Long.bitCount(bytes) == 1) {
        return (int) bytes;
      }
    }
    throw new FormatException.Unsupported(
        "The option " + name + " is a power of two from " + least + " to " + most + " bytes.");
  }
}
