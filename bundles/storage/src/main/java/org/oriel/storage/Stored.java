// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage;

import org.oriel.image.ImageLocation;
import org.oriel.image.Multihash;

/**
 * Data that are in a store, durable and visible.
 *
 * @param size bytes
 * @param checksum MD5 in lower-case hexadecimal
 */
public record Stored(ImageLocation location, long size, String checksum, Multihash multihash) {}
