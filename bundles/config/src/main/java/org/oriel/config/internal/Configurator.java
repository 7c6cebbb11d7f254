// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.oriel.base.Problems;
import org.oriel.base.Workers;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration files when it starts and whenever they change. What is wrong changes
 * nothing: the configuration that was good last stays.
 */
@Component(
    immediate = true,
    service = {})
public final class Configurator {
  private static final Logger LOG = LoggerFactory.getLogger(Configurator.class);
  private static final long LOOK_SECONDS = 1;

  private final OptionTable table = OptionTable.shipped();
  private final Surroundings surroundings;
  private final Map<String, String> environment;
  private final Sources sources;
  private final ConfigurationWriter writer;
  private final ScheduledExecutorService timer;
  private final Future<?> looking;
  private String seen;
  private String applied;

  @Activate
  public Configurator(@Reference ConfigurationAdmin admin, BundleContext context)
      throws IOException {
    this(admin, surroundings(context), System.getenv());
  }

  Configurator(
      ConfigurationAdmin admin, Surroundings surroundings, Map<String, String> environment) {
    this.surroundings = surroundings;
    this.environment = Map.copyOf(environment);
    this.sources = new Sources(surroundings.data(), surroundings.conf());
    this.writer = new ConfigurationWriter(admin);
    this.seen = sources.fingerprint();
    this.applied = seen;
    apply();
    this.timer = Workers.timer("config");
    this.looking =
        timer.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private static Surroundings surroundings(BundleContext context) throws IOException {
    String base = Optional.ofNullable(context.getProperty("karaf.base")).orElse(".");
    Path data = Path.of(property(context, "oriel.data").orElse(base)).toAbsolutePath().normalize();
    Optional<Path> conf = property(context, "oriel.conf").map(Path::of).map(Path::toAbsolutePath);
    return new Surroundings(data, conf, property(context, "oriel.port"), NodeId.of(data));
  }

  private static Optional<String> property(BundleContext context, String name) {
    return Optional.ofNullable(context.getProperty(name)).filter(value -> !value.isBlank());
  }

  @Deactivate
  public void stop() {
    looking.cancel(false);
    timer.shutdown();
  }

  /** Applies a change one look later, so that a file that is being written is not read halfway. */
  private void look() {
    try {
      String now = sources.fingerprint();
      if (!now.equals(seen)) {
        seen = now;
      } else if (!now.equals(applied)) {
        applied = now;
        apply();
      }
    } catch (RuntimeException e) {
      LOG.error("Looking for changed configuration failed", e);
    }
  }

  private void apply() {
    Problems problems = new Problems();
    Plan plan = plan(problems);
    if (!problems.isEmpty()) {
      LOG.error("The configuration has problems and changes nothing:");
      problems.all().stream().distinct().forEach(LOG::error);
      return;
    }
    try {
      List<String> changed = writer.write(plan);
      plan.warnings().forEach(LOG::warn);
      LOG.info("Configuration read; changed: {}", changed.isEmpty() ? "nothing" : changed);
    } catch (IOException e) {
      LOG.error("Configuration could not be stored", e);
    }
  }

  private Plan plan(Problems problems) {
    Map<String, String> names = Map.of("DATA", surroundings.data().toString());
    Settings settings = new Settings(table, sources.read(problems), environment, names, problems);
    PasteFile paste = sources.paste(pasteFile(settings), problems);
    return Translation.translate(table, settings, surroundings, paste, problems);
  }

  /** The paste file, if it is there: beside glance-api.conf unless an option says another place. */
  private Optional<Path> pasteFile(Settings settings) {
    OptionRow row = table.get("paste_deploy", "config_file");
    String name = settings.value(row);
    Optional<Path> path =
        surroundings
            .confDirectory()
            .map(directory -> directory.resolve(name.isEmpty() ? "glance-api-paste.ini" : name));
    boolean there = path.filter(Files::exists).isPresent();
    if (!there && !name.isEmpty()) {
      LOG.warn("[paste_deploy] config_file is not there; the pipelines are those of Glance");
    }
    return there ? path : Optional.empty();
  }
}
