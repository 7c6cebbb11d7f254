// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.ova;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.oriel.disk.FormatException;

/**
 * Reads a tar that passes by. Only regular files with plain names are accepted: no directories, no
 * links, no paths; and nothing behind the end.
 */
final class TarReader {
  private static final int BLOCK = TarHeader.BYTES;
  private static final int MOST_MEMBERS = 256;
  private static final int MOST_EXTENDED = 1 << 16;

  private enum Where {
    HEADER,
    MEMBER,
    EXTENDED,
    PADDING,
    END
  }

  private final MemberReader members;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
  private final Set<String> names = new HashSet<>();
  private Where where = Where.HEADER;
  private long left;
  private long padding;
  private Optional<ByteBuffer> extended = Optional.empty();
  private Optional<String> nextName = Optional.empty();
  private OptionalLong nextSize = OptionalLong.empty();

  TarReader(MemberReader members) {
    this.members = members;
  }

  /** The next bytes; all are taken. */
  void feed(ByteBuffer bytes) throws FormatException {
    while (bytes.hasRemaining()) {
      switch (where) {
        case HEADER -> header(bytes);
        case MEMBER -> member(bytes);
        case EXTENDED -> extended(bytes);
        case PADDING -> padding(bytes);
        case END -> behind(bytes);
      }
    }
  }

  /** All bytes have passed: was the archive whole? */
  void finish() throws FormatException {
    if (where != Where.END) {
      throw new FormatException.Corrupt("The archive ends too early.");
    }
  }

  private void header(ByteBuffer bytes) throws FormatException {
    take(bytes, block);
    if (block.hasRemaining()) {
      return;
    }
    block.flip();
    if (TarHeader.isEnd(block)) {
      where = Where.END;
    } else {
      begin(TarHeader.of(block));
    }
    block.clear();
  }

  private void begin(TarHeader header) throws FormatException {
    switch (header.kind()) {
      case FILE -> file(header);
      case EXTENDED -> {
        if (header.size() > MOST_EXTENDED) {
          throw new FormatException.Unsupported(
              "An extended header of " + header.size() + " bytes is too long.");
        }
        extended = Optional.of(ByteBuffer.allocate((int) header.size()));
        data(Where.EXTENDED, header.size());
      }
      case OTHER ->
          throw new FormatException.Unsafe("A member of the archive is not a regular file.");
    }
  }

  private void file(TarHeader header) throws FormatException {
    String name = nextName.orElse(header.name());
    long size = nextSize.orElse(header.size());
    nextName = Optional.empty();
    nextSize = OptionalLong.empty();
    if (!isPlain(name)) {
      throw new FormatException.Unsafe("The name of a member is not a plain file name.");
    }
    if (!names.add(name)) {
      throw new FormatException.Unsafe("Two members of the archive have one name.");
    }
    if (names.size() > MOST_MEMBERS) {
      throw new FormatException.Unsupported("More than " + MOST_MEMBERS + " members are too many.");
    }
    members.begin(name, size);
    data(Where.MEMBER, size);
    if (size == 0) {
      endOfData();
    }
  }

  private static boolean isPlain(String name) {
    return !name.isEmpty()
        && name.length() <= 255
        && !name.equals(".")
        && !name.equals("..")
        && name.chars().allMatch(c -> c >= ' ' && c != 0x7f && c != '/' && c != '\\');
  }

  private void data(Where next, long size) {
    where = next;
    left = size;
    padding = -size & (BLOCK - 1);
  }

  private void member(ByteBuffer bytes) throws FormatException {
    int count = (int) Math.min(left, bytes.remaining());
    members.feed(bytes.slice(bytes.position(), count));
    bytes.position(bytes.position() + count);
    left -= count;
    if (left == 0) {
      endOfData();
    }
  }

  private void endOfData() throws FormatException {
    members.end();
    where = padding == 0 ? Where.HEADER : Where.PADDING;
  }

  private void extended(ByteBuffer bytes) throws FormatException {
    ByteBuffer records = extended.orElseThrow();
    take(bytes, records);
    if (!records.hasRemaining()) {
      Extended found = Extended.of(records.flip());
      nextName = found.path().or(() -> nextName);
      nextSize = found.size().isPresent() ? found.size() : nextSize;
      extended = Optional.empty();
      where = padding == 0 ? Where.HEADER : Where.PADDING;
    }
  }

  private void padding(ByteBuffer bytes) {
    int count = (int) Math.min(padding, bytes.remaining());
    bytes.position(bytes.position() + count);
    padding -= count;
    if (padding == 0) {
      where = Where.HEADER;
    }
  }

  private static void behind(ByteBuffer bytes) throws FormatException {
    while (bytes.hasRemaining()) {
      if (bytes.get() != 0) {
        throw new FormatException.Unsafe("There are data behind the end of the archive.");
      }
    }
  }

  private static void take(ByteBuffer from, ByteBuffer into) {
    int count = Math.min(from.remaining(), into.remaining());
    into.put(from.slice(from.position(), count));
    from.position(from.position() + count);
  }
}
