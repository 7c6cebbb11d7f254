// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.util.Optional;
import org.oriel.disk.WriteOptions;
import org.oriel.disk.WritePlan;

/**
 * What a conversion is to do.
 *
 * @param from format of the source; without it, the source is recognised
 * @param to format of the new file
 * @param options how it is to be written
 * @param reach in which order the target can take bytes: what takes {@link
 *     WritePlan.Order#ANYWHERE} takes all
 * @param lengthFirst whether the new file's length must be known before its first byte
 */
public record ConversionOrder(
    Optional<String> from,
    String to,
    WriteOptions options,
    WritePlan.Order reach,
    boolean lengthFirst,
    Bounds bounds) {

  /** Into a file, with what is usual for the format. */
  public static ConversionOrder toFile(Optional<String> from, String to) {
    return new ConversionOrder(
        from, to, WriteOptions.standard(), WritePlan.Order.ANYWHERE, false, Bounds.STANDARD);
  }

  public ConversionOrder withOptions(WriteOptions wanted) {
    return new ConversionOrder(from, to, wanted, reach, lengthFirst, bounds);
  }

  public ConversionOrder withBounds(Bounds wanted) {
    return new ConversionOrder(from, to, options, reach, lengthFirst, wanted);
  }

  /** Into a target that takes bytes in this order only. */
  public ConversionOrder withReach(WritePlan.Order wanted, boolean wantsLengthFirst) {
    return new ConversionOrder(from, to, options, wanted, wantsLengthFirst, bounds);
  }
}
