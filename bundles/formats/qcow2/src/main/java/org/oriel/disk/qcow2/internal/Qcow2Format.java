// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.nio.ByteBuffer;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.Limits;
import org.oriel.disk.Match;
import org.oriel.disk.StreamInspector;
import org.osgi.service.component.annotations.Component;

/** Recognises qcow2, and its ancestor qcow, which is refused. */
@Component
public final class Qcow2Format implements DiskFormat {
  static final String NAME = "qcow2";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Match probe(ByteBuffer head, ByteBuffer tail) {
    for (int i = 0; i < Header.MAGIC.length; i++) {
      if (head.remaining() <= i || head.get(head.position() + i) != Header.MAGIC[i]) {
        return Match.NO;
      }
    }
    return Match.YES;
  }

  @Override
  public StreamInspector inspector(Limits limits) {
    return new Qcow2Inspector(limits);
  }
}
