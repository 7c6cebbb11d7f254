// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.oriel.base.Options;
import org.oriel.base.Problems;

/**
 * The settings of this room.
 *
 * @param sizeCap most bytes of an image
 * @param hashAlgorithm the API's word for the multihash
 * @param propertyQuota most custom properties; negative for no limit
 * @param tagQuota most tags; negative for no limit
 * @param memberQuota most members; negative for no limit
 * @param delayedDelete whether data outlive their image until the scrubber comes by
 * @param requireFormatMatch whether data must be of the declared disk format
 * @param requiredInspectors disk formats without whose inspector no data are taken in
 */
record ServiceSettings(
    long sizeCap,
    String hashAlgorithm,
    int propertyQuota,
    int tagQuota,
    int memberQuota,
    boolean delayedDelete,
    boolean requireFormatMatch,
    Set<String> requiredInspectors) {
  static final String PID = "org.oriel.service";

  /**
   * Reads raw settings.
   *
   * @throws IllegalArgumentException with everything that is wrong with them
   */
  static ServiceSettings of(Map<String, Object> raw) {
    Problems problems = new Problems();
    Options options = new Options(raw, problems);
    ServiceSettings settings =
        new ServiceSettings(
            options.number("image_size_cap", 1L << 40, 1, Long.MAX_VALUE),
            options.text("hashing_algorithm", "sha512"),
            options.integer("image_property_quota", 128, Integer.MIN_VALUE, Integer.MAX_VALUE),
            options.integer("image_tag_quota", 128, Integer.MIN_VALUE, Integer.MAX_VALUE),
            options.integer("image_member_quota", 128, Integer.MIN_VALUE, Integer.MAX_VALUE),
            options.flag("delayed_delete", false),
            options.flag("require_image_format_match", true),
            Set.copyOf(options.list("required_inspectors", List.of("qcow2"))));
    problems.complain("Service");
    return settings;
  }
}
