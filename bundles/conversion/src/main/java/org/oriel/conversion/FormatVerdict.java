// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.oriel.image.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether data may be what an image declares, from what they were found to be. */
public final class FormatVerdict {
  private static final Logger LOG = LoggerFactory.getLogger(FormatVerdict.class);
  private static final String RAW = "raw";
  private static final String ISO = "iso";

  /** A bootable disc carries both: it is one thing all the same. */
  private static final Set<String> HYBRID_DISC = Set.of(ISO, "gpt");

  private final boolean requireMatch;

  /**
   * @param requireMatch whether data must be of the declared disk format
   */
  public FormatVerdict(boolean requireMatch) {
    this.requireMatch = requireMatch;
  }

  /**
   * The virtual size to note, if one is known.
   *
   * @param declared the image's disk format
   * @param recognisable formats that would have been recognised
   * @throws Refusal.Unsupported if the data must not be taken
   */
  public OptionalLong judge(
      String imageId, String declared, Finding finding, Set<String> recognisable, long size) {
    String detected = detected(finding);
    boolean matches = detected.equals(declared);
    // What cannot be recognised looks raw, and what is raw may look like anything.
    boolean possible =
        matches
            || declared.equals(RAW)
            || (detected.equals(RAW) && !recognisable.contains(declared));
    if (!possible) {
      mismatch(imageId, declared, detected);
    }
    if (finding.objection().isPresent()) {
      throw new Refusal.Unsupported("Image failed safety checks: " + finding.objection().get());
    }
    if (size == 0) {
      return OptionalLong.empty();
    }
    if (declared.equals(RAW)) {
      return OptionalLong.of(size);
    }
    return matches ? finding.virtualSize() : OptionalLong.empty();
  }

  private static String detected(Finding finding) {
    if (finding.formats().equals(HYBRID_DISC)) {
      return ISO;
    }
    if (finding.formats().size() > 1) {
      throw new Refusal.Unsupported(
          "Image data claim to be of several formats: "
              + String.join(", ", new TreeSet<>(finding.formats())));
    }
    return finding.formats().stream().findFirst().orElse(RAW);
  }

  private void mismatch(String imageId, String declared, String detected) {
    String sentence = "Image disk_format " + declared + " does not match stream data " + detected;
    if (requireMatch) {
      throw new Refusal.Unsupported(sentence);
    }
    LOG.warn("Image {} is taken all the same: {}", imageId, sentence);
  }
}
