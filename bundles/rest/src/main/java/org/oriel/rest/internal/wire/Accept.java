// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a client says it accepts. */
public final class Accept {
  private record Range(String type, String subtype, double quality) {
    /** How well this range fits a media type: 0 not at all, 3 exactly. */
    int fit(String wantedType, String wantedSubtype) {
      if (type.equals("*")) {
        return subtype.equals("*") ? 1 : 0;
      }
      if (!type.equals(wantedType)) {
        return 0;
      }
      return subtype.equals(wantedSubtype) ? 3 : subtype.equals("*") ? 2 : 0;
    }
  }

  private final List<Range> ranges;

  private Accept(List<Range> ranges) {
    this.ranges = ranges;
  }

  /** Reads the header; what cannot be read in it is as if it were not there. */
  public static Accept of(Optional<String> header) {
    List<Range> ranges = new ArrayList<>();
    for (String element : header.orElse("").split(",", -1)) {
      String[] parts = element.toLowerCase(Locale.ROOT).split(";", -1);
      String[] type = parts[0].trim().split("/", -1);
      if (type.length == 2) {
        ranges.add(new Range(type[0], type[1], quality(parts)));
      }
    }
    return new Accept(ranges);
  }

  /** The best of the offered media types, the earlier one among equals; empty if none is wanted. */
  public Optional<String> best(List<String> offers) {
    Optional<String> best = Optional.empty();
    double bestQuality = 0;
    for (String offer : offers) {
      double quality = quality(offer);
      if (quality > bestQuality) {
        best = Optional.of(offer);
        bestQuality = quality;
      }
    }
    return best;
  }

  private double quality(String offer) {
    String[] type = offer.split("/", 2);
    int bestFit = 0;
    double quality = 0;
    for (Range range : ranges) {
      int fit = range.fit(type[0], type[1]);
      if (fit > bestFit) {
        bestFit = fit;
        quality = range.quality();
      }
    }
    return quality;
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].trim();
      if (parameter.startsWith("q=")) {
        try {
          return Math.min(1, Math.max(0, Double.parseDouble(parameter.substring(2))));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
