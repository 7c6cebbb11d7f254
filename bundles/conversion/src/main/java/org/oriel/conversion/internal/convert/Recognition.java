// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;
import org.oriel.disk.Match;

/** Finds out of which format a file is. */
final class Recognition {
  private static final String RAW = "raw";

  /** The mark of a partition table: the content of a raw disk, not a form of file. */
  private static final String GPT = "gpt";

  private Recognition() {}

  static String name(List<DiskFormat> formats, DiskSource source) throws FormatException {
    ByteBuffer head = read(source, 0, DiskFormat.HEAD);
    ByteBuffer tail = read(source, Math.max(0, source.size() - DiskFormat.TAIL), DiskFormat.TAIL);
    Set<String> certain = claiming(formats, Match.YES, head, tail);
    certain.remove(GPT);
    if (certain.size() > 1) {
      throw new FormatException.Unsafe(
          "The file claims to be of several formats: " + String.join(", ", certain));
    }
    if (!certain.isEmpty()) {
      return certain.iterator().next();
    }
    Set<String> possible = claiming(formats, Match.MAYBE, head, tail);
    possible.remove(RAW);
    return possible.size() == 1 ? possible.iterator().next() : RAW;
  }

  private static Set<String> claiming(
      List<DiskFormat> formats, Match match, ByteBuffer head, ByteBuffer tail) {
    Set<String> names = new TreeSet<>();
    for (DiskFormat format : formats) {
      if (format.probe(head.asReadOnlyBuffer(), tail.asReadOnlyBuffer()) == match) {
        names.add(format.name());
      }
    }
    return names;
  }

  private static ByteBuffer read(DiskSource source, long from, int most) throws FormatException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, source.size() - from));
    source.fill(from, bytes);
    return bytes.flip();
  }
}
