// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal.quota;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import org.oriel.base.Options;
import org.oriel.base.Problems;

/**
 * How the service logs in to ask for limits.
 *
 * @param body the request for a token; holds the secret
 */
record Login(String body) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Reads the options of {@code [oslo_limit]}; whatever is missing is a problem. */
  static Login of(Options options, Problems problems) {
    ObjectNode identity = JSON.objectNode();
    ObjectNode auth = JSON.objectNode();
    String type =
        LimitSettings.option(options, "auth_type").orElse("password").toLowerCase(Locale.ROOT);
    switch (type) {
      case "password", "v3password" -> {
        identity.putArray("methods").add("password");
        ObjectNode user = identity.putObject("password").putObject("user");
        user(user, options, problems);
        user.put("password", required(options, "password", problems));
      }
      case "v3applicationcredential" -> applicationCredential(identity, options, problems);
      default ->
          problems.add(
              "Option auth_type of [oslo_limit] is neither password nor v3applicationcredential.");
    }
    auth.set("identity", identity);
    if (!type.equals("v3applicationcredential")) {
      scope(options).ifPresent(scope -> auth.set("scope", scope));
    }
    return new Login(JSON.objectNode().set("auth", auth).toString());
  }

  private static void applicationCredential(
      ObjectNode identity, Options options, Problems problems) {
    identity.putArray("methods").add("application_credential");
    ObjectNode credential = identity.putObject("application_credential");
    Optional<String> id = LimitSettings.option(options, "application_credential_id");
    if (id.isPresent()) {
      credential.put("id", id.get());
    } else {
      credential.put("name", required(options, "application_credential_name", problems));
      user(credential.putObject("user"), options, problems);
    }
    credential.put("secret", required(options, "application_credential_secret", problems));
  }

  private static void user(ObjectNode user, Options options, Problems problems) {
    Optional<String> id = LimitSettings.option(options, "user_id");
    if (id.isPresent()) {
      user.put("id", id.get());
    } else {
      user.put("name", required(options, "username", problems));
      domain(options, "user").ifPresent(domain -> user.set("domain", domain));
    }
  }

  private static Optional<ObjectNode> scope(Options options) {
    ObjectNode scope = JSON.objectNode();
    if (LimitSettings.option(options, "system_scope").isPresent()) {
      scope.putObject("system").put("all", true);
    } else if (named(options, "project").isPresent()) {
      ObjectNode project = named(options, "project").get();
      if (!project.has("id")) {
        domain(options, "project").ifPresent(domain -> project.set("domain", domain));
      }
      scope.set("project", project);
    } else {
      named(options, "domain").ifPresent(domain -> scope.set("domain", domain));
    }
    return scope.isEmpty() ? Optional.empty() : Optional.of(scope);
  }

  private static Optional<ObjectNode> domain(Options options, String of) {
    return named(options, of + "_domain").or(() -> named(options, "default_domain"));
  }

  private static Optional<ObjectNode> named(Options options, String what) {
    return LimitSettings.option(options, what + "_id")
        .map(id -> JSON.objectNode().put("id", id))
        .or(
            () ->
                LimitSettings.option(options, what + "_name")
                    .map(name -> JSON.objectNode().put("name", name)));
  }

  private static String required(Options options, String name, Problems problems) {
    Optional<String> value = LimitSettings.option(options, name);
    if (value.isEmpty()) {
      problems.add("Option " + name + " of [oslo_limit] is not set.");
    }
    return value.orElse("");
  }

  /** Nothing of the secret. */
  @Override
  public String toString() {
    return "Login";
  }
}
