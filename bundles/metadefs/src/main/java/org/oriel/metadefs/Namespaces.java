// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs;

import java.util.List;
import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.metadef.Association;
import org.oriel.metadef.Definition;
import org.oriel.metadef.Namespace;
import org.oriel.metadef.NamespaceQuery;

/** Namespaces. */
public interface Namespaces {
  /** Who owns what a caller makes, unless something else is said. */
  String ownerFor(Caller caller);

  /**
   * Adds a namespace with all that is in it.
   *
   * @throws Refusal.Forbidden by policy, or for a foreign owner
   * @throws Refusal.Conflict if the namespace exists, or two parts of a kind have the same name
   */
  void create(Caller caller, Definition definition);

  /**
   * A namespace with all that is in it.
   *
   * @param resourceType whose prefix the names of properties get, if it has one here
   */
  Definition show(Caller caller, String namespace, Optional<String> resourceType);

  /** A page of namespaces. Those that the policy hides are left out. */
  Page list(Caller caller, NamespaceQuery query);

  /**
   * Puts another state in place of that of a namespace; its content stays.
   *
   * @return the state as it is stored, with its times
   * @throws Refusal.Conflict if there is another namespace of the new name
   */
  Namespace change(Caller caller, String namespace, Namespace after);

  /**
   * Deletes a namespace with all that is in it.
   *
   * @throws Refusal.Forbidden by policy, or if it is protected
   */
  void delete(Caller caller, String namespace);

  /** A namespace of a list, with the types that it is for. */
  record Listed(Namespace namespace, List<Association> associations) {
    public Listed {
      associations = List.copyOf(associations);
    }
  }

  /**
   * Namespaces of a page.
   *
   * @param next name of the namespace after which the next page starts, if there may be one
   */
  record Page(List<Listed> namespaces, Optional<String> next) {
    public Page {
      namespaces = List.copyOf(namespaces);
    }
  }
}
