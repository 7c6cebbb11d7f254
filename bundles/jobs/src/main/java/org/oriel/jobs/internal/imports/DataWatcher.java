// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.conversion.FormatVerdict;
import org.oriel.conversion.Inspection;
import org.oriel.conversion.Inspector;
import org.oriel.image.Attributes;
import org.oriel.signature.Verification;
import org.oriel.storage.Watcher;

/** Looks at the data on their way into a store, and judges them by what the image declares. */
final class DataWatcher implements Watcher, AutoCloseable {
  private final Import wanted;
  private final Inspector inspector;
  private final FormatVerdict verdict;
  private final Inspection inspection;
  private final Optional<Verification> signature;
  private volatile OptionalLong virtualSize = OptionalLong.empty();

  /**
   * @param signature that the data are held against, if the image carries one
   */
  DataWatcher(
      Import wanted, Inspector inspector, boolean requireMatch, Optional<Verification> signature) {
    this.wanted = wanted;
    this.inspector = inspector;
    this.verdict = new FormatVerdict(requireMatch);
    this.inspection = inspector.begin();
    this.signature = signature;
  }

  @Override
  public void see(ByteBuffer bytes) {
    signature.ifPresent(it -> it.feed(bytes.duplicate()));
    inspection.feed(bytes);
  }

  @Override
  public void end(long size) {
    Attributes now = wanted.image().attributes();
    signature.ifPresent(it -> it.finish(now));
    virtualSize =
        verdict.judge(wanted.imageId(), now, inspection.finish(size), inspector.formats(), size);
  }

  @Override
  public void close() {
    inspection.close();
  }

  /** Bytes of the disk that the data describe, once they were seen to their end. */
  OptionalLong virtualSize() {
    return virtualSize;
  }
}
