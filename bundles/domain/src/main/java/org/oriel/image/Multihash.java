// SPDX-License-Identifier: Apache-2.0
package org.oriel.image;

/**
 * A digest that names its algorithm.
 *
 * @param algorithm as the API writes it, such as {@code sha512}; at most 64 characters
 * @param value lower-case hexadecimal; at most 128 characters
 */
public record Multihash(String algorithm, String value) {}
