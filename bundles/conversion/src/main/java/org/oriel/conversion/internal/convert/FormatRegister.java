// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.oriel.conversion.FormatEntry;
import org.oriel.conversion.FormatLease;
import org.oriel.conversion.Formats;
import org.oriel.disk.DiskFormat;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the container's format plugins to the table. */
@Component(service = Formats.class, immediate = true)
public final class FormatRegister implements Formats {
  private static final Logger LOG = LoggerFactory.getLogger(FormatRegister.class);
  private static final long DRAIN_SECONDS = 30;

  private final FormatTable table = new FormatTable(DRAIN_SECONDS);
  private final Map<ServiceReference<DiskFormat>, Offered> offered = new ConcurrentHashMap<>();

  @Activate
  public FormatRegister() {}

  @Reference(
      service = DiskFormat.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void bindFormat(ServiceReference<DiskFormat> reference, DiskFormat format) {
    Bundle bundle = reference.getBundle();
    Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
    Offered added =
        Offered.of(
            format,
            bundle == null ? "?" : bundle.getSymbolicName(),
            (bundle == null ? Version.emptyVersion : bundle.getVersion()).toString(),
            ranking instanceof Integer number ? number : 0,
            (Long) reference.getProperty(Constants.SERVICE_ID));
    offered.put(reference, added);
    table.offer(added);
  }

  /** A plugin goes; returns when nobody uses it any more, or the limit is over. */
  void unbindFormat(ServiceReference<DiskFormat> reference) {
    Offered gone = offered.remove(reference);
    if (gone != null && !table.withdraw(gone)) {
      LOG.warn(
          "The plugin {} {} goes although its disk format {} is in use",
          gone.plugin(),
          gone.version(),
          gone.name());
    }
  }

  @Override
  public List<FormatEntry> list() {
    return table.list();
  }

  @Override
  public FormatLease lease(String name) throws FormatException {
    return table.lease(name);
  }

  @Override
  public FormatLease recognise(DiskSource source) throws FormatException {
    return table.recognise(source);
  }
}
