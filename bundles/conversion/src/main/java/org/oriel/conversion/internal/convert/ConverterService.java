// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.util.concurrent.ExecutorService;
import org.oriel.base.Workers;
import org.oriel.conversion.Conversion;
import org.oriel.conversion.ConversionOrder;
import org.oriel.conversion.ConversionProgress;
import org.oriel.conversion.Converter;
import org.oriel.conversion.Formats;
import org.oriel.conversion.Journal;
import org.oriel.disk.DiskSource;
import org.oriel.disk.FormatException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Converts with what all conversions share: helping threads and buffers, both limited. */
@Component(service = Converter.class)
public final class ConverterService implements Converter {
  /** 64 MiB in all. */
  private static final int MOST_BUFFERS = 64;

  private static final int MOST_HELPERS = 4 * Runtime.getRuntime().availableProcessors() + 60;

  private final ExecutorService helpers = Workers.handOver("conversion", MOST_HELPERS);
  private final PlannedConversion.Shared shared;

  @Activate
  public ConverterService(@Reference Formats formats) {
    shared = new PlannedConversion.Shared(formats, new BufferPool(MOST_BUFFERS), helpers);
  }

  @Deactivate
  public void stop() {
    helpers.shutdown();
  }

  @Override
  public Conversion prepare(
      DiskSource source, ConversionOrder order, Journal journal, ConversionProgress progress)
      throws FormatException {
    return new PlannedConversion(shared, source, order, journal, progress);
  }
}
