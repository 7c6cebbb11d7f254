// SPDX-License-Identifier: Apache-2.0
package org.oriel.testkit.catalogue;

import java.time.Clock;

/** What a catalogue's own test class has to say. */
public interface CatalogueFixture {
  /** Name of the node under test. */
  String NODE = "here";

  /**
   * Opens the records under test as one node sees them. All calls within one test mean the same
   * records, which are empty when the test starts.
   */
  Catalogues open(String node, Clock clock);

  /** The clock of the test, at a whole second. */
  SetClock clock();

  /** {@link #open} as {@link #NODE} by {@link #clock()}. */
  default Catalogues open() {
    return open(NODE, clock());
  }
}
