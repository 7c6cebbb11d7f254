// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.oriel.base.Options;
import org.oriel.base.Problems;
import org.oriel.image.AdminRule;
import org.oriel.image.Caller;
import org.oriel.policy.Policy;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** Judges by the default rules, and by those that a file puts in place of them. */
@Component(
    service = {Policy.class, AdminRule.class},
    configurationPid = "org.oriel.policy",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class RulePolicy implements Policy, AdminRule {
  private static final String CONTEXT_IS_ADMIN = "context_is_admin";

  private final boolean newDefaultsOnly;
  private final RuleFile file;

  /**
   * Reads settings and rules.
   *
   * @throws IllegalArgumentException if one of them is wrong
   * @throws IOException if the rule file cannot be read
   */
  @Activate
  public RulePolicy(Map<String, Object> settings) throws IOException {
    Problems problems = new Problems();
    Options options = new Options(settings, problems);
    newDefaultsOnly = options.flag("enforce_new_defaults", true);
    problems.complain("Policy");
    file =
        new RuleFile(
            options.text("policy_file").map(Path::of),
            DefaultRules.texts(newDefaultsOnly),
            System::nanoTime);
  }

  @Override
  public boolean allows(String rule, Caller caller, Map<String, Object> target) {
    return file.rules().rule(rule).holds(caller, target);
  }

  @Override
  public boolean enforcesNewDefaults() {
    return newDefaultsOnly;
  }

  @Override
  public boolean isAdmin(Caller caller) {
    return file.rules().rule(CONTEXT_IS_ADMIN).holds(caller, Map.of());
  }
}
