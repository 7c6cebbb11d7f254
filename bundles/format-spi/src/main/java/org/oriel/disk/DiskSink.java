// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where the bytes of a new file go. Safe for many threads at once, as far as the {@link WritePlan}
 * writes from many.
 *
 * <p>What was never written reads as zeros. A sink that cannot go back takes only plans whose
 * {@link WritePlan#order()} suits it, and refuses a write elsewhere with an {@link IOException}.
 */
@ConsumerType
public interface DiskSink {
  /** Writes all that remains in the buffer. */
  void writeAt(long position, ByteBuffer from) throws IOException;

  /** The file has this length: it ends behind the last byte written, or with a hole. */
  void length(long bytes) throws IOException;
}
