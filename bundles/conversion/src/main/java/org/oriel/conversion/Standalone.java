// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import java.util.Collection;
import org.oriel.conversion.internal.DiskInspector;
import org.oriel.conversion.internal.convert.ConverterService;
import org.oriel.conversion.internal.convert.FormatTable;
import org.oriel.conversion.internal.convert.Offered;
import org.oriel.disk.DiskFormat;

/** The services of this room without a container, with formats that never change. */
public final class Standalone implements AutoCloseable {
  private static final String PLUGIN = "class path";

  private final FormatTable formats = new FormatTable(0);
  private final DiskInspector inspector = new DiskInspector();
  private final ConverterService converter = new ConverterService(formats);

  public Standalone(Collection<DiskFormat> offered) {
    for (DiskFormat format : offered) {
      formats.offer(Offered.of(format, PLUGIN, "0", 0, 0));
      inspector.addFormat(format);
    }
  }

  public Formats formats() {
    return formats;
  }

  public Inspector inspector() {
    return inspector;
  }

  public Converter converter() {
    return converter;
  }

  /** Ends idle threads. */
  @Override
  public void close() {
    converter.stop();
  }
}
