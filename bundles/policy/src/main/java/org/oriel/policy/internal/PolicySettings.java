// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.oriel.base.Options;
import org.oriel.base.Problems;

/**
 * What the operator says about rules.
 *
 * @param newDefaultsOnly whether the older, wider checks are left out
 * @param file rules in place of the defaults
 * @param directories whose files come after that file, in the order of their names
 * @param defaultRule name of the rule for names that no rule has
 */
record PolicySettings(
    boolean newDefaultsOnly,
    Optional<Path> file,
    List<Path> directories,
    String defaultRule,
    RemoteSettings remote) {

  /**
   * How other servers are asked.
   *
   * @param json whether questions are sent as JSON, else as a form
   * @param timeout for an answer
   * @param verify whether a server must prove who it is
   */
  record RemoteSettings(
      boolean json,
      Duration timeout,
      boolean verify,
      Optional<Path> authorities,
      Optional<Path> certificate,
      Optional<Path> key) {}

  PolicySettings {
    directories = List.copyOf(directories);
  }

  /**
   * Reads raw settings.
   *
   * @throws IllegalArgumentException with everything that is wrong with them
   */
  static PolicySettings of(Map<String, Object> raw) {
    Problems problems = new Problems();
    Options options = new Options(raw, problems);
    String type = options.text("remote_content_type", "application/x-www-form-urlencoded");
    boolean json = type.equals("application/json");
    if (!json && !type.equals("application/x-www-form-urlencoded")) {
      problems.add("Option remote_content_type is not a type that oslo.policy knows.");
    }
    RemoteSettings remote =
        new RemoteSettings(
            json,
            Duration.ofSeconds(options.number("remote_timeout", 60, 1, 3600)),
            options.flag("remote_ssl_verify_server_crt", false),
            options.text("remote_ssl_ca_crt_file").map(Path::of),
            options.text("remote_ssl_client_crt_file").map(Path::of),
            options.text("remote_ssl_client_key_file").map(Path::of));
    PolicySettings settings =
        new PolicySettings(
            options.flag("enforce_new_defaults", true),
            options.text("policy_file").map(Path::of),
            paths(options.text("policy_dirs", "")),
            options.text("policy_default_rule", "default"),
            remote);
    problems.complain("Policy");
    return settings;
  }

  /** Paths in lines. */
  private static List<Path> paths(String text) {
    return Stream.of(text.split("\n", -1))
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(Path::of)
        .toList();
  }
}
