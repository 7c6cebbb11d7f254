// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadef;

import org.oriel.image.Refusal;

/** What is said when a definition is not there, or there already. */
public final class MetadefRefusals {
  private MetadefRefusals() {}

  public static Refusal.NotFound noNamespace(String namespace) {
    return new Refusal.NotFound("Metadata definition namespace=" + namespace + " was not found.");
  }

  public static Refusal.Conflict namespaceExists(String namespace) {
    return new Refusal.Conflict(
        "The metadata definition namespace=" + namespace + " already exists.");
  }

  /** There would be two namespaces of a name. */
  public static Refusal.Conflict namespaceTaken(String namespace) {
    return new Refusal.Conflict(
        "Invalid update. It would result in a duplicate metadata definition namespace with the same"
            + " name of "
            + namespace);
  }

  public static Refusal.NotFound noPart(Class<? extends Part> kind, String name) {
    String word = kind == Property.class ? "property " : "metadata " + word(kind) + " ";
    return new Refusal.NotFound("Could not find " + word + name);
  }

  public static Refusal.Conflict partExists(
      Class<? extends Part> kind, String namespace, String name) {
    boolean tag = kind == Tag.class;
    return new Refusal.Conflict(
        "A metadata "
            + (tag ? "tag" : "definition " + word(kind))
            + " with name="
            + name
            + " already exists in namespace="
            + namespace
            + "."
            + (tag ? " (Please note that metadata tag names are case insensitive)." : ""));
  }

  /** There would be two parts of a name. */
  public static Refusal.Conflict partTaken(
      Class<? extends Part> kind, String namespace, String name) {
    return kind == Tag.class
        ? partExists(kind, namespace, name)
        : new Refusal.Conflict(
            "Invalid update. It would result in a duplicate metadata definition "
                + word(kind)
                + " with the same name="
                + name
                + " in namespace="
                + namespace
                + ".");
  }

  public static Refusal.Conflict associationExists(String namespace, String type) {
    return new Refusal.Conflict(
        "The metadata definition resource-type association of resource-type="
            + type
            + " to namespace="
            + namespace
            + " already exists.");
  }

  private static String word(Class<? extends Part> kind) {
    return kind == MetadefObject.class ? "object" : kind == Property.class ? "property" : "tag";
  }
}
