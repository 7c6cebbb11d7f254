// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

import java.io.IOException;

/**
 * Why a disk file cannot be read or written. The sentence is for the operator and the caller, and
 * holds nothing read from the file but numbers.
 */
public abstract sealed class FormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private FormatException(String sentence) {
    super(sentence);
  }

  private FormatException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** The file is not of this format. */
  public static final class NotThisFormat extends FormatException {
    private static final long serialVersionUID = 1L;

    public NotThisFormat(String sentence) {
      super(sentence);
    }
  }

  /** It contradicts its own format, or ends too early. */
  public static final class Corrupt extends FormatException {
    private static final long serialVersionUID = 1L;

    public Corrupt(String sentence) {
      super(sentence);
    }

    public Corrupt(String sentence, Throwable cause) {
      super(sentence, cause);
    }
  }

  /** Whoever opened it might open or overwrite something else. */
  public static final class Unsafe extends FormatException {
    private static final long serialVersionUID = 1L;

    public Unsafe(String sentence) {
      super(sentence);
    }
  }

  /** It is right, but beyond what is supported. */
  public static final class Unsupported extends FormatException {
    private static final long serialVersionUID = 1L;

    public Unsupported(String sentence) {
      super(sentence);
    }
  }

  /** The file's bytes could not be read or written; the cause says why. */
  public static final class Failed extends FormatException {
    private static final long serialVersionUID = 1L;

    public Failed(IOException cause) {
      super(String.valueOf(cause.getMessage()), cause);
    }
  }
}
