// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.oriel.base.Options;
import org.oriel.base.Problems;
import org.oriel.identity.internal.keystone.KeystoneSettings;

/**
 * The settings of this room.
 *
 * @param usersFile file of the local users
 * @param dataDirectory where the papers of the first start go
 * @param endpoint URL under which clients on this machine reach the server
 * @param realm shown by programs that ask for a password
 * @param anonymous whether callers who do not say who they are may read
 * @param keystone what is known of Keystone, if it is asked
 */
record IdentitySettings(
    Provider provider,
    Path usersFile,
    Path dataDirectory,
    String endpoint,
    String realm,
    boolean anonymous,
    Optional<KeystoneSettings> keystone) {
  /** How callers are known. */
  enum Provider {
    /** By the password of a local user. */
    LOCAL,
    /** By a token that Keystone knows. */
    KEYSTONE,
    /** By what the request says: a proxy before us has found it out. */
    HEADERS,
    /** By a token that says itself who it is; for tests. */
    FAKEAUTH,
    /** Not at all. */
    NONE
  }

  /**
   * Reads raw settings.
   *
   * @throws IllegalArgumentException with everything that is wrong with them
   */
  static IdentitySettings of(Map<String, Object> raw) {
    Problems problems = new Problems();
    Options options = new Options(raw, problems);
    Provider provider = provider(options.text("provider", "local"), problems);
    Path usersFile = Path.of("users");
    if (provider == Provider.LOCAL) {
      usersFile = Path.of(options.required("users_file")).toAbsolutePath();
    }
    judgeOpenness(provider, options, problems);
    String realm = options.text("realm", "oriel");
    if (!realm.matches("[\\x20-\\x7e&&[^\"\\\\]]{1,100}")) {
      problems.add("Option realm must be plain text without quotation marks.");
    }
    IdentitySettings settings =
        new IdentitySettings(
            provider,
            usersFile,
            dataDirectory(options, usersFile),
            options.text("endpoint", "http://127.0.0.1:9292"),
            realm,
            options.flag("allow_anonymous_access", false),
            provider == Provider.KEYSTONE
                ? Optional.of(KeystoneSettings.of(options, problems))
                : Optional.empty());
    problems.complain("Identity");
    return settings;
  }

  private static Provider provider(String word, Problems problems) {
    for (Provider each : Provider.values()) {
      if (each.name().equalsIgnoreCase(word)) {
        return each;
      }
    }
    problems.add("Option provider must be local, keystone, headers, fakeauth or none.");
    return Provider.LOCAL;
  }

  private static void judgeOpenness(Provider provider, Options options, Problems problems) {
    boolean believing =
        provider == Provider.NONE || provider == Provider.HEADERS || provider == Provider.FAKEAUTH;
    if (!believing || options.flag("loopback", false)) {
      return;
    }
    if (provider == Provider.FAKEAUTH) {
      problems.add("Provider fakeauth is for tests: it needs bind_host = 127.0.0.1.");
    } else if (!options.flag("allow_open_access", false)) {
      String what =
          provider == Provider.NONE
              ? "Provider none makes everybody an administrator"
              : "Provider headers believes whoever says that he is an administrator";
      problems.add(
          what
              + ", and the server listens not only on the loopback interface. Choose another"
              + " provider, or bind to 127.0.0.1, or set allow_open_access to true if what stands"
              + " in front of it keeps strangers away.");
    }
  }

  /** Unless it is said: two steps up from the users file, which lies in its {@code etc}. */
  private static Path dataDirectory(Options options, Path usersFile) {
    Optional<Path> etc = Optional.ofNullable(usersFile.toAbsolutePath().getParent());
    Path fallback = etc.flatMap(path -> Optional.ofNullable(path.getParent())).orElse(usersFile);
    return options.text("data_directory").map(Path::of).orElse(fallback);
  }
}
