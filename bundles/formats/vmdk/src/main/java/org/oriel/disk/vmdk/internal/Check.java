// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;
import org.oriel.disk.Problem;
import org.oriel.disk.Problem.Kind;

/** Goes through both directories: do they agree, and does each grain have a place of its own? */
final class Check {
  private static final int MOST_PROBLEMS = 1000;

  /** Bits of 64 MiB: files of 256 GiB in sectors are looked at for grains that lie on another. */
  private static final long MOST_SECTORS = 1L << 29;

  private final DiskSource source;
  private final SparseHeader header;
  private final Consumer<Problem> problems;
  private final BitSet taken = new BitSet();
  private int told;

  Check(DiskSource source, SparseHeader header, Consumer<Problem> problems) {
    this.source = source;
    this.header = header;
    this.problems = problems;
  }

  void run() throws FormatException {
    int[] directory = GrainMap.readDirectory(source, header, header.directory());
    int[] second = second(directory);
    for (int i = 0; i < directory.length && told < MOST_PROBLEMS; i++) {
      int[] grains = table(directory[i]);
      if (directory[i] != second[i] && !sameTable(grains, second[i])) {
        tell("The second grain table " + i + " differs from the first.");
      }
      for (int entry = 0; entry < grains.length; entry++) {
        grain((long) i * header.tableEntries() + entry, Integer.toUnsignedLong(grains[entry]));
      }
    }
  }

  private int[] second(int[] directory) {
    if (!header.has(SparseHeader.REDUNDANT)) {
      return directory;
    }
    try {
      return GrainMap.readDirectory(source, header, header.redundantDirectory());
    } catch (FormatException unusable) {
      tell("The second directory cannot be used: " + unusable.getMessage());
      return directory;
    }
  }

  private int[] table(int sector) throws FormatException {
    return sector == 0
        ? new int[0]
        : GrainMap.numbers(
            source, Integer.toUnsignedLong(sector) * Sectors.BYTES, header.tableEntries());
  }

  private boolean sameTable(int[] grains, int sector) throws FormatException {
    return Arrays.equals(grains, table(sector));
  }

  private void grain(long grain, long place) {
    if (place == GrainMap.NONE || grain * header.grainSectors() >= header.capacity()) {
      return;
    }
    try {
      if (!header.isPlace(place)) {
        return;
      }
    } catch (FormatException wrong) {
      tell(String.valueOf(wrong.getMessage()));
      return;
    }
    if (header.endOfGrain(grain, place) > source.size()) {
      tell("The grain at sector " + place + " is not in the file.");
    } else if (place < MOST_SECTORS) {
      int from = (int) place;
      int to = from + (header.compression() ? 1 : header.grainSectors());
      int other = taken.nextSetBit(from);
      if (other < 0 || other >= to) {
        taken.set(from, to);
      } else {
        tell("The grain at sector " + place + " lies on another one.");
      }
    }
  }

  private void tell(String sentence) {
    if (told++ < MOST_PROBLEMS) {
      problems.accept(new Problem(Kind.CORRUPTION, sentence));
    }
  }
}
