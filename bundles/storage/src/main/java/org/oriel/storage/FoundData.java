// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage;

import org.oriel.image.ImageLocation;

/**
 * Data that were found where somebody said.
 *
 * @param size bytes; 0 also if the store cannot know
 */
public record FoundData(ImageLocation location, long size) {}
