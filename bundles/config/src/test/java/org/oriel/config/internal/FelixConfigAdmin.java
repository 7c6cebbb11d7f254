// SPDX-License-Identifier: Apache-2.0
package org.oriel.config.internal;

import java.nio.file.Path;
import java.util.Map;
import org.apache.felix.cm.impl.ConfigurationManager;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.service.cm.ConfigurationAdmin;

/** The Config Admin that Karaf has, in a framework of its own. */
final class FelixConfigAdmin {
  private final Framework framework;

  FelixConfigAdmin(Path storage) throws BundleException {
    framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    storage.toString(),
                    Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                    "org.osgi.service.cm;version=1.6,org.osgi.service.coordinator;version=1.0,"
                        + "org.osgi.service.log;version=1.4,org.osgi.util.tracker;version=1.5"));
    framework.init();
    framework.start();
    String jar =
        ConfigurationManager.class.getProtectionDomain().getCodeSource().getLocation().toString();
    framework.getBundleContext().installBundle(jar).start();
  }

  ConfigurationAdmin admin() {
    return framework
        .getBundleContext()
        .getService(framework.getBundleContext().getServiceReference(ConfigurationAdmin.class));
  }

  void stop() throws BundleException, InterruptedException {
    framework.stop();
    framework.waitForStop(10_000);
  }
}
