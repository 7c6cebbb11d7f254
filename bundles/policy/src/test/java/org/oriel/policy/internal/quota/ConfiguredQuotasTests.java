// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.image.Refusal;
import org.oriel.image.UsageCatalogue;
import org.oriel.policy.ProjectQuotas;
import org.oriel.policy.ProjectQuotas.Use;

class ConfiguredQuotasTests {
  private static final Optional<String> PROJECT = Optional.of("p1");
  private static final long MIB = 1 << 20;

  private record Usage(long stored, long staged, long images, long uploads)
      implements UsageCatalogue {
    @Override
    public long storedBytes(String project, Optional<String> except) {
      return project.equals("p1") ? stored : 0;
    }

    @Override
    public long stagedBytes(String project) {
      return staged;
    }

    @Override
    public long images(String project) {
      return images;
    }

    @Override
    public long uploading(String project) {
      return uploads;
    }
  }

  private static ProjectQuotas limited(Usage usage, Limits limits) {
    return new ConfiguredQuotas(usage, limits);
  }

  private static Limits all(long limit) {
    return (project, fresh) -> {
      Map<Resource, Long> limits = new EnumMap<>(Resource.class);
      for (Resource each : Resource.values()) {
        limits.put(each, limit);
      }
      return limits;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "7B, 7",
    "7KB, 7168",
    "2MB, 2097152",
    "1GB, 1073741824",
    "3TB, 3298534883328",
    "999999999999999999TB, 9223372036854775807"
  })
  void readsSizes(String text, long bytes) {
    assertThat(QuotaSettings.of(Map.of("user_storage_quota", text)).storage())
        .isEqualTo(OptionalLong.of(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1 GB", "1gb", "GB", "1.5GB", "1PB"})
  void refusesOtherSizes(String text) {
    assertThatThrownBy(() -> QuotaSettings.of(Map.of("user_storage_quota", text)))
        .hasMessageContaining("user_storage_quota");
  }

  @Test
  void isOffWithNothing() {
    assertThat(QuotaSettings.of(Map.of("user_storage_quota", "0")).storage()).isEmpty();
    ProjectQuotas quotas = new ConfiguredQuotas(new Usage(9, 9, 9, 9), Map.of());

    assertThatCode(
            () -> {
              quotas.requireImage(PROJECT);
              quotas.requireStorage(PROJECT, Long.MAX_VALUE);
              quotas.requireStaging(PROJECT, Long.MAX_VALUE);
              quotas.requireUploads(PROJECT);
              quotas.requireRoom(PROJECT, Optional.empty(), OptionalLong.of(Long.MAX_VALUE));
            })
        .doesNotThrowAnyException();
    assertThat(quotas.usage(PROJECT)).isEmpty();
  }

  @Test
  void countsTheRoom() {
    ProjectQuotas quotas =
        new ConfiguredQuotas(new Usage(90, 0, 1, 0), Map.of("user_storage_quota", "100"));

    assertThat(quotas.room(PROJECT, Optional.empty())).hasValue(10);
    assertThat(quotas.room(Optional.empty(), Optional.empty())).isEmpty();
    quotas.requireRoom(PROJECT, Optional.empty(), OptionalLong.of(10));
    quotas.requireRoom(PROJECT, Optional.empty(), OptionalLong.empty());
    assertThatThrownBy(() -> quotas.requireRoom(PROJECT, Optional.empty(), OptionalLong.of(11)))
        .isInstanceOf(Refusal.TooLarge.class)
        .hasMessage("The size of the data 11 will exceed the limit. 10 bytes remaining.");
    ProjectQuotas full =
        new ConfiguredQuotas(new Usage(100, 0, 1, 0), Map.of("user_storage_quota", "100"));
    assertThatThrownBy(() -> full.requireRoom(PROJECT, Optional.empty(), OptionalLong.empty()))
        .hasMessage("The size of the data None will exceed the limit. 0 bytes remaining.");
  }

  /** As Glance: what is there now may reach the limit; only a new image counts before it comes. */
  @Test
  void judgesByUnifiedLimits() {
    ProjectQuotas reached = limited(new Usage(5 * MIB, 5 * MIB, 4, 5), all(5));
    reached.requireImage(PROJECT);
    reached.requireStorage(PROJECT, 0);
    reached.requireStaging(PROJECT, 0);
    reached.requireUploads(PROJECT);

    ProjectQuotas beyond = limited(new Usage(6 * MIB, 6 * MIB, 5, 6), all(5));
    assertThatThrownBy(() -> beyond.requireImage(PROJECT))
        .isInstanceOf(Refusal.OverQuota.class)
        .hasMessageEndingWith(
            "Project p1 is over a limit for [Resource image_count_total is over limit of 5 due to"
                + " current usage 5 and delta 1]");
    assertThatThrownBy(() -> beyond.requireStorage(PROJECT, 0))
        .hasMessageContaining("image_size_total is over limit of 5 due to current usage 6");
    assertThatThrownBy(() -> beyond.requireStaging(PROJECT, 0))
        .hasMessageContaining("image_stage_total is over limit");
    assertThatThrownBy(() -> beyond.requireUploads(PROJECT))
        .hasMessageContaining("image_count_uploading is over limit");
    assertThatThrownBy(() -> reached.requireStorage(PROJECT, 3 * MIB))
        .hasMessageContaining("delta 3");
    assertThat(reached.room(PROJECT, Optional.empty())).isEmpty();
  }

  @Test
  void takesNegativeForUnlimitedAndMissingForNothing() {
    limited(new Usage(6 * MIB, 0, 5, 6), all(-1)).requireImage(PROJECT);
    assertThatThrownBy(
            () ->
                limited(new Usage(0, 0, 0, 0), (project, fresh) -> Map.of()).requireImage(PROJECT))
        .hasMessageContaining("over limit of 0");
  }

  @Test
  void refusesNobodyByWhatItRemembers() {
    ProjectQuotas raised =
        limited(new Usage(0, 0, 5, 0), (project, fresh) -> all(fresh ? 10 : 5).of(project, fresh));
    raised.requireImage(PROJECT);
  }

  @Test
  void tellsUsage() {
    assertThat(limited(new Usage(5 * MIB + 1, 3 * MIB, 4, 2), all(7)).usage(PROJECT))
        .containsExactly(
            Map.entry("image_size_total", new Use(5, 7)),
            Map.entry("image_stage_total", new Use(3, 7)),
            Map.entry("image_count_total", new Use(4, 7)),
            Map.entry("image_count_uploading", new Use(2, 7)));
  }
}
