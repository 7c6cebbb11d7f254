// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.io.IOException;
import org.oriel.disk.DiskSink;
import org.oriel.disk.WritePlan;

/** Where a conversion writes: a sink that knows what it can, and that can be taken back to. */
public interface Target extends DiskSink {
  /** In which order it can take bytes: what takes {@link WritePlan.Order#ANYWHERE} takes all. */
  WritePlan.Order reach();

  /**
   * Before the first write, and each time a conversion goes on after a stop: the file has these
   * bytes and nothing behind them.
   *
   * @param bytes zero to begin anew
   * @throws IOException also if the target cannot go back that far
   */
  void rewind(long bytes) throws IOException;

  /** What was written so far outlives a power failure, as far as this kind of target can. */
  void force() throws IOException;
}
