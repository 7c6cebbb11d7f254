// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.metadef.Namespace;

/** A namespace. What Glance loads from files may have neither visibility nor protection. */
@Entity
@Table(name = "metadef_namespaces")
@SuppressWarnings("NullAway.Init") // filled by the database
class NamespaceRow extends StampedRow {
  private static final String PUBLIC = "public";

  @Column(name = "namespace")
  String name;

  @Column(name = "display_name")
  @Nullable String displayName;

  @Column(name = "description")
  @Nullable String description;

  @Column(name = "visibility")
  @Nullable String visibility;

  @Column(name = "protected")
  @Nullable Boolean isProtected;

  @Column(name = "owner")
  String owner;

  Namespace value() {
    return new Namespace(
        name,
        Optional.ofNullable(displayName),
        Optional.ofNullable(description),
        PUBLIC.equals(visibility),
        isProtected != null && isProtected,
        owner,
        times());
  }

  @Override
  Map<String, Object> cells() {
    Map<String, Object> cells = super.cells();
    cells.put("namespace", name);
    cells.put("owner", owner);
    putUnlessNull(cells, "display_name", displayName);
    putUnlessNull(cells, "description", description);
    putUnlessNull(cells, "visibility", visibility);
    putUnlessNull(cells, "protected", isProtected);
    return cells;
  }

  void fill(Namespace from, Flavour flavour) {
    name = from.name();
    displayName = from.displayName().orElse(null);
    description = from.description().orElse(null);
    visibility = from.isPublic() ? PUBLIC : "private";
    isProtected = from.isProtected();
    owner = from.owner();
    times(from.times(), flavour);
  }
}
