// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.oriel.base.Options;
import org.oriel.base.Problems;
import org.oriel.task.UriFilter;

/**
 * Settings of PID {@code org.oriel.import}, as far as they concern those who carry imports out.
 *
 * @param sizeCap most bytes of an image
 * @param hashAlgorithm the API's word for the multihash
 * @param requireFormatMatch whether data must be of the declared disk format
 * @param requiredInspectors disk formats without whose inspector no data are taken in
 * @param taskLife how long ended tasks are shown
 * @param parallelStores stores that one import writes at once
 * @param injected properties that imported images get, unless their callers are spared
 * @param takenProperties how names of properties begin that are taken over from other image
 *     services
 */
public record ImportSettings(
    long sizeCap,
    String hashAlgorithm,
    boolean requireFormatMatch,
    Set<String> requiredInspectors,
    Duration taskLife,
    int parallelStores,
    UriFilter filter,
    List<String> takenProperties,
    Map<String, String> injected) {
  private static final List<String> EXTRA =
      List.of("hw_", "trait:", "os_distro", "os_secure_boot", "os_type");

  public static final String PID = "org.oriel.import";

  /**
   * Reads raw settings.
   *
   * @throws IllegalArgumentException naming everything that is wrong with them
   */
  public static ImportSettings of(Map<String, ?> raw) {
    Problems problems = new Problems();
    Options options = new Options(raw, problems);
    ImportSettings settings =
        new ImportSettings(
            options.number("image_size_cap", 1L << 40, 1, Long.MAX_VALUE),
            options.text("hashing_algorithm", "sha512"),
            options.flag("require_image_format_match", true),
            Set.copyOf(options.list("required_inspectors", List.of("qcow2"))),
            Duration.ofHours(options.integer("task_time_to_live", 48, 1, 1_000_000)),
            options.integer("max_parallel_stores", 1, 1, 64),
            UriFilter.of(
                options.list("allowed_schemes", List.of("http", "https")),
                options.list("disallowed_schemes", List.of()),
                options.list("allowed_hosts", List.of()),
                options.list("disallowed_hosts", List.of()),
                options.list("allowed_ports", List.of("80", "443")),
                options.list("disallowed_ports", List.of())),
            options.list("extra_properties", EXTRA),
            pairs(options.list("inject", List.of()), problems));
    problems.complain(PID);
    return settings;
  }

  private static Map<String, String> pairs(List<String> members, Problems problems) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String member : members) {
      int colon = member.indexOf(':');
      if (colon < 1) {
        problems.add("Option inject has a member that is no pair of name and value.");
      } else {
        pairs.put(member.substring(0, colon).strip(), member.substring(colon + 1).strip());
      }
    }
    return Map.copyOf(pairs);
  }
}
