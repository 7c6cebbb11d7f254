// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;

/** Runs each command once, so that the virtual machine can keep their classes ready for later. */
public final class Rehearsal {
  private Rehearsal() {}

  /**
   * Runs them all.
   *
   * @param arguments a directory with a file {@code a}
   */
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    String first = directory.resolve("a").toString();
    String second = directory.resolve("b").toString();
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    OrielImg.run(nowhere, nowhere, "--help");
    OrielImg.run(nowhere, nowhere, "convert", "-p", "-f", "raw", "-O", "qcow2", first, second);
    OrielImg.run(nowhere, nowhere, "info", second);
    OrielImg.run(nowhere, nowhere, "info", "--output=json", second);
    OrielImg.run(nowhere, nowhere, "check", second);
    OrielImg.run(nowhere, nowhere, "map", second);
    OrielImg.run(nowhere, nowhere, "map", "--output=json", second);
    OrielImg.run(nowhere, nowhere, "compare", first, second);
    OrielImg.run(nowhere, nowhere, "inspect", second);
    OrielImg.run(nowhere, nowhere, "formats");
    OrielImg.run(nowhere, nowhere, "info", second + ".none");
  }
}
