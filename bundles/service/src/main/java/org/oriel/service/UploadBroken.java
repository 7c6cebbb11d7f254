// SPDX-License-Identifier: Apache-2.0
package org.oriel.service;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The sender of an upload broke off; the image is queued again. */
public final class UploadBroken extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  public UploadBroken(IOException cause) {
    super(cause);
  }
}
