// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.oriel.identity.Evidence;
import org.oriel.identity.Identity;
import org.oriel.image.AdminRule;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;

/**
 * Callers as a proxy names them that has checked them before: the headers that Keystone's
 * middleware gives to Glance.
 */
final class TrustedHeaders implements Identity {
  private static final String CHALLENGE = "Proxy realm=\"oriel\"";
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final AdminRule adminRule;

  TrustedHeaders(AdminRule adminRule) {
    this.adminRule = adminRule;
  }

  @Override
  public Caller identify(Evidence evidence) {
    if (evidence.header("X-Identity-Status").filter("Confirmed"::equals).isEmpty()) {
      throw new Refusal.Unauthenticated(
          "The request you have made requires authentication.", CHALLENGE);
    }
    first(evidence, "X-Service-Catalog").ifPresent(TrustedHeaders::checkCatalog);
    Optional<String> project = first(evidence, "X-Project-Id", "X-Tenant-Id", "X-Tenant");
    boolean elsewhere =
        first(evidence, "X-Domain-Id", "OpenStack-System-Scope").isPresent() && project.isEmpty();
    if (elsewhere) {
      throw new Refusal.Forbidden("A token is needed whose scope is a project.");
    }
    return caller(
        first(evidence, "X-User-Id", "X-User"),
        project,
        names(first(evidence, "X-Roles", "X-Role")),
        names(first(evidence, "X-Service-Roles")));
  }

  /** A caller whom somebody else has made out. */
  Caller caller(
      Optional<String> user,
      Optional<String> project,
      Set<String> roles,
      Set<String> serviceRoles) {
    Caller caller = new Caller(user, project, roles, serviceRoles, false, false);
    return adminRule.isAdmin(caller) ? caller.withAdmin(true) : caller;
  }

  private static Optional<String> first(Evidence evidence, String... names) {
    return Arrays.stream(names)
        .flatMap(name -> evidence.header(name).stream())
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** The names of a comma list. */
  static Set<String> names(Optional<String> list) {
    return list.stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Nobody needs it; but a proxy that sends nonsense here sends nonsense elsewhere. */
  private static void checkCatalog(String text) {
    try {
      JsonNode catalog = MAPPER.readTree(text);
      if (catalog.isArray() || catalog.isObject()) {
        return;
      }
    } catch (JacksonException e) {
      throw new Refusal.Invalid("Invalid service catalog json.");
    }
    throw new Refusal.Invalid("Invalid service catalog json.");
  }
}
