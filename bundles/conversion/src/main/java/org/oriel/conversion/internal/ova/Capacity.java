// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.ova;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oriel.disk.FormatException;

/** A number and its unit, such as {@code byte * 2^30}: DSP0243, annex C (DSP0004). */
final class Capacity {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");
  private static final Pattern UNIT =
      Pattern.compile("byte(s)?( ?\\* ?(?<base>2|10) ?\\^ ?(?<power>[0-9]{1,2}))?");

  private Capacity() {}

  static long bytes(String number, String unit) throws FormatException {
    Matcher matcher = UNIT.matcher(unit.strip());
    if (!NUMBER.matcher(number.strip()).matches() || !matcher.matches()) {
      throw new FormatException.Unsupported("The OVF gives a size in a way that is not known.");
    }
    BigInteger factor = BigInteger.ONE;
    String base = matcher.group("base");
    if (base != null) {
      factor = new BigInteger(base).pow(Integer.parseInt(matcher.group("power")));
    }
    BigInteger bytes = new BigInteger(number.strip()).multiply(factor);
    if (bytes.bitLength() > Long.SIZE - 1) {
      throw new FormatException.Unsupported("The OVF claims a disk that is too large.");
    }
    return bytes.longValueExact();
  }
}
