// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.oriel.conversion.Inspection;
import org.oriel.conversion.Inspector;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.Limits;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Knows the format plugins that are there. A stream is watched by those that were there first. */
@Component
public final class DiskInspector implements Inspector {
  private final CopyOnWriteArrayList<DiskFormat> formats = new CopyOnWriteArrayList<>();

  @Activate
  public DiskInspector() {}

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeFormat")
  public void addFormat(DiskFormat format) {
    formats.add(format);
  }

  public void removeFormat(DiskFormat format) {
    formats.remove(format);
  }

  @Override
  public Inspection begin() {
    List<DiskFormat> now = List.copyOf(formats);
    return new DiskInspection(
        now.stream().map(format -> new Watch(format, Limits.DEFAULT)).toList());
  }

  @Override
  public Set<String> formats() {
    return formats.stream().map(DiskFormat::name).collect(Collectors.toUnmodifiableSet());
  }
}
