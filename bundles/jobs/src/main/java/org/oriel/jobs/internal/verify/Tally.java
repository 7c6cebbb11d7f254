// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.oriel.base.DataSize;
import org.oriel.jobs.internal.RunView;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Counts of what was found. */
final class Tally {
  private static final String PREFIX = "verify.";
  private static final String BYTES = PREFIX + "bytes";

  private final Map<Verdict, Long> copies = new EnumMap<>(Verdict.class);
  private long images;
  private long bytes;

  /** Notes rows in a partition's context. */
  static void note(ExecutionContext context, List<Row> rows) {
    for (Row row : rows) {
      String key = PREFIX + row.verdict().word();
      context.putLong(key, context.getLong(key, 0) + 1);
      context.putLong(BYTES, context.getLong(BYTES, 0) + row.bytesRead());
    }
  }

  /** Adds what a partition noted. */
  void add(ExecutionContext context) {
    images += context.getLong(RunView.DONE, 0);
    bytes += context.getLong(BYTES, 0);
    for (Verdict verdict : Verdict.values()) {
      copies.merge(verdict, context.getLong(PREFIX + verdict.word(), 0), Long::sum);
    }
  }

  /** Such as {@code 3 images, 1.5 GiB read: 3 good, 1 corrupt.} */
  String sentence() {
    List<String> counts = new ArrayList<>();
    copies.forEach(
        (verdict, count) -> {
          if (count > 0) {
            counts.add(count + " " + verdict.word());
          }
        });
    return images
        + (images == 1 ? " image, " : " images, ")
        + DataSize.text(bytes)
        + " read"
        + (counts.isEmpty() ? "." : ": " + String.join(", ", counts) + ".");
  }
}
