// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.oriel.conversion.Finding;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.Match;
import org.oriel.disk.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one finding out of all verdicts: whoever saw its mark beats those who only may be right;
 * raw is what nobody else claims; several claims are refused, but for an ISO image that can be
 * booted from a disk, too.
 */
final class Decision {
  private static final Logger LOG = LoggerFactory.getLogger(Decision.class);
  private static final String RAW = "raw";
  private static final String ISO = "iso";
  private static final String GPT = "gpt";
  private static final Set<String> BOOTABLE_ISO = Set.of(ISO, GPT);

  /** Glance's word for all that is checked in a boot sector. */
  private static final String BOOT_SECTOR_CHECK = "mbr";

  private final boolean bootSectorsMayFail;

  /**
   * A maker of findings.
   *
   * @param nonfatalGptChecks checks of boot sectors that only warn, by Glance's words
   */
  Decision(Set<String> nonfatalGptChecks) {
    this.bootSectorsMayFail = nonfatalGptChecks.contains(BOOT_SECTOR_CHECK);
  }

  Finding of(List<Watch> watches, long length) {
    Map<String, Verdict> sure = new TreeMap<>();
    Map<String, Verdict> perhaps = new TreeMap<>();
    for (Watch watch : watches) {
      Verdict verdict = lenient(watch.name(), watch.verdict(length), length);
      if (!(verdict instanceof Verdict.Other)) {
        (watch.match() == Match.YES ? sure : perhaps).merge(watch.name(), verdict, Decision::worse);
      }
    }
    Map<String, Verdict> claims = claims(sure.isEmpty() ? perhaps : sure);
    List<String> objections = new ArrayList<>();
    for (Watch watch : watches) {
      if (watch.failed()) {
        objections.add("The data could not be inspected for format " + watch.name() + ".");
      }
    }
    objections.addAll(against(claims));
    Set<String> formats = claims.isEmpty() ? Set.of(RAW) : claims.keySet();
    return new Finding(
        formats,
        objections.isEmpty() ? virtualSize(claims) : OptionalLong.empty(),
        objections.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", objections)));
  }

  private Verdict lenient(String format, Verdict verdict, long length) {
    if (bootSectorsMayFail && format.equals(GPT) && verdict instanceof Verdict.Unfit unfit) {
      LOG.warn("A boot sector is taken all the same: {}", unfit.detail());
      return new Verdict.Sound(new DiskInfo(GPT, length));
    }
    return verdict;
  }

  /** Two versions of a plugin may be there at once. */
  private static Verdict worse(Verdict one, Verdict other) {
    return one instanceof Verdict.Unfit ? one : other;
  }

  private static Map<String, Verdict> claims(Map<String, Verdict> all) {
    Map<String, Verdict> claims = new TreeMap<>(all);
    if (claims.size() > 1) {
      claims.remove(RAW);
    }
    if (claims.keySet().equals(BOOTABLE_ISO)) {
      claims.keySet().retainAll(Set.of(ISO));
    }
    return claims;
  }

  private static List<String> against(Map<String, Verdict> claims) {
    List<String> objections = new ArrayList<>();
    if (claims.size() > 1) {
      String names = String.join(", ", new TreeSet<>(claims.keySet()));
      objections.add("The data is of several formats at once: " + names + ".");
    }
    for (Verdict verdict : claims.values()) {
      if (verdict instanceof Verdict.Unfit unfit) {
        objections.add(unfit.detail());
      }
    }
    return objections;
  }

  private static OptionalLong virtualSize(Map<String, Verdict> claims) {
    return claims.values().stream()
        .filter(Verdict.Sound.class::isInstance)
        .mapToLong(verdict -> ((Verdict.Sound) verdict).info().virtualSize())
        .findFirst();
  }
}
