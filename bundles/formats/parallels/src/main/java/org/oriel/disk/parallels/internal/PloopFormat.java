// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.parallels.internal;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.oriel.blocks.BlockDisk;
import org.oriel.blocks.Parsing;
import org.oriel.blocks.Passing;
import org.oriel.disk.Ability;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskInfo;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;
import org.oriel.disk.Match;
import org.oriel.disk.StreamInspector;
import org.osgi.service.component.annotations.Component;

/** The format of Parallels and Virtuozzo, which Glance calls ploop, and QEMU parallels. */
@Component
public final class PloopFormat implements DiskFormat {
  static final String NAME = "ploop";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.of(Ability.READ);
  }

  @Override
  public Match probe(ByteBuffer head, ByteBuffer tail) {
    return Header.extended(head).isPresent() ? Match.YES : Match.NO;
  }

  @Override
  public StreamInspector inspector(Limits limits) {
    return new Passing(new PloopParser(limits, false));
  }

  @Override
  public Disk open(DiskSource source, Limits limits) throws FormatException {
    PloopParser parser = new PloopParser(limits, true);
    DiskInfo info = Parsing.parse(source, parser);
    return new BlockDisk(source, info, parser.table());
  }
}
