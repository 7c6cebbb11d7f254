// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal.keystone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import org.oriel.base.Options;
import org.oriel.base.Problems;

/**
 * How the service itself logs in, as the options of a keystoneauth plugin say it.
 *
 * @param body the request for a token; holds the secret
 */
record Login(String body) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Reads the options of {@code [keystone_authtoken]}; whatever is missing is a problem. */
  static Login of(Options options, Problems problems) {
    ObjectNode identity = JSON.objectNode();
    String type = option(options, "auth_type").orElse("password").toLowerCase(Locale.ROOT);
    boolean scoped = true;
    switch (type) {
      case "password", "v3password" -> password(identity, options, problems);
      case "v3applicationcredential" -> {
        applicationCredential(identity, options, problems);
        scoped = false;
      }
      case "token", "v3token" -> {
        identity.putArray("methods").add("token");
        identity.putObject("token").put("id", required(options, "token", problems));
      }
      default ->
          problems.add(
              "Option auth_type of [keystone_authtoken] is none of password, v3password,"
                  + " v3applicationcredential and v3token.");
    }
    ObjectNode auth = JSON.objectNode();
    auth.set("identity", identity);
    if (scoped) {
      scope(options).ifPresent(scope -> auth.set("scope", scope));
    }
    return new Login(text(JSON.objectNode().set("auth", auth)));
  }

  private static String text(ObjectNode document) {
    try {
      return new ObjectMapper().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree is always written", e);
    }
  }

  private static void password(ObjectNode identity, Options options, Problems problems) {
    identity.putArray("methods").add("password");
    ObjectNode user = identity.putObject("password").putObject("user");
    Optional<String> id = option(options, "user_id");
    if (id.isPresent()) {
      user.put("id", id.get());
    } else {
      user.put("name", required(options, "username", problems));
      domain(options, "user").ifPresent(domain -> user.set("domain", domain));
    }
    user.put("password", required(options, "password", problems));
  }

  private static void applicationCredential(
      ObjectNode identity, Options options, Problems problems) {
    identity.putArray("methods").add("application_credential");
    ObjectNode credential = identity.putObject("application_credential");
    Optional<String> id = option(options, "application_credential_id");
    if (id.isPresent()) {
      credential.put("id", id.get());
    } else {
      credential.put("name", required(options, "application_credential_name", problems));
      ObjectNode user = credential.putObject("user");
      option(options, "user_id")
          .ifPresentOrElse(
              user_ -> user.put("id", user_),
              () -> {
                user.put("name", required(options, "username", problems));
                domain(options, "user").ifPresent(domain -> user.set("domain", domain));
              });
    }
    credential.put("secret", required(options, "application_credential_secret", problems));
  }

  private static Optional<ObjectNode> scope(Options options) {
    ObjectNode scope = JSON.objectNode();
    if (option(options, "trust_id").isPresent()) {
      scope.putObject("OS-TRUST:trust").put("id", option(options, "trust_id").orElse(""));
    } else if (option(options, "system_scope").isPresent()) {
      scope.putObject("system").put("all", true);
    } else if (option(options, "project_id").isPresent()) {
      scope.putObject("project").put("id", option(options, "project_id").orElse(""));
    } else if (option(options, "project_name").isPresent()) {
      ObjectNode project = scope.putObject("project");
      project.put("name", option(options, "project_name").orElse(""));
      domain(options, "project").ifPresent(domain -> project.set("domain", domain));
    } else {
      named(options, "domain").ifPresent(domain -> scope.set("domain", domain));
    }
    return scope.isEmpty() ? Optional.empty() : Optional.of(scope);
  }

  private static Optional<ObjectNode> domain(Options options, String of) {
    return named(options, of + "_domain").or(() -> named(options, "default_domain"));
  }

  private static Optional<ObjectNode> named(Options options, String what) {
    return option(options, what + "_id")
        .map(id -> JSON.objectNode().put("id", id))
        .or(() -> option(options, what + "_name").map(name -> JSON.objectNode().put("name", name)));
  }

  private static Optional<String> option(Options options, String name) {
    return options.text(KeystoneSettings.PREFIX + name);
  }

  private static String required(Options options, String name, Problems problems) {
    Optional<String> value = option(options, name);
    if (value.isEmpty()) {
      problems.add("Option " + name + " of [keystone_authtoken] is not set.");
    }
    return value.orElse("");
  }

  /** Nothing of the secret. */
  @Override
  public String toString() {
    return "Login";
  }
}
