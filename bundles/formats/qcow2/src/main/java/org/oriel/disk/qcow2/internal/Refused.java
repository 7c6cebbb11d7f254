// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import org.oriel.disk.FormatException;
import org.oriel.disk.Verdict;
import org.oriel.disk.Verdict.Reason;

/** Ends the inspection or the opening of a file with a reason. Never leaves this package. */
final class Refused extends Exception {
  private final transient Verdict.Unfit verdict;

  private Refused(Reason reason, String detail) {
    super(detail, null, false, false);
    this.verdict = new Verdict.Unfit(reason, detail);
  }

  Verdict.Unfit verdict() {
    return verdict;
  }

  /** The same, as who opens the file is told. */
  FormatException asException() {
    return switch (verdict.reason()) {
      case CORRUPT -> new FormatException.Corrupt(verdict.detail());
      case UNSAFE -> new FormatException.Unsafe(verdict.detail());
      case UNSUPPORTED -> new FormatException.Unsupported(verdict.detail());
    };
  }

  static Refused corrupt(String detail) {
    return new Refused(Reason.CORRUPT, detail);
  }

  static Refused unsafe(String detail) {
    return new Refused(Reason.UNSAFE, detail);
  }

  static Refused unsupported(String detail) {
    return new Refused(Reason.UNSUPPORTED, detail);
  }
}
