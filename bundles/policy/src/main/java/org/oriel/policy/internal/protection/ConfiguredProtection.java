// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal.protection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.oriel.base.Options;
import org.oriel.base.Problems;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.policy.Policy;
import org.oriel.policy.PropertyProtection;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Protects by a file, if one is configured; read once, when this starts. */
@Component(configurationPid = "org.oriel.policy", configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ConfiguredProtection implements PropertyProtection {
  private static final String POLICIES = "policies";
  private static final int MAX_BYTES = 1024 * 1024;

  private final Optional<Protections> protections;

  /**
   * Reads settings and file.
   *
   * @throws IllegalArgumentException if one of them is wrong
   * @throws IOException if the file cannot be read
   */
  @Activate
  public ConfiguredProtection(@Reference Policy policy, Map<String, Object> settings)
      throws IOException {
    Problems problems = new Problems();
    Options options = new Options(settings, problems);
    String format =
        options.text("property_protection_rule_format", "roles").toLowerCase(Locale.ROOT);
    if (!format.equals("roles") && !format.equals(POLICIES)) {
      problems.add("Option property_protection_rule_format is neither roles nor policies.");
    }
    problems.complain("Property protections");
    Optional<Path> file = options.text("property_protection_file").map(Path::of);
    protections =
        file.isEmpty()
            ? Optional.empty()
            : Optional.of(read(file.get(), !format.equals(POLICIES), policy));
  }

  private static Protections read(Path file, boolean byRoles, Policy policy) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IllegalArgumentException(file + " is larger than " + MAX_BYTES + " bytes.");
    }
    try {
      return Protections.of(
          Files.readString(file), byRoles, (rule, caller) -> policy.allows(rule, caller, Map.of()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public boolean allows(Operation operation, String property, Caller caller) {
    return protections.isEmpty()
        || caller.equals(Caller.SYSTEM)
        || protections.get().allow(operation, property, caller);
  }

  @Override
  public Image shown(Image image, Caller caller) {
    return protections.isEmpty() ? image : PropertyProtection.super.shown(image, caller);
  }
}
