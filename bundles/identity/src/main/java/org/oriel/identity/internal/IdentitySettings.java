// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.oriel.base.Options;
import org.oriel.base.Problems;

/**
 * The settings of this room.
 *
 * @param usersFile file of the local users
 * @param dataDirectory where the papers of the first start go
 * @param endpoint URL under which clients on this machine reach the server
 * @param realm shown by programs that ask for a password
 */
record IdentitySettings(
    Provider provider, Path usersFile, Path dataDirectory, String endpoint, String realm) {
  /** How callers are known. */
  enum Provider {
    LOCAL,
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
    } else if (!options.flag("loopback", false) && !options.flag("allow_open_access", false)) {
      problems.add(
          "Provider none makes everybody an administrator, and the server listens not only on the"
              + " loopback interface. Choose provider local, or bind to 127.0.0.1, or set"
              + " allow_open_access to true if the network in front of it keeps strangers away.");
    }
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
            realm);
    problems.complain("Identity");
    return settings;
  }

  private static Provider provider(String word, Problems problems) {
    for (Provider each : Provider.values()) {
      if (each.name().equalsIgnoreCase(word)) {
        return each;
      }
    }
    problems.add("Option provider must be local or none.");
    return Provider.LOCAL;
  }

  /** Unless it is said: two steps up from the users file, which lies in its {@code etc}. */
  private static Path dataDirectory(Options options, Path usersFile) {
    Optional<Path> etc = Optional.ofNullable(usersFile.toAbsolutePath().getParent());
    Path fallback = etc.flatMap(path -> Optional.ofNullable(path.getParent())).orElse(usersFile);
    return options.text("data_directory").map(Path::of).orElse(fallback);
  }
}
