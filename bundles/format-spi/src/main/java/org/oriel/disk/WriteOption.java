// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk;

import java.util.Optional;

/**
 * An option that a format's writer understands.
 *
 * @param name qemu-img's word where it has one, such as {@code cluster_size}
 * @param meaning what it sets and which values it takes, in half a line
 * @param standard what holds if it is not given
 */
public record WriteOption(String name, String meaning, Optional<String> standard) {
  public WriteOption(String name, String meaning, String standard) {
    this(name, meaning, Optional.of(standard));
  }
}
