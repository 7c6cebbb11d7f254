// SPDX-License-Identifier: Apache-2.0
package org.oriel.itests.fuzz;

import java.nio.ByteBuffer;
import org.oriel.conversion.Finding;
import org.oriel.conversion.Inspection;
import org.oriel.conversion.internal.DiskInspector;

/**
 * The whole door before any bytes, compressed ones too: it comes to a finding, and no format failed
 * on the way.
 */
public final class DoorTarget {
  private static final String FAILED = "could not be inspected";
  private static final int PIECE = 8_192;

  private static final DiskInspector INSPECTOR = new DiskInspector();

  private DoorTarget() {}

  /** Takes the classes of all formats. */
  public static void fuzzerInitialize(String[] arguments) {
    Formats.of(arguments).forEach(INSPECTOR::addFormat);
  }

  /** One file. */
  public static void fuzzerTestOneInput(byte[] data) {
    try (Inspection inspection = INSPECTOR.begin()) {
      for (int at = 0; at < data.length; at += PIECE) {
        inspection.feed(ByteBuffer.wrap(data, at, Math.min(PIECE, data.length - at)));
      }
      requireWhole(inspection.finish(data.length));
    }
  }

  private static void requireWhole(Finding finding) {
    if (finding.objection().filter(it -> it.contains(FAILED)).isPresent()) {
      throw new IllegalStateException(finding.toString());
    }
    finding.contents().ifPresent(it -> it.disks().forEach(DoorTarget::requireWhole));
  }
}
