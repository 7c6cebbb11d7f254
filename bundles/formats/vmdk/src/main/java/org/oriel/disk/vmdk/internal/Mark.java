// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.util.Optional;
import org.oriel.disk.FormatException;

/**
 * Recognises the kinds of VMDK while the first bytes of a file pass by: a sparse extent, kinds that
 * are never accepted, and a descriptor alone, which is text.
 *
 * <p>Text is a descriptor when it names a type anywhere, or when its first line that says anything
 * is a version: the first is how Glance, the second how qemu tells it.
 */
final class Mark {
  /** What a file is. */
  enum Kind {
    OTHER,
    SPARSE,
    /** The extents of ESX servers before version 4: {@code COWD}. */
    COWD,
    /** The extents of vSphere 6.5 and later: 0x00000000cafebabe. */
    SE_SPARSE,
    DESCRIPTOR;

    /** Throws what speaks against the kind by itself. */
    void judge() throws FormatException {
      switch (this) {
        case OTHER -> throw new FormatException.NotThisFormat("The file is no VMDK.");
        case COWD, SE_SPARSE ->
            throw new FormatException.Unsupported(
                "Of VMDK, only the types monolithicSparse and streamOptimized are accepted.");
        case DESCRIPTOR ->
            throw new FormatException.Unsafe(
                "A descriptor alone names other files: a VMDK must be one file.");
        case SPARSE -> {}
      }
    }
  }

  /** Bytes after which text that is not yet a descriptor is none. */
  static final int TEXT_BYTES = 65_536;

  private static final byte[] SPARSE = {'K', 'D', 'M', 'V'};
  private static final byte[] COWD = {'C', 'O', 'W', 'D'};
  private static final byte[] SE_SPARSE = {
    (byte) 0xbe, (byte) 0xba, (byte) 0xfe, (byte) 0xca, 0, 0, 0, 0
  };
  private static final String TYPE = "createtype=";
  private static final String VERSION = "version=";

  private final byte[] first = new byte[SE_SPARSE.length];
  private int taken;
  private boolean text = true;
  private int ofType;
  private boolean said;
  private int ofVersion;
  private boolean comment;

  /**
   * Looks at the next byte.
   *
   * @return what the file is, as soon as that is sure
   */
  Optional<Kind> feed(byte next) {
    if (taken < first.length) {
      first[taken] = next;
    }
    taken++;
    if (begins(SPARSE)) {
      return Optional.of(Kind.SPARSE);
    }
    if (begins(COWD)) {
      return Optional.of(Kind.COWD);
    }
    if (begins(SE_SPARSE)) {
      return Optional.of(Kind.SE_SPARSE);
    }
    text = text && isText(next) && taken <= TEXT_BYTES;
    if (text && (endsType(next) || endsVersion(next))) {
      return Optional.of(Kind.DESCRIPTOR);
    }
    return text || taken < first.length ? Optional.empty() : Optional.of(Kind.OTHER);
  }

  private boolean begins(byte[] mark) {
    if (taken != mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if (first[i] != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isText(byte next) {
    return (next >= ' ' && next < 0x7f) || next == '\n' || next == '\r' || next == '\t';
  }

  /** The first letter occurs once: a mismatch can only begin again with it. */
  private boolean endsType(byte next) {
    char letter = Character.toLowerCase((char) next);
    if (letter == TYPE.charAt(ofType)) {
      ofType++;
    } else {
      ofType = letter == TYPE.charAt(0) ? 1 : 0;
    }
    return ofType == TYPE.length();
  }

  private boolean endsVersion(byte next) {
    if (said) {
      return false;
    }
    if (comment || (ofVersion == 0 && (next == ' ' || next == '\r' || next == '\t'))) {
      comment = comment && next != '\n';
    } else if (ofVersion == 0 && next == '#') {
      comment = true;
    } else if (ofVersion == 0 && next == '\n') {
      comment = false;
    } else if (next == VERSION.charAt(ofVersion)) {
      ofVersion++;
      return ofVersion == VERSION.length();
    } else {
      said = true;
    }
    return false;
  }
}
