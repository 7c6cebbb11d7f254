// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.util.Map;
import org.oriel.base.Options;
import org.oriel.base.Problems;

/**
 * What the operator says about locations that callers give.
 *
 * @param visible whether callers may change locations as attributes of an image
 * @param most locations that an image may have; negative for no limit
 * @param secureHash whether data behind a given location are read and digested
 * @param retries how often reading them is tried again
 * @param hashAlgorithm the API's word for the multihash
 * @param taskHours how long an ended task is remembered
 * @param node name of this node
 */
record LocationSettings(
    boolean visible,
    int most,
    boolean secureHash,
    int retries,
    String hashAlgorithm,
    int taskHours,
    String node) {
  /**
   * Reads raw settings.
   *
   * @throws IllegalArgumentException with everything that is wrong with them
   */
  static LocationSettings of(Map<String, Object> raw) {
    Problems problems = new Problems();
    Options options = new Options(raw, problems);
    LocationSettings settings =
        new LocationSettings(
            options.flag("show_multiple_locations", false),
            options.integer("image_location_quota", 10, Integer.MIN_VALUE, Integer.MAX_VALUE),
            options.flag("do_secure_hash", true),
            options.integer("http_retries", 3, 0, 1000),
            options.text("hashing_algorithm", "sha512"),
            options.integer("task_time_to_live", 48, 0, 1_000_000),
            options.text("node", "node"));
    problems.complain("Locations");
    return settings;
  }
}
