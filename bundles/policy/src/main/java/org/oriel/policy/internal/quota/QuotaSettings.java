// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal.quota;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oriel.base.Options;
import org.oriel.base.Problems;

/**
 * What the operator says about quotas.
 *
 * @param storage most bytes of each project
 * @param unified how Keystone is asked, if its limits are in force in place of all others
 */
record QuotaSettings(OptionalLong storage, Optional<LimitSettings> unified) {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,18})(?:([KMGT]?)B)?");
  private static final String UNITS = "KMGT";

  /**
   * Reads raw settings.
   *
   * @throws IllegalArgumentException with everything that is wrong with them
   */
  static QuotaSettings of(Map<String, Object> raw) {
    Problems problems = new Problems();
    Options options = new Options(raw, problems);
    QuotaSettings settings =
        new QuotaSettings(
            bytes(options.text("user_storage_quota", "0"), problems),
            options.flag("use_keystone_limits", false)
                ? Optional.of(LimitSettings.of(options, problems))
                : Optional.empty());
    problems.complain("Quotas");
    return settings;
  }

  private static OptionalLong bytes(String text, Problems problems) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      problems.add(
          "Option user_storage_quota is not a number of bytes, KB, MB, GB or TB without a space.");
      return OptionalLong.empty();
    }
    String unit = size.group(2) == null ? "" : size.group(2);
    int shift = unit.isEmpty() ? 0 : 10 * (UNITS.indexOf(unit) + 1);
    long count = Long.parseLong(size.group(1));
    long bytes = count > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : count << shift;
    return bytes == 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
  }
}
