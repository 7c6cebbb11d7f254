// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.io.IOException;

/** Data could not be fetched; the message may be shown to the caller. */
final class FetchFailed extends IOException {
  private static final long serialVersionUID = 1L;

  FetchFailed(String message) {
    super(message);
  }

  FetchFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
