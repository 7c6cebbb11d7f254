// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.support.table.ShellTable;

/** A table of one thing: a fact per row; facts without a value are left out. */
final class Facts {
  private final ShellTable table = new ShellTable();

  Facts() {
    table.column("Field");
    table.column("Value");
  }

  Facts add(String field, String value) {
    if (!value.isEmpty()) {
      table.addRow().addContent(field, value);
    }
    return this;
  }

  void print(PrintStream out) {
    table.print(out);
  }
}
