// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.raw.internal;

import java.nio.ByteBuffer;
import java.util.Set;
import org.oriel.disk.Ability;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.DiskShape;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;
import org.oriel.disk.Match;
import org.oriel.disk.StreamInspector;
import org.oriel.disk.Verdict;
import org.oriel.disk.WriteOptions;
import org.oriel.disk.WritePlan;
import org.osgi.service.component.annotations.Component;

/** Anything can be raw, and nothing can be wrong with it: there is no structure to be wrong. */
@Component
public final class RawFormat implements DiskFormat {
  static final String NAME = "raw";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Ability> abilities() {
    return Set.of(Ability.READ, Ability.WRITE);
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

  @Override
  public Disk open(DiskSource source, Limits limits) throws FormatException {
    if (source.size() > limits.virtualBytes()) {
      throw new FormatException.Unsupported(
          "The disk would be larger than " + limits.virtualBytes() + " bytes.");
    }
    return new RawDisk(source);
  }

  @Override
  public WritePlan plan(DiskShape shape, WriteOptions options) throws FormatException {
    if (options.compressed()) {
      throw new FormatException.Unsupported("Raw disks cannot be compressed.");
    }
    for (String name : options.named().keySet()) {
      throw new FormatException.Unsupported("Raw disks have no option " + name + ".");
    }
    return new RawPlan(shape.virtualSize());
  }
}
