// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.oriel.conversion.Inspection;
import org.oriel.conversion.Inspector;
import org.oriel.conversion.internal.unpack.Unpackers;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.Limits;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Knows the format plugins that are there. A stream is watched by those that were there first. */
@Component(
    configurationPid = InspectionSettings.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class DiskInspector implements Inspector {
  private final CopyOnWriteArrayList<DiskFormat> formats = new CopyOnWriteArrayList<>();
  private final InspectionSettings settings;
  private final Unpackers unpackers;

  @Activate
  public DiskInspector(Map<String, Object> settings) {
    this(InspectionSettings.of(settings));
  }

  /** With the usual settings. */
  public DiskInspector() {
    this(InspectionSettings.DEFAULT);
  }

  private DiskInspector(InspectionSettings settings) {
    this.settings = settings;
    // All together may take a quarter of the heap.
    this.unpackers = new Unpackers(Runtime.getRuntime().maxMemory() / 4);
  }

  /** Whoever is looked into just now is told to come again. */
  @Deactivate
  public void stop() {
    unpackers.close();
  }

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
    return new ContainerInspection(disk(now), () -> disk(now), settings.unpacking(), unpackers);
  }

  private DiskInspection disk(List<DiskFormat> watching) {
    return new DiskInspection(
        watching.stream().map(format -> new Watch(format, Limits.DEFAULT)).toList(),
        new Decision(settings.nonfatalGptChecks()));
  }

  @Override
  public Set<String> formats() {
    return formats.stream().map(DiskFormat::name).collect(Collectors.toUnmodifiableSet());
  }
}
