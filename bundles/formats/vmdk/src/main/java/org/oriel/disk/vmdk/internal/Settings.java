// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.oriel.disk.FormatException;
import org.oriel.disk.WriteOption;
import org.oriel.disk.WriteOptions;

/**
 * How a disk is written, by qemu-img's names.
 *
 * @param stream whether as {@code streamOptimized}; as {@code monolithicSparse} otherwise
 * @param adapter the kind of controller that a virtual machine is to have for it
 * @param hardware the version of virtual hardware that it is made for
 */
record Settings(boolean stream, String adapter, String hardware) {
  private static final String SUBFORMAT = "subformat";
  private static final String ADAPTER = "adapter_type";
  private static final String HARDWARE = "hwversion";
  private static final String IDE = "ide";
  private static final String FOUR = "4";
  private static final Set<String> ADAPTERS =
      new TreeSet<>(Set.of(IDE, "buslogic", "lsilogic", "legacyESX"));
  private static final Set<String> SUBFORMATS =
      new TreeSet<>(Set.of(Descriptor.MONOLITHIC, Descriptor.STREAM));

  static List<WriteOption> options() {
    return List.of(
        new WriteOption(
            SUBFORMAT,
            "type of the file: " + String.join(", ", SUBFORMATS) + " (packed)",
            Descriptor.MONOLITHIC),
        new WriteOption(ADAPTER, "kind of controller: " + String.join(", ", ADAPTERS), IDE),
        new WriteOption(HARDWARE, "version of virtual hardware: a number", FOUR));
  }

  static Settings of(WriteOptions options) throws FormatException {
    for (String name : options.named().keySet()) {
      if (options().stream().noneMatch(option -> option.name().equals(name))) {
        throw new FormatException.Unsupported("VMDK has no option " + name + ".");
      }
    }
    String standard = options.compressed() ? Descriptor.STREAM : Descriptor.MONOLITHIC;
    String subformat = oneOf(SUBFORMAT, SUBFORMATS, options.value(SUBFORMAT).orElse(standard));
    boolean stream = subformat.equals(Descriptor.STREAM);
    if (options.compressed() && !stream) {
      throw new FormatException.Unsupported(
          "The subformat " + subformat + " cannot be compressed: only " + Descriptor.STREAM + ".");
    }
    String hardware = options.value(HARDWARE).orElse(FOUR);
    if (!hardware.matches("[1-9][0-9]{0,2}")) {
      throw new FormatException.Unsupported(HARDWARE + " is a number from 1 to 999.");
    }
    return new Settings(
        stream, oneOf(ADAPTER, ADAPTERS, options.value(ADAPTER).orElse(IDE)), hardware);
  }

  private static String oneOf(String name, Set<String> values, String value)
      throws FormatException {
    if (!values.contains(value)) {
      throw new FormatException.Unsupported(name + " is one of " + String.join(", ", values) + ".");
    }
    return value;
  }

  boolean ide() {
    return adapter.equals(IDE);
  }
}
