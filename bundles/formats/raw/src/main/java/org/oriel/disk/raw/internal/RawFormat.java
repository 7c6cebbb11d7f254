// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.raw.internal;

import java.nio.ByteBuffer;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.Limits;
import org.oriel.disk.Match;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.Verdict;
import org.osgi.service.component.annotations.Component;

/** Anything can be raw, and nothing can be wrong with it: there is no structure to be wrong. */
@Component
public final class RawFormat implements DiskFormat {
  private static final String NAME = "raw";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Match probe(ByteBuffer head, ByteBuffer tail) {
    return Match.MAYBE;
  }

  @Override
  public StreamInspector inspector(Limits limits) {
    return new StreamInspector() {
      @Override
      public boolean feed(ByteBuffer bytes) {
        bytes.position(bytes.limit());
        return false;
      }

      @Override
      public Verdict verdict(long length) {
        return new Verdict.Sound(new DiskInfo(NAME, length));
      }
    };
  }
}
