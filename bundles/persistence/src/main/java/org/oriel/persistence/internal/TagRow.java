// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.oriel.metadef.Tag;

/** A tag of a namespace. */
@Entity
@Table(name = "metadef_tags")
class TagRow extends PartRow<Tag> {
  @Override
  Tag value() {
    return new Tag(name, times());
  }

  @Override
  void fill(Tag from) {
    // there is nothing else
  }
}
