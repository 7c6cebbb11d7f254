// SPDX-License-Identifier: Apache-2.0
package org.oriel.blocks;

import org.oriel.disk.FormatException;
import org.oriel.disk.Verdict;
import org.oriel.disk.Verdict.Reason;

/** Ends the parsing of a file with a verdict. Never leaves a format. */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Verdict verdict;

  private Refused(Verdict verdict, String detail) {
    super(detail, null, false, false);
    this.verdict = verdict;
  }

  private Refused(Reason reason, String detail) {
    this(new Verdict.Unfit(reason, detail), detail);
  }

  /** The file is of another format. */
  public static Refused other(String detail) {
    return new Refused(new Verdict.Other(), detail);
  }

  public static Refused corrupt(String detail) {
    return new Refused(Reason.CORRUPT, detail);
  }

  public static Refused unsafe(String detail) {
    return new Refused(Reason.UNSAFE, detail);
  }

  public static Refused unsupported(String detail) {
    return new Refused(Reason.UNSUPPORTED, detail);
  }

  public Verdict verdict() {
    return verdict;
  }

  /** The same for who opens a file. */
  public FormatException exception() {
    String sentence = String.valueOf(getMessage());
    if (verdict instanceof Verdict.Unfit unfit) {
      return switch (unfit.reason()) {
        case CORRUPT -> new FormatException.Corrupt(sentence);
        case UNSAFE -> new FormatException.Unsafe(sentence);
        case UNSUPPORTED -> new FormatException.Unsupported(sentence);
      };
    }
    return new FormatException.NotThisFormat(sentence);
  }
}
