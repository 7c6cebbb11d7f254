// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.oriel.image.Attributes;
import org.oriel.image.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether data may be what an image declares, from what they were found to be. */
public final class FormatVerdict {
  private static final Logger LOG = LoggerFactory.getLogger(FormatVerdict.class);
  private static final String RAW = "raw";
  private static final String ISO = "iso";
  private static final String GPT = "gpt";
  private static final String BARE = "bare";
  private static final String COMPRESSED = "compressed";
  private static final String OVA = "ova";

  /** A bootable disc carries both: it is one thing all the same. */
  private static final Set<String> HYBRID_DISC = Set.of(ISO, GPT);

  /** Glance recognises none of these, and takes for them whatever is nothing else. */
  private static final Set<String> TAKEN_UNSEEN = Set.of("ami", "ari", "aki", "ploop");

  private final boolean requireMatch;

  /**
   * A judge.
   *
   * @param requireMatch whether data must be of the declared disk format
   */
  public FormatVerdict(boolean requireMatch) {
    this.requireMatch = requireMatch;
  }

  /**
   * The virtual size to note, if one is known. Bare data must be of the declared disk format, and
   * so must be what is inside of compressed data; the disks inside of an OVA, and whatever other
   * containers hold at their front, must be harmless.
   *
   * @param declared what the image declares now
   * @param recognisable formats that would have been recognised
   * @param size bytes of the data
   * @throws Refusal.Unsupported if the data must not be taken
   */
  public OptionalLong judge(
      String imageId, Attributes declared, Finding finding, Set<String> recognisable, long size) {
    if (declared.diskFormat().isEmpty()) {
      return OptionalLong.empty();
    }
    String disk = declared.diskFormat().get();
    String container = declared.containerFormat().orElse(BARE);
    // A tar is not compressed: what is in it matters only where it is said to be an OVA.
    Optional<Contents> contents =
        finding
            .contents()
            .filter(inside -> container.equals(OVA) || !inside.container().equals(OVA));
    if (container.equals(BARE)) {
      return judge(imageId, disk, finding, recognisable, size);
    }
    if (contents.isEmpty() || !Set.of(COMPRESSED, OVA).contains(container)) {
      requireHarmless(finding);
      return OptionalLong.empty();
    }
    refuse(contents.get().objection());
    for (Finding inside : contents.get().disks()) {
      if (container.equals(COMPRESSED)) {
        judge(imageId, disk, inside, recognisable, size);
      } else {
        requireHarmless(inside);
      }
    }
    return OptionalLong.empty();
  }

  /**
   * The virtual size to note, if one is known, of data without a container.
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
            || (detected.equals(RAW)
                && (TAKEN_UNSEEN.contains(declared) || !recognisable.contains(declared)));
    if (!possible) {
      mismatch(imageId, declared, detected);
    } else if (!matches && declared.equals(RAW)) {
      LOG.warn("Image {} is declared raw, and its data look like {}", imageId, detected);
    }
    refuse(finding.objection());
    if (size == 0) {
      return OptionalLong.empty();
    }
    if (declared.equals(RAW)) {
      return OptionalLong.of(size);
    }
    return matches ? finding.virtualSize() : OptionalLong.empty();
  }

  /** A boot sector is too weak a mark to refuse what is said to be something else. */
  private static void requireHarmless(Finding finding) {
    if (!finding.is(GPT)) {
      refuse(finding.objection());
    }
  }

  private static void refuse(Optional<String> objection) {
    if (objection.isPresent()) {
      throw new Refusal.Unsupported("Image failed safety checks: " + objection.get());
    }
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
