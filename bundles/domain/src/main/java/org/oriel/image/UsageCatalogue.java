// SPDX-License-Identifier: Apache-2.0
package org.oriel.image;

import java.util.Optional;

/**
 * Port: what the images of a project take up. Counted is every image that is neither deleted nor
 * killed, also one that waits for the scrubber: its data are still there.
 */
public interface UsageCatalogue {
  /** The property of an image that is being copied: stores that still wait for their copy. */
  String COPYING = "os_glance_importing_to_stores";

  /**
   * Bytes in stores: the size of each image as often as it has locations.
   *
   * @param except id of an image that does not count
   */
  long storedBytes(String project, Optional<String> except);

  /**
   * Bytes in the staging area: the sizes of images that are uploading or importing, or being copied
   * to further stores.
   */
  long stagedBytes(String project);

  /** Number of images. */
  long images(String project);

  /** Number of images whose data are on their way: uploaded, staged, imported or copied. */
  long uploading(String project);
}
