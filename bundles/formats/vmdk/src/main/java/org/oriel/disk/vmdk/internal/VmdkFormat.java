// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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
import org.oriel.disk.WriteOption;
import org.oriel.disk.WriteOptions;
import org.oriel.disk.WritePlan;
import org.osgi.service.component.annotations.Component;

/** VMDK in one file. What names other files is recognised, too, and refused. */
@Component
public final class VmdkFormat implements DiskFormat {
  static final String NAME = "vmdk";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.allOf(Ability.class);
  }

  @Override
  public Match probe(ByteBuffer head, ByteBuffer tail) {
    Mark mark = new Mark();
    for (int at = head.position(); at < head.limit(); at++) {
      Optional<Mark.Kind> kind = mark.feed(head.get(at));
      if (kind.isPresent()) {
        return kind.get() == Mark.Kind.OTHER ? Match.NO : Match.YES;
      }
    }
    return Match.NO;
  }

  @Override
  public StreamInspector inspector(Limits limits) {
    return new VmdkInspector(limits);
  }

  @Override
  public DiskInfo describe(DiskSource source, Limits limits) throws FormatException {
    return VmdkDisk.describe(source, limits);
  }

  @Override
  public Disk open(DiskSource source, Limits limits) throws FormatException {
    return VmdkDisk.open(source, limits);
  }

  @Override
  public List<WriteOption> writeOptions() {
    return Settings.options();
  }

  @Override
  public WritePlan plan(DiskShape shape, WriteOptions options) throws FormatException {
    Settings settings = Settings.of(options);
    Layout layout = Layout.of(shape.virtualSize(), settings, options.identity());
    return settings.stream()
        ? new StreamPlan(layout)
        : new SparsePlan(layout, shape, options.tables());
  }
}
