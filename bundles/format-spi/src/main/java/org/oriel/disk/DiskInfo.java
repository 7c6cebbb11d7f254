// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

/**
 * Facts of a disk file's header.
 *
 * @param format Glance's word
 * @param virtualSize bytes of the disk, not negative
 */
public record DiskInfo(String format, long virtualSize) {}
