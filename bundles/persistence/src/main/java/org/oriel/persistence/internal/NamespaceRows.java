// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.oriel.metadef.MetadefRefusals;

/** Finds namespaces by their names. */
final class NamespaceRows {
  private NamespaceRows() {}

  static Optional<NamespaceRow> find(EntityManager entities, String namespace) {
    return entities
        .createQuery("SELECT n FROM NamespaceRow n WHERE n.name = :name", NamespaceRow.class)
        .setParameter("name", namespace)
        .getResultList()
        .stream()
        .findFirst();
  }

  static NamespaceRow get(EntityManager entities, String namespace) {
    return find(entities, namespace).orElseThrow(() -> MetadefRefusals.noNamespace(namespace));
  }

  /** The namespace, kept from others until the transaction ends. */
  static NamespaceRow lock(EntityManager entities, String namespace) {
    boolean there =
        !entities
            .createNativeQuery("SELECT id FROM metadef_namespaces WHERE namespace = ? FOR UPDATE")
            .setParameter(1, namespace)
            .getResultList()
            .isEmpty();
    if (!there) {
      throw MetadefRefusals.noNamespace(namespace);
    }
    return get(entities, namespace);
  }
}
