// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

/**
 * A run of the disk that one thread works on at a time.
 *
 * @param number counts the windows of one go
 * @param position first byte on the disk
 * @param length bytes, of which some may be zeros
 * @param dataBytes bytes that may be other than zeros
 */
record Window(long number, long position, int length, long dataBytes) {
  long end() {
    return position + length;
  }
}
