// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Runs commands one after the other in one process: each line of the input is one, its words
 * separated by tabs; after each, its exit code and the seconds that it took (by the clock, of
 * processors) are told. For measurements.
 */
public final class Batch {
  private static final double NANOS = 1e9;

  private Batch() {}

  /** Reads the commands. */
  public static void main(String[] arguments) throws IOException {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      long processors = processorNanos();
      long begun = System.nanoTime();
      int code = OrielImg.run(err, err, line.split("\t", -1));
      out.printf(
          Locale.ROOT,
          "%d %.3f %.3f%n",
          code,
          (System.nanoTime() - begun) / NANOS,
          (processorNanos() - processors) / NANOS);
    }
  }

  private static long processorNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
