// SPDX-License-Identifier: Apache-2.0
package org.oriel.signature;

import java.nio.ByteBuffer;
import org.oriel.image.Attributes;
import org.oriel.image.Refusal;

/** The verification of one stream of data. */
public interface Verification {
  /** The next bytes; consumes them. */
  void feed(ByteBuffer bytes);

  /**
   * All bytes have been fed. Call once.
   *
   * @param now what the image says of itself now; its signature must still be the one that was
   *     verified
   * @throws Refusal.Invalid if the data are not those that were signed
   */
  void finish(Attributes now);
}
