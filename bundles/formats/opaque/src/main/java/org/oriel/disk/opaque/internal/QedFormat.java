// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.opaque.internal;

import java.nio.ByteBuffer;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.Limits;
import org.oriel.disk.Match;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.Verdict;
import org.osgi.service.component.annotations.Component;

/**
 * QED, QEMU's format between qcow2 of old and of now (docs/interop/qed_spec.txt of QEMU, "Header").
 * Nobody makes it any more, and it can name a backing file: always refused.
 */
@Component
public final class QedFormat implements DiskFormat {
  private static final byte[] MARK = Marks.mark("QED\0");

  @Override
  public String name() {
    return "qed";
  }

  @Override
  public Match probe(ByteBuffer head, ByteBuffer tail) {
    return Marks.has(head, 0, MARK) ? Match.YES : Match.NO;
  }

  @Override
  public StreamInspector inspector(Limits limits) {
    return new Window(0, MARK.length, QedFormat::judge);
  }

  private static Verdict judge(ByteBuffer head, long length) {
    return Marks.has(head, 0, MARK)
        ? new Verdict.Unfit(Verdict.Reason.UNSAFE, "The format qed is not accepted.")
        : new Verdict.Other();
  }
}
