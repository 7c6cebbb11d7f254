// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs.internal;

import java.util.Map;
import java.util.Set;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.metadef.MetadefCatalogue;
import org.oriel.metadef.MetadefRefusals;
import org.oriel.metadef.Namespace;
import org.oriel.policy.Policy;

/**
 * The first checks of every use case, in their order: may the caller know of the namespace, then
 * may he do what he wants there.
 */
final class Access {
  private static final String GET_NAMESPACE = "get_metadef_namespace";
  private static final Set<String> READS = Set.of("get", "list");

  private final MetadefCatalogue catalogue;
  private final Policy policy;

  Access(MetadefCatalogue catalogue, Policy policy) {
    this.catalogue = catalogue;
    this.policy = policy;
  }

  /**
   * A namespace for which a rule holds.
   *
   * @throws Refusal.NotFound if the caller may not even know of it
   * @throws Refusal.Forbidden otherwise
   */
  Namespace permitted(Caller caller, String namespace, String rule) {
    Namespace found =
        catalogue.find(namespace, caller).orElseThrow(() -> MetadefRefusals.noNamespace(namespace));
    require(caller, found, rule);
    return found;
  }

  /** As {@link #permitted}, refusing what would take something out of a protected namespace. */
  Namespace deletable(Caller caller, String namespace, String rule, String what) {
    Namespace found = permitted(caller, namespace, rule);
    if (found.isProtected()) {
      throw new Refusal.Forbidden(
          "Metadata definition " + what + " is protected and cannot be deleted.");
    }
    return found;
  }

  private void require(Caller caller, Namespace namespace, String rule) {
    Map<String, Object> target = target(namespace);
    if (!policy.allows(rule, caller, target)) {
      if (rule.equals(GET_NAMESPACE) || !policy.allows(GET_NAMESPACE, caller, target)) {
        throw MetadefRefusals.noNamespace(namespace.name());
      }
      policy.require(rule, caller, target);
    }
    if (!READS.contains(rule.substring(0, rule.indexOf('_')))) {
      requireOwner(caller, namespace);
    }
  }

  /** Whether the caller may see a listed namespace. */
  boolean mayGet(Caller caller, Namespace namespace) {
    return policy.allows(GET_NAMESPACE, caller, target(namespace));
  }

  /** Refuses a new namespace that the caller may not make. */
  void requireCreation(Caller caller, Namespace namespace) {
    policy.require("add_metadef_namespace", caller, target(namespace));
    requireOwner(caller, namespace);
  }

  /**
   * Refuses a reading rule that is about no namespace.
   *
   * @throws Refusal.NotFound as Glance does
   */
  void requireReading(Caller caller, String rule) {
    Map<String, Object> own =
        caller.project().map(it -> Map.<String, Object>of("project_id", it)).orElse(Map.of());
    if (!policy.allows(rule, caller, own)) {
      throw new Refusal.NotFound("The resource could not be found.");
    }
  }

  /** A rule may let others than administrators write, but only in what is theirs. */
  private static void requireOwner(Caller caller, Namespace namespace) {
    if (caller.readOnly()) {
      throw new Refusal.Forbidden("Read-only access");
    }
    if (!caller.isAdmin() && caller.project().filter(namespace.owner()::equals).isEmpty()) {
      throw new Refusal.Forbidden("You do not own this namespace");
    }
  }

  private static Map<String, Object> target(Namespace namespace) {
    return Map.of(
        "project_id", namespace.owner(),
        "owner", namespace.owner(),
        "visibility", namespace.isPublic() ? "public" : "private");
  }
}
