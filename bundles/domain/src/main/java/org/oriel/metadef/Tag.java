// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadef;

/**
 * A word that resources may be marked with.
 *
 * @param name 1 to 80 characters
 */
public record Tag(String name, Times times) implements Part {
  public Tag {
    Names.check("tag", name);
  }

  @Override
  public Tag at(Times other) {
    return new Tag(name, other);
  }
}
