// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.ova;

import java.nio.ByteBuffer;
import org.oriel.disk.FormatException;

/** Is shown the members of an archive, one after the other. */
interface MemberReader {
  /** A regular file begins. Its name is plain, and no other member has it. */
  void begin(String name, long bytes) throws FormatException;

  /** The next bytes of the member; the buffer is not kept. */
  void feed(ByteBuffer bytes) throws FormatException;

  /** The member is whole. */
  void end() throws FormatException;
}
