// SPDX-License-Identifier: Apache-2.0
package org.oriel.itests.features;

import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.vmOptions;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.karaf.options.LogLevelOption.LogLevel;

/** How Pax Exam starts the distribution that this build has made. */
final class Distribution {
  private static final String MAVEN = "etc/org.ops4j.pax.url.mvn.cfg";
  private static final String SYSTEM = "etc/custom.system.properties";

  private Distribution() {}

  /**
   * The distribution, listening on free ports; only its Maven settings are opened for Pax Exam's
   * own bundles.
   */
  static Option asBuilt(int port) {
    String karaf = System.getProperty("oriel.karaf.version", "");
    return composite(
        karafDistributionConfiguration()
            .frameworkUrl(Path.of(System.getProperty("oriel.distribution", "")).toUri().toString())
            .name("Oriel")
            .karafVersion(karaf)
            .useDeployFolder(false)
            .unpackDirectory(Path.of("target", "exam").toFile()),
        configureConsole().ignoreLocalConsole(),
        keepRuntimeFolder(),
        logLevel(LogLevel.INFO),
        vmOptions(moduleOptions(karaf)),
        vmOptions("-Xmx512m", "-XX:+UseSerialGC", "-Djava.awt.headless=true"),
        editConfigurationFilePut(SYSTEM, "oriel.port", Integer.toString(port)),
        editConfigurationFilePut(SYSTEM, "oriel.test.port", Integer.toString(port)),
        editConfigurationFilePut(SYSTEM, "oriel.ssh.port", Integer.toString(freePort())),
        editConfigurationFilePut(
            MAVEN,
            "org.ops4j.pax.url.mvn.localRepository",
            System.getProperty("org.ops4j.pax.url.mvn.localRepository", "")),
        editConfigurationFilePut(
            MAVEN,
            "org.ops4j.pax.url.mvn.repositories",
            "https://repo.maven.apache.org/maven2@id=central"));
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port", e);
    }
  }

  /** As bin/server starts it; the container takes paths relative to the unpacked distribution. */
  private static String[] moduleOptions(String karaf) {
    return new String[] {
      "--add-reads=java.xml=java.logging",
      "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED",
      "--patch-module",
      "java.base=lib/endorsed/org.apache.karaf.specs.locator-" + karaf + ".jar",
      "--patch-module",
      "java.xml=lib/endorsed/org.apache.karaf.specs.java.xml-" + karaf + ".jar",
      "--add-opens=java.base/java.security=ALL-UNNAMED",
      "--add-opens=java.base/java.net=ALL-UNNAMED",
      "--add-opens=java.base/java.lang=ALL-UNNAMED",
      "--add-opens=java.base/java.util=ALL-UNNAMED",
      "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
      "--add-opens=java.rmi/sun.rmi.transport.tcp=ALL-UNNAMED",
      "--add-exports=java.base/sun.net.www.protocol.file=ALL-UNNAMED",
      "--add-exports=java.base/sun.net.www.protocol.ftp=ALL-UNNAMED",
      "--add-exports=java.base/sun.net.www.protocol.http=ALL-UNNAMED",
      "--add-exports=java.base/sun.net.www.protocol.https=ALL-UNNAMED",
      "--add-exports=java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
      "--add-exports=java.base/sun.net.www.content.text=ALL-UNNAMED",
      "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
      "-classpath",
      "lib/jdk9plus/*:lib/boot/*"
    };
  }
}
