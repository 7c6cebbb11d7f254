// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Watches the bytes of one file pass by, in order and without gaps, and says in the end what it
 * saw.
 */
@ConsumerType
public interface StreamInspector {
  /**
   * The next bytes; all remaining ones of the buffer are taken, none is kept.
   *
   * @return whether further bytes can change the verdict; after {@code false} feeding may stop
   */
  boolean feed(ByteBuffer bytes);

  /**
   * What the file is, as far as this format can tell.
   *
   * @param length bytes of the whole file
   */
  Verdict verdict(long length);
}
