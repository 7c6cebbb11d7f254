// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.oriel.base.Options;
import org.oriel.base.Problems;
import org.oriel.conversion.internal.unpack.UnpackLimits;

/**
 * The settings of inspections.
 *
 * @param nonfatalGptChecks checks of boot sectors that only warn
 * @param unpacking bounds of looking into compressed data
 */
record InspectionSettings(Set<String> nonfatalGptChecks, UnpackLimits unpacking) {
  static final String PID = "org.oriel.conversion";

  static final InspectionSettings DEFAULT = new InspectionSettings(Set.of(), UnpackLimits.DEFAULT);

  /**
   * Reads raw settings.
   *
   * @throws IllegalArgumentException with everything that is wrong with them
   */
  static InspectionSettings of(Map<String, Object> raw) {
    Problems problems = new Problems();
    Options options = new Options(raw, problems);
    UnpackLimits usual = UnpackLimits.DEFAULT;
    InspectionSettings settings =
        new InspectionSettings(
            Set.copyOf(options.list("gpt_safety_checks_nonfatal", List.of())),
            new UnpackLimits(
                options.number("unpack_ratio", usual.ratio(), 1, 1L << 40), usual.free()));
    problems.complain(PID);
    return settings;
  }
}
