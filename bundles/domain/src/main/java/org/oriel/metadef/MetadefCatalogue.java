// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadef;

import java.util.List;
import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;

/**
 * Port: metadata definitions. One transaction per call: after return a change is durable; after an
 * exception nothing has changed. Whether names differ by case alone is the business of the
 * database. Glance may work on the same records at the same time.
 */
public interface MetadefCatalogue {
  /**
   * Adds a namespace with all that is in it, or nothing of it. Unknown resource types are added.
   *
   * @throws Refusal.Conflict if the namespace exists, or two parts of a kind have the same name
   */
  void add(Definition definition);

  /** A namespace, if the caller may see it. */
  Optional<Namespace> find(String namespace, Caller caller);

  /**
   * A page of namespaces that the caller may see.
   *
   * @throws Refusal.NotFound if there is no such marker
   */
  List<Namespace> list(NamespaceQuery query, Caller caller);

  /**
   * Stores another state of a namespace, not of what is in it.
   *
   * @throws Refusal.NotFound if it is not there
   * @throws Refusal.Conflict if there is another one of the new name
   */
  void change(String namespace, Namespace after);

  /**
   * Puts other content into a namespace, and stores its state.
   *
   * @throws Refusal.NotFound if it is not there
   */
  void replace(String namespace, Definition after);

  /** Removes a namespace with all that is in it; {@code false} if there was none. */
  boolean remove(String namespace);

  PartCatalogue<MetadefObject> objects();

  PartCatalogue<Property> properties();

  PartCatalogue<Tag> tags();

  ResourceTypeCatalogue resourceTypes();
}
