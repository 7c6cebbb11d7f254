// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.nio.ByteBuffer;
import java.util.List;
import org.oriel.disk.Piece;

/**
 * A window that is ready to be written.
 *
 * @param buffer what the pieces hold on to, free once they are written
 */
record Packed(Window window, List<Piece> pieces, ByteBuffer buffer) {}
