// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.ova;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.oriel.disk.FormatException;

/**
 * The header of a member: IEEE Std 1003.1, pax, ustar Interchange Format; and GNU's numbers of base
 * 256.
 *
 * @param size bytes of the member, not negative
 */
record TarHeader(String name, long size, Kind kind) {
  static final int BYTES = 512;

  /** What a member is. */
  enum Kind {
    FILE,
    /** Records that hold for the next member. */
    EXTENDED,
    OTHER
  }

  private static final int NAME = 100;
  private static final int SIZE_AT = 124;
  private static final int NUMBER = 12;
  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM = 8;
  private static final int TYPE_AT = 156;
  private static final int MAGIC_AT = 257;
  private static final byte[] MAGIC = {'u', 's', 't', 'a', 'r'};
  private static final int PREFIX_AT = 345;
  private static final long MOST = 1L << 60;

  /** Whether bytes of a file's head are those of a tar. */
  static boolean marks(ByteBuffer head) {
    for (int i = 0; i < MAGIC.length; i++) {
      int at = head.position() + MAGIC_AT + i;
      if (at >= head.limit() || head.get(at) != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  static boolean isEnd(ByteBuffer block) {
    for (int i = 0; i < BYTES; i++) {
      if (block.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  static TarHeader of(ByteBuffer block) throws FormatException {
    if (!marks(block) || sum(block) != number(block, CHECKSUM_AT, CHECKSUM)) {
      throw new FormatException.Corrupt("The header of a member is damaged.");
    }
    Kind kind =
        switch (block.get(TYPE_AT)) {
          case 0, '0', '7' -> Kind.FILE;
          case 'x' -> Kind.EXTENDED;
          default -> Kind.OTHER;
        };
    // A prefix makes the name a path; GNU keeps times in its place, but not in members of OVAs.
    if (kind == Kind.FILE && block.get(PREFIX_AT) != 0) {
      throw new FormatException.Unsafe("The name of a member is not a plain file name.");
    }
    return new TarHeader(text(block, 0, NAME), number(block, SIZE_AT, NUMBER), kind);
  }

  private static String text(ByteBuffer block, int at, int most) throws FormatException {
    int length = 0;
    while (length < most && block.get(at + length) != 0) {
      length++;
    }
    return utf8(block.slice(at, length));
  }

  static String utf8(ByteBuffer bytes) throws FormatException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new FormatException.Unsafe("The name of a member is not UTF-8.");
    }
  }

  /** The sum of all bytes, the field of the sum itself taken for spaces. */
  private static long sum(ByteBuffer block) {
    long sum = 0;
    for (int i = 0; i < BYTES; i++) {
      boolean inField = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM;
      sum += inField ? ' ' : Byte.toUnsignedInt(block.get(i));
    }
    return sum;
  }

  private static long number(ByteBuffer block, int at, int length) throws FormatException {
    int first = Byte.toUnsignedInt(block.get(at));
    boolean binary = first >= 0x80;
    long value = binary ? first & 0x7f : 0;
    for (int i = binary ? 1 : 0; i < length; i++) {
      int digit = Byte.toUnsignedInt(block.get(at + i));
      if (!binary && (digit == 0 || digit == ' ')) {
        if (value != 0 || digit == 0) {
          break;
        }
        continue;
      }
      if (!binary && (digit < '0' || digit > '7')) {
        throw new FormatException.Corrupt("A number in the header of a member is damaged.");
      }
      value = binary ? value << 8 | digit : value << 3 | (digit - '0');
      if (value > MOST) {
        throw new FormatException.Corrupt("A member of the archive would be too long.");
      }
    }
    return value;
  }
}
