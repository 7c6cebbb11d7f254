// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal.keystone;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.oriel.image.Caller;

/**
 * What Keystone says of a token that is valid.
 *
 * @param caller not yet judged
 * @param rules the only requests that it is good for; empty if it is good for all
 */
record Token(Caller caller, Scope scope, Instant expiresAt, Optional<List<AccessRule>> rules) {
  Token {
    rules = rules.map(List::copyOf);
  }

  /** What the roles are good for. */
  enum Scope {
    PROJECT,
    DOMAIN,
    SYSTEM,
    NONE
  }

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(32)
                      .maxStringLength(1 << 20)
                      .build())
              .build());

  /** The member {@code token} of an answer. */
  static JsonNode document(String body) throws KeystoneAway {
    try {
      JsonNode token = MAPPER.readTree(body).path("token");
      if (token.isObject()) {
        return token;
      }
    } catch (IOException e) {
      throw new KeystoneAway("Keystone's answer is not JSON.", e);
    }
    throw new KeystoneAway("Keystone's answer describes no token.");
  }

  static Token of(JsonNode token) throws KeystoneAway {
    Optional<String> user = text(token.path("user").path("id"));
    if (user.isEmpty()) {
      throw new KeystoneAway("Keystone's answer names no user.");
    }
    Optional<String> project = text(token.path("project").path("id"));
    Set<String> roles = new HashSet<>();
    token.path("roles").forEach(role -> text(role.path("name")).ifPresent(roles::add));
    Caller caller = new Caller(user, project, roles, Set.of(), false, false);
    return new Token(caller, scope(token), expiresAt(token), rules(token));
  }

  private static Optional<List<AccessRule>> rules(JsonNode token) {
    JsonNode rules = token.path("application_credential").path("access_rules");
    if (rules.isMissingNode() || rules.isNull()) {
      return Optional.empty();
    }
    List<AccessRule> read = new ArrayList<>();
    for (JsonNode rule : rules) {
      read.add(
          AccessRule.of(
              rule.path("service").asText(),
              rule.path("method").asText(),
              rule.path("path").asText()));
    }
    return Optional.of(read);
  }

  private static Scope scope(JsonNode token) {
    if (token.path("project").isObject()) {
      return Scope.PROJECT;
    }
    if (token.path("domain").isObject()) {
      return Scope.DOMAIN;
    }
    return token.path("system").isObject() ? Scope.SYSTEM : Scope.NONE;
  }

  static Instant expiresAt(JsonNode token) throws KeystoneAway {
    try {
      return Instant.parse(token.path("expires_at").asText());
    } catch (DateTimeException e) {
      throw new KeystoneAway("Keystone's answer does not say when the token expires.", e);
    }
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() && !node.asText().isEmpty()
        ? Optional.of(node.asText())
        : Optional.empty();
  }
}
