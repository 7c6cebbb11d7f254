// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.util.Locale;
import java.util.Set;
import org.oriel.image.ImageLocation;
import org.oriel.image.Refusal;
import org.oriel.storage.FoundData;
import org.oriel.storage.Storage;

/** Data that lie where a caller says, and that Oriel did not put there. */
final class ExternalData {
  /** Stores in which only Oriel puts things: an address there is another image's data. */
  private static final Set<String> OURS = Set.of("file", "filesystem", "swift+config", "memory");

  private final Storage storage;

  ExternalData(Storage storage) {
    this.storage = storage;
  }

  /**
   * Finds data.
   *
   * @throws Refusal.Invalid if there are none, or callers may not name the place
   */
  FoundData find(ImageLocation said) {
    int colon = said.url().indexOf(':');
    String scheme = colon < 0 ? "" : said.url().substring(0, colon).toLowerCase(Locale.ROOT);
    if (OURS.contains(scheme)) {
      throw invalid();
    }
    try {
      FoundData found = storage.inspect(said);
      if (found.size() > 0) {
        return found;
      }
    } catch (Refusal.Invalid | Refusal.NotFound e) {
      throw invalid();
    }
    throw invalid();
  }

  private static Refusal invalid() {
    return new Refusal.Invalid("Invalid location");
  }
}
