// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal.quota;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.oriel.image.Refusal;
import org.oriel.image.UsageCatalogue;
import org.oriel.policy.ProjectQuotas;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Quotas as they are configured. */
@Component(configurationPid = "org.oriel.policy", configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ConfiguredQuotas implements ProjectQuotas {
  private final UsageCatalogue catalogue;
  private final OptionalLong storage;
  private final Optional<KeystoneLimits> keystone;
  private final Optional<Limits> limits;

  /**
   * Reads settings.
   *
   * @throws IllegalArgumentException with everything that is wrong with them
   */
  @Activate
  public ConfiguredQuotas(@Reference UsageCatalogue catalogue, Map<String, Object> settings) {
    QuotaSettings read = QuotaSettings.of(settings);
    this.catalogue = catalogue;
    this.keystone =
        read.unified().map(unified -> new KeystoneLimits(unified, InstantSource.system()));
    this.limits = keystone.map(Function.identity());
    this.storage = limits.isPresent() ? OptionalLong.empty() : read.storage();
  }

  ConfiguredQuotas(UsageCatalogue catalogue, Limits limits) {
    this.catalogue = catalogue;
    this.keystone = Optional.empty();
    this.limits = Optional.of(limits);
    this.storage = OptionalLong.empty();
  }

  /** Leaves Keystone alone. */
  @Deactivate
  public void close() {
    keystone.ifPresent(KeystoneLimits::close);
  }

  @Override
  public void requireImage(Optional<String> project) {
    require(Resource.IMAGE_COUNT_TOTAL, project, 1);
  }

  @Override
  public void requireStorage(Optional<String> project, long more) {
    require(Resource.IMAGE_SIZE_TOTAL, project, more >> 20);
  }

  @Override
  public void requireStaging(Optional<String> project, long more) {
    require(Resource.IMAGE_STAGE_TOTAL, project, more >> 20);
  }

  @Override
  public void requireUploads(Optional<String> project) {
    require(Resource.IMAGE_COUNT_UPLOADING, project, 0);
  }

  @Override
  public OptionalLong room(Optional<String> project, Optional<String> except) {
    return storage.isEmpty() || project.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(storage.getAsLong() - catalogue.storedBytes(project.get(), except));
  }

  @Override
  public Map<String, Use> usage(Optional<String> project) {
    Map<String, Use> uses = new LinkedHashMap<>();
    if (limits.isPresent() && project.isPresent()) {
      Map<Resource, Long> known = limits.get().of(project.get(), false);
      for (Resource each : Resource.values()) {
        long limit = known.getOrDefault(each, 0L);
        uses.put(each.word(), new Use(each.used(catalogue, project.get()), limit));
      }
    }
    return uses;
  }

  private void require(Resource resource, Optional<String> project, long more) {
    if (limits.isEmpty() || project.isEmpty()) {
      return;
    }
    long used = resource.used(catalogue, project.get());
    if (isOver(limits.get(), resource, project.get(), used + more, false)
        && isOver(limits.get(), resource, project.get(), used + more, true)) {
      long limit = limits.get().of(project.get(), false).getOrDefault(resource, 0L);
      throw over(project.get(), resource, limit, used, more);
    }
  }

  /** What is remembered may be older than a raise: nobody is refused by that alone. */
  private static boolean isOver(
      Limits limits, Resource resource, String project, long wanted, boolean fresh) {
    long limit = limits.of(project, fresh).getOrDefault(resource, 0L);
    return limit >= 0 && wanted > limit;
  }

  private static Refusal over(String project, Resource resource, long limit, long used, long more) {
    return new Refusal.OverQuota(
        "The request returned a 413 Request Entity Too Large. This generally means that rate"
            + " limiting or a quota threshold was breached.\n\nThe response body:\nProject "
            + project
            + " is over a limit for [Resource "
            + resource.word()
            + " is over limit of "
            + limit
            + " due to current usage "
            + used
            + " and delta "
            + more
            + "]");
  }
}
