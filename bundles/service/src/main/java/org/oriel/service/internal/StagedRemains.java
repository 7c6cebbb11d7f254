// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.oriel.base.Options;
import org.oriel.base.Problems;
import org.oriel.base.Workers;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes, once at its start, staged data whose images are gone: an image may be deleted by a
 * server that does not reach the one which has the data. What is not named after an image is
 * somebody else's.
 */
@Component(
    service = StagedRemains.class,
    immediate = true,
    configurationPid = ImportSettings.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class StagedRemains {
  private static final Logger LOG = LoggerFactory.getLogger(StagedRemains.class);

  private final ImageCatalogue catalogue;
  private final ExecutorService worker = Workers.pool("service-staged-remains", 1, 1);

  @Activate
  public StagedRemains(@Reference ImageCatalogue catalogue, Map<String, Object> settings) {
    this.catalogue = catalogue;
    Optional<Path> directory =
        new Options(settings, new Problems()).text("staging_directory").map(Path::of);
    directory.ifPresent(place -> worker.execute(() -> sweep(place)));
    worker.shutdown();
  }

  /** Ends what it does. */
  @Deactivate
  public void stop() {
    worker.shutdownNow();
  }

  /** Waits for the end of what it does; for tests. */
  boolean ended(long seconds) throws InterruptedException {
    return worker.awaitTermination(seconds, TimeUnit.SECONDS);
  }

  private void sweep(Path directory) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> remains = files.filter(this::isRemains).toList();
      for (Path file : remains) {
        if (Files.deleteIfExists(file)) {
          LOG.info("Staged data {} belonged to no image any more; removed.", file.getFileName());
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("The staging area could not be searched for remains: {}", e.toString());
    }
  }

  private boolean isRemains(Path file) {
    String id = String.valueOf(file.getFileName()).replaceFirst("[.].*", "");
    return Image.isId(id)
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && catalogue.find(id, Caller.SYSTEM).isEmpty();
  }
}
