// SPDX-License-Identifier: Apache-2.0
package org.oriel.policy.internal.quota;

import java.util.Locale;
import java.util.Optional;
import org.oriel.image.UsageCatalogue;

/** What Keystone can limit, and how much of it a project takes up. */
enum Resource {
  IMAGE_SIZE_TOTAL,
  IMAGE_STAGE_TOTAL,
  IMAGE_COUNT_TOTAL,
  IMAGE_COUNT_UPLOADING;

  /** The name under which Keystone knows it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** MiB or images. */
  long used(UsageCatalogue catalogue, String project) {
    return switch (this) {
      case IMAGE_SIZE_TOTAL -> catalogue.storedBytes(project, Optional.empty()) >> 20;
      case IMAGE_STAGE_TOTAL -> catalogue.stagedBytes(project) >> 20;
      case IMAGE_COUNT_TOTAL -> catalogue.images(project);
      case IMAGE_COUNT_UPLOADING -> catalogue.uploading(project);
    };
  }
}
