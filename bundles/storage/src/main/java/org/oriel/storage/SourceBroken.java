// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The sender of data broke off: nobody is left to be told of a refusal. */
public final class SourceBroken extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  public SourceBroken(IOException cause) {
    super(cause);
  }
}
