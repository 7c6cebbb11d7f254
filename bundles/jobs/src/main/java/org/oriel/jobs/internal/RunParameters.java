// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal;

import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * Between the parameters that users give and Spring Batch's, which carry three more: an occasion,
 * which lets the same job run twice with the same parameters; the node that works; and its time
 * zone, since Spring Batch notes local times.
 */
final class RunParameters {
  private static final String OWN = "oriel.";
  private static final String OCCASION = OWN + "occasion";
  private static final String NODE = OWN + "node";
  private static final String ZONE = OWN + "zone";

  private RunParameters() {}

  static JobParameters of(Map<String, String> values, long occasion, String node) {
    JobParametersBuilder builder = new JobParametersBuilder();
    values.forEach(builder::addString);
    builder.addLong(OCCASION, occasion);
    return at(builder, node);
  }

  /** The same parameters, for another try of the same work. */
  static JobParameters again(JobParameters before, String node) {
    return at(new JobParametersBuilder(before), node);
  }

  private static JobParameters at(JobParametersBuilder builder, String node) {
    return builder
        .addString(NODE, node, false)
        .addString(ZONE, ZoneId.systemDefault().getId(), false)
        .toJobParameters();
  }

  static Map<String, String> values(JobParameters parameters) {
    Map<String, String> values = new TreeMap<>();
    parameters.forEach(
        each -> {
          if (!each.name().startsWith(OWN)) {
            values.put(each.name(), String.valueOf(each.value()));
          }
        });
    return values;
  }

  static String node(JobParameters parameters) {
    String node = parameters.getString(NODE);
    return node == null ? "" : node;
  }

  static ZoneId zone(JobParameters parameters) {
    String zone = parameters.getString(ZONE);
    return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
  }
}
