// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal;

import java.io.IOException;
import java.util.Map;
import org.oriel.image.AdminRule;
import org.oriel.image.Caller;
import org.oriel.policy.Explanation;
import org.oriel.policy.Policy;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;

/** Judges by the default rules, and by those that files put in place of them. */
@Component(
    service = {Policy.class, AdminRule.class},
    configurationPid = "org.oriel.policy",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class RulePolicy implements Policy, AdminRule {
  private static final String CONTEXT_IS_ADMIN = "context_is_admin";

  private final boolean newDefaultsOnly;
  private final HttpRemote remote;
  private final RuleFiles files;

  /**
   * Reads settings and rules.
   *
   * @throws IllegalArgumentException if one of them is wrong
   * @throws IOException if a rule file cannot be read
   */
  @Activate
  public RulePolicy(Map<String, Object> raw) throws IOException {
    PolicySettings settings = PolicySettings.of(raw);
    newDefaultsOnly = settings.newDefaultsOnly();
    remote = new HttpRemote(settings.remote());
    files = new RuleFiles(settings, DefaultRules.texts(newDefaultsOnly), remote, System::nanoTime);
  }

  @Override
  public boolean allows(String rule, Caller caller, Map<String, Object> target) {
    return files.rules().allow(new Question(rule, caller, target));
  }

  @Override
  public Explanation explain(String rule, Caller caller, Map<String, Object> target) {
    return files.rules().explain(new Question(rule, caller, target));
  }

  @Override
  public boolean enforcesNewDefaults() {
    return newDefaultsOnly;
  }

  @Override
  public boolean isAdmin(Caller caller) {
    return allows(CONTEXT_IS_ADMIN, caller, Map.of());
  }

  /** Lets the threads of remote checks go. */
  @Deactivate
  public void close() {
    remote.close();
  }
}
