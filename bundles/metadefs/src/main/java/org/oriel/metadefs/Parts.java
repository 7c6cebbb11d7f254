// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs;

import java.util.List;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.metadef.Part;

/** The parts of one kind in namespaces. */
public interface Parts<T extends Part> {
  /** All parts of a namespace, by name. */
  List<T> list(Caller caller, String namespace);

  T show(Caller caller, String namespace, String name);

  /**
   * Adds a part.
   *
   * @throws Refusal.Conflict if the name is taken
   */
  void add(Caller caller, String namespace, T part);

  /**
   * Puts another state in place of that of a part.
   *
   * @return the state as it is stored, with its times
   * @throws Refusal.Conflict if the new name is taken
   */
  T change(Caller caller, String namespace, String name, T after);

  /**
   * Deletes a part.
   *
   * @throws Refusal.Forbidden by policy, or if the namespace is protected
   */
  void delete(Caller caller, String namespace, String name);

  /**
   * Deletes all parts of a namespace.
   *
   * @throws Refusal.Forbidden by policy, or if the namespace is protected
   */
  void clear(Caller caller, String namespace);
}
