// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadef;

/** A definition within a namespace, unique by its kind and name. */
public sealed interface Part permits MetadefObject, Property, Tag {
  /** 1 to 80 characters. */
  String name();

  Times times();

  /** This part at other times. */
  Part at(Times other);
}
