// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.qcow2.internal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.oriel.base.Options;
import org.oriel.base.Problems;
import org.oriel.codec.zstd.Zstd;
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
import org.oriel.disk.WriteOption;
import org.oriel.disk.WriteOptions;
import org.oriel.disk.WritePlan;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Reads and writes qcow2; recognises its ancestor qcow, too, which is refused. */
// It works without a configuration, too: who uses a format alone, such as the disk tool, has none.
@Component(configurationPid = "org.oriel.formats.qcow2")
public final class Qcow2Format implements DiskFormat {
  static final String NAME = "qcow2";

  private final Zstd zstd = Zstd.find();
  private final boolean extendedL2;

  /** Lets no extended L2 entries in, as Glance. */
  public Qcow2Format() {
    this(Map.of());
  }

  @Activate
  public Qcow2Format(Map<String, Object> configuration) {
    this.extendedL2 = new Options(configuration, new Problems()).flag("extended_l2", false);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Ability> abilities() {
    return Set.of(Ability.READ, Ability.WRITE, Ability.COMPRESS);
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
    return new Qcow2Inspector(limits, extendedL2);
  }

  @Override
  public DiskInfo describe(DiskSource source, Limits limits) throws FormatException {
    return HeaderReader.read(source, limits).info();
  }

  @Override
  public Disk open(DiskSource source, Limits limits) throws FormatException {
    return Qcow2Disk.open(source, limits, zstd);
  }

  @Override
  public List<WriteOption> writeOptions() {
    return WriteSettings.OPTIONS;
  }

  @Override
  public WritePlan plan(DiskShape shape, WriteOptions options) throws FormatException {
    WriteSettings settings = WriteSettings.of(options);
    return options.tables() == WriteOptions.Tables.EARLY
        ? new EarlyPlan(settings, shape)
        : new LatePlan(settings, shape, zstd);
  }
}
