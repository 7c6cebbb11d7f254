// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageStatus;
import org.oriel.image.Multihash;
import org.oriel.image.Refusal;
import org.oriel.service.GivenLocation;

/** Judges digests that callers say their data have. */
final class GivenDigests {
  private static final int MD5_BYTES = 16;
  private static final Map<String, Integer> BYTES =
      Map.of("md5", 16, "sha1", 20, "sha224", 28, "sha256", 32, "sha384", 48, "sha512", 64);

  private final String algorithm;

  /**
   * @param algorithm the only one that an image can have a digest of
   */
  GivenDigests(String algorithm) {
    this.algorithm = algorithm;
  }

  /**
   * What is known of the data with the digests that come with locations.
   *
   * @throws Refusal.Conflict if they contradict each other or what is known, or cannot be
   */
  Content on(Image image, List<GivenLocation> locations) {
    Optional<String> checksum =
        only("checksum", locations, GivenLocation::checksum, image.content().checksum());
    Optional<Multihash> multihash =
        only("os_hash_value", locations, GivenLocation::multihash, image.content().multihash());
    if (image.status() != ImageStatus.QUEUED && (checksum.isPresent() || multihash.isPresent())) {
      throw new Refusal.Conflict(
          "New value(s) for checksum, os_hash_algo, os_hash_value may only be provided when image"
              + " status is 'queued'");
    }
    checksum.ifPresent(value -> requireHex("checksum", value, "md5", MD5_BYTES));
    multihash.ifPresent(this::require);
    Content known = image.content();
    return new Content(
        known.size(),
        known.virtualSize(),
        checksum.or(known::checksum),
        multihash.or(known::multihash),
        known.locations());
  }

  /** The one value that the locations agree on, unless it is known already. */
  private static <T> Optional<T> only(
      String name,
      List<GivenLocation> locations,
      Function<GivenLocation, Optional<T>> part,
      Optional<T> known) {
    List<T> values =
        locations.stream().flatMap(location -> part.apply(location).stream()).distinct().toList();
    if (values.size() > 1) {
      throw new Refusal.Conflict("Conflicting values for " + name);
    }
    if (values.isEmpty() || known.filter(values.get(0)::equals).isPresent()) {
      return Optional.empty();
    }
    if (known.isPresent()) {
      throw new Refusal.Conflict(name + " is already set with a different value");
    }
    return Optional.of(values.get(0));
  }

  private void require(Multihash given) {
    if (!given.algorithm().equals(algorithm)) {
      throw new Refusal.Conflict(
          "os_hash_algo must be " + algorithm + ", not " + shortened(given.algorithm()));
    }
    requireHex("os_hash_value", given.value(), algorithm, BYTES.getOrDefault(algorithm, 0));
  }

  private static void requireHex(String name, String value, String algorithm, int bytes) {
    int length = hexBytes(value);
    if (length < 0) {
      throw new Refusal.Conflict(
          name + " (" + shortened(value) + ") is not a valid hexadecimal value");
    }
    if (bytes > 0 && length != bytes) {
      throw new Refusal.Conflict(
          name
              + " ("
              + shortened(value)
              + ") is not the correct size for "
              + algorithm
              + " (should be "
              + bytes
              + " bytes)");
    }
  }

  /** Bytes that a hexadecimal text stands for; negative if it is none. */
  static int hexBytes(String text) {
    try {
      return HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT)).length;
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  /** Bytes of a digest; 0 for an algorithm that is not known. */
  static int bytes(String algorithm) {
    return BYTES.getOrDefault(algorithm, 0);
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200);
  }
}
