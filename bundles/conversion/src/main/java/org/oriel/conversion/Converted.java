// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

/**
 * A conversion that is done.
 *
 * @param fileBytes bytes of the new file
 * @param swaps how often the plugin of a format changed on the way
 */
public record Converted(long fileBytes, int swaps) {}
