// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.oriel.base.Options;
import org.oriel.base.Problems;
import org.oriel.task.UriFilter;

/**
 * What the operator says about staging, imports and tasks.
 *
 * @param self URL by which other servers reach this one, if any do
 * @param stagingEnabled whether data can be staged
 * @param taskLife how long ended tasks are shown
 * @param plugins what is done to images on import, in order
 * @param spared roles whose callers' images do not get the operator's properties
 */
record ImportSettings(
    Optional<String> self,
    boolean stagingEnabled,
    Duration taskLife,
    UriFilter filter,
    List<String> plugins,
    Set<String> spared) {
  static final String PID = "org.oriel.import";
  static final String INJECT = "inject_image_metadata";

  static ImportSettings of(Map<String, Object> raw) {
    Problems problems = new Problems();
    Options options = new Options(raw, problems);
    ImportSettings settings =
        new ImportSettings(
            options.text("self_url"),
            options
                .list("enabled_import_methods", List.of("glance-direct"))
                .contains("glance-direct"),
            Duration.ofHours(options.integer("task_time_to_live", 48, 1, 1_000_000)),
            UriFilter.of(
                options.list("allowed_schemes", List.of("http", "https")),
                options.list("disallowed_schemes", List.of()),
                options.list("allowed_hosts", List.of()),
                options.list("disallowed_hosts", List.of()),
                options.list("allowed_ports", List.of("80", "443")),
                options.list("disallowed_ports", List.of())),
            options.list("image_import_plugins", List.of()),
            options.list("ignore_user_roles", List.of("admin")).stream()
                .map(role -> role.toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet()));
    problems.complain("Import");
    return settings;
  }
}
