// SPDX-License-Identifier: Apache-2.0
package org.oriel.signature.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.base.Options;
import org.oriel.base.Problems;
import org.oriel.image.Image;

/**
 * Settings of PID {@code org.oriel.signatures}.
 *
 * @param directory where certificates are; in Barbican if empty
 * @param trusted ids of certificates that must be, or have issued, those of images; any if empty
 * @param checkDates whether certificates must be valid now
 */
record SignatureSettings(
    Optional<Path> directory, List<String> trusted, boolean checkDates, BarbicanSettings barbican) {
  static final String PID = "org.oriel.signatures";

  /**
   * Reads raw settings.
   *
   * @throws IllegalArgumentException naming everything that is wrong with them
   */
  static SignatureSettings of(Map<String, ?> raw) {
    Problems problems = new Problems();
    Options options = new Options(raw, problems);
    List<String> trusted = options.list("trusted_certificates", List.of());
    if (!trusted.stream().allMatch(Image::isId)) {
      problems.add("Option trusted_certificates has a member that is not a UUID.");
    }
    Optional<Path> directory = options.text("certificate_directory").map(Path::of);
    SignatureSettings settings =
        new SignatureSettings(
            directory,
            trusted,
            options.flag("check_dates", true),
            new BarbicanSettings(
                options.text("barbican_endpoint"),
                options.text("barbican_api_version", "v1"),
                options.text("auth_endpoint", "http://localhost/identity/v3"),
                options.text("barbican_endpoint_type", "public"),
                options.text("barbican_region_name"),
                options.flag("verify_ssl", true),
                options.text("verify_ssl_path").map(Path::of)));
    problems.complain(PID);
    return settings;
  }
}
