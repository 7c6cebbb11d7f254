// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.oriel.identity.Evidence;
import org.oriel.identity.Identity;
import org.oriel.identity.internal.keystone.KeystoneIdentity;
import org.oriel.image.AdminRule;
import org.oriel.image.Caller;
import org.oriel.image.ServiceCatalog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The provider that the settings name. */
@Component(
    service = {Identity.class, ServiceCatalog.class},
    immediate = true,
    configurationPid = "org.oriel.identity",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ConfiguredIdentity implements Identity, ServiceCatalog {
  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredIdentity.class);

  private final Identity provider;
  private final Optional<KeystoneIdentity> keystone;

  /**
   * Makes ready to know callers; the first time, this makes the first user.
   *
   * @throws IllegalArgumentException if the settings or the users file are wrong
   * @throws IOException if the users file cannot be read or written
   */
  @Activate
  public ConfiguredIdentity(@Reference AdminRule adminRule, Map<String, Object> raw)
      throws IOException {
    try {
      IdentitySettings settings = IdentitySettings.of(raw);
      keystone = settings.keystone().map(known -> new KeystoneIdentity(known, adminRule));
      provider = provider(settings, adminRule);
    } catch (IllegalArgumentException | IOException e) {
      LOG.error("The API stays closed: {}", e.getMessage());
      throw e;
    }
  }

  private Identity provider(IdentitySettings settings, AdminRule adminRule) throws IOException {
    Identity known =
        switch (settings.provider()) {
          case NONE -> new OpenIdentity();
          case LOCAL -> local(settings, adminRule);
          case KEYSTONE -> keystone.orElseThrow();
          case HEADERS -> new TrustedHeaders(adminRule);
          case FAKEAUTH -> new FakeTokens(new TrustedHeaders(adminRule));
        };
    return settings.anonymous() ? new AnonymousReading(known) : known;
  }

  private static Identity local(IdentitySettings settings, AdminRule adminRule) throws IOException {
    FirstStart.prepare(settings);
    return new LocalIdentity(new UsersFile(settings.usersFile()), settings.realm(), adminRule);
  }

  @Override
  public Caller identify(Evidence evidence) {
    return provider.identify(evidence);
  }

  /** Only Keystone has a catalog. */
  @Override
  public Optional<URI> endpoint(Caller.Token token, String type, String region, String reach) {
    return keystone.flatMap(known -> known.endpoint(token, type, region, reach));
  }

  /** Gives back what the provider holds. */
  @Deactivate
  public void close() {
    keystone.ifPresent(KeystoneIdentity::close);
  }
}
