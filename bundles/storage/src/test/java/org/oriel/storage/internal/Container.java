// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.oriel.storage.Storage;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The framework that Karaf stands on, with declarative services, configuration, and the bundle
 * under test; the contract packages come from the test's own class path, so that it can use them.
 */
final class Container {
  private static final String SHARED =
      "org.slf4j;version=1.7.36,org.osgi.service.cm;version=1.6.1,"
          + "org.oriel.storage;version=1.0,org.oriel.image;version=1.0,org.oriel.store;version=1.0";

  private final Framework framework;
  private final Path scratch;

  Container(Path scratch) throws Exception {
    this.scratch = scratch;
    Map<String, String> options = new HashMap<>();
    options.put(Constants.FRAMEWORK_STORAGE, scratch.resolve("framework").toString());
    options.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED);
    options.put("ds.lock.timeout.milliseconds", "1000");
    framework =
        ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(options);
    framework.start();
    for (String name :
        List.of(
            "org.osgi.util.function",
            "org.osgi.util.promise",
            "org.osgi.service.component-",
            "org.apache.felix.configadmin",
            "org.apache.felix.scr")) {
      framework.getBundleContext().installBundle(onClassPath(name).toUri().toString());
    }
    install(StorageService.class);
    for (Bundle bundle : framework.getBundleContext().getBundles()) {
      bundle.start();
    }
  }

  private static Path onClassPath(String name) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.getFileName().toString().startsWith(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name));
  }

  private static Path home(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private Bundle install(Class<?> type) throws Exception {
    Path home = home(type);
    String location = (Files.isDirectory(home) ? "reference:" : "") + home.toUri();
    return framework.getBundleContext().installBundle(location);
  }

  /** Installs the bundle of a class as another version of itself, and starts it. */
  Bundle drop(Class<?> type, String version) throws Exception {
    Path home = home(type);
    Path jar = scratch.resolve(type.getSimpleName() + "-" + version + ".jar");
    if (Files.isDirectory(home)) {
      pack(home, jar, version);
    } else {
      try (FileSystem zip = FileSystems.newFileSystem(home)) {
        pack(zip.getPath("/"), jar, version);
      }
    }
    Bundle bundle = framework.getBundleContext().installBundle(jar.toUri().toString());
    bundle.start();
    return bundle;
  }

  private static void pack(Path from, Path jar, String version) throws IOException {
    Manifest manifest;
    try (InputStream in = Files.newInputStream(from.resolve("META-INF/MANIFEST.MF"))) {
      manifest = new Manifest(in);
    }
    manifest.getMainAttributes().put(new Attributes.Name(Constants.BUNDLE_VERSION), version);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream target = new JarOutputStream(out, manifest);
        Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = from.relativize(file).toString();
        if (Files.isRegularFile(file) && !name.equals("META-INF/MANIFEST.MF")) {
          target.putNextEntry(new ZipEntry(name));
          Files.copy(file, target);
        }
      }
    }
  }

  Storage storage() throws Exception {
    return service(Storage.class);
  }

  private <T> T service(Class<T> type) throws Exception {
    // The system bundle does not find services of exported packages in the plain way.
    BundleContext context = framework.getBundleContext();
    for (int i = 0; i < 1000; i++) {
      ServiceReference<?>[] found = context.getAllServiceReferences(type.getName(), null);
      if (found != null) {
        return type.cast(context.getService(found[0]));
      }
      Thread.sleep(10);
    }
    throw new IllegalStateException("no service " + type.getName());
  }

  void configure(Map<String, String> storage) throws Exception {
    update(service(ConfigurationAdmin.class).getConfiguration("org.oriel.storage", "?"), storage);
  }

  Configuration configureStore(String id, String type, Map<String, String> options)
      throws Exception {
    Map<String, String> all = new HashMap<>(options);
    all.put("name", id);
    all.put("type", type);
    Configuration configuration =
        service(ConfigurationAdmin.class).getFactoryConfiguration("org.oriel.store", id, "?");
    update(configuration, all);
    return configuration;
  }

  private static void update(Configuration configuration, Map<String, String> values)
      throws IOException {
    configuration.update(FrameworkUtil.asDictionary(Map.<String, Object>copyOf(values)));
  }

  void stop() throws Exception {
    framework.stop();
    framework.waitForStop(60_000);
  }
}
