// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

import java.util.OptionalLong;

/**
 * A run of a virtual disk that is all of one kind.
 *
 * @param start first byte on the disk
 * @param length bytes, positive
 * @param content what it holds
 * @param offset where its first byte lies in the file, if all of it lies there in one piece as it
 *     is
 */
public record Extent(long start, long length, Content content, OptionalLong offset) {
  public Extent {
    if (start < 0 || length <= 0) {
      throw new IllegalArgumentException("no extent: " + start + " + " + length);
    }
  }

  public Extent(long start, long length, Content content) {
    this(start, length, content, OptionalLong.empty());
  }

  /** The first byte behind it. */
  public long end() {
    return start + length;
  }
}
