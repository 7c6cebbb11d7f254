// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadef;

/**
 * A kind of resource that definitions may be for, such as {@code OS::Glance::Image}.
 *
 * @param name 1 to 80 characters
 * @param isProtected whether it came with files of definitions
 */
public record ResourceType(String name, boolean isProtected, Times times) {
  public ResourceType {
    Names.check("resource type", name);
  }
}
