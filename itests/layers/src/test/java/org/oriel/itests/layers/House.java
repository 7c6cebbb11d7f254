// SPDX-License-Identifier: Apache-2.0
package org.oriel.itests.layers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads the rooms from a directory laid out as {@code bundles/}: POMs and built manifests. */
final class House {
  private static final String PREFIX = "org.oriel.";

  /** Not rooms: build-only modules, and the packaging of foreign frameworks. */
  private static final Set<String> NOT_ROOMS = Set.of("base", "blocks", "codec", "testkit");

  private House() {}

  /**
   * All rooms below {@code bundles}.
   *
   * @throws IOException when a POM or a manifest cannot be read, or a bundle has not been built
   */
  static List<Room> rooms(Path bundles) throws IOException {
    List<Path> poms;
    try (Stream<Path> files = Files.walk(bundles, 3)) {
      poms =
          files
              .filter(file -> file.endsWith("pom.xml"))
              .filter(file -> !file.toString().contains("frameworks"))
              .sorted()
              .toList();
    }
    List<Room> rooms = new ArrayList<>();
    for (Path pom : poms) {
      Element project = parse(pom);
      String artifact = child(project, "artifactId");
      if (!artifact.startsWith(PREFIX) || NOT_ROOMS.contains(artifact.substring(PREFIX.length()))) {
        continue;
      }
      Manifest manifest = manifest(pom.resolveSibling("target/classes/META-INF/MANIFEST.MF"));
      Set<String> imports = packages(manifest, "Import-Package");
      imports.addAll(packages(manifest, "DynamicImport-Package"));
      rooms.add(
          new Room(
              artifact.substring(PREFIX.length()),
              dependencies(project),
              imports,
              packages(manifest, "Export-Package")));
    }
    return rooms;
  }

  private static Manifest manifest(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException("not built: " + file);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new Manifest(in);
    }
  }

  private static Set<String> dependencies(Element project) {
    Set<String> names = new LinkedHashSet<>();
    NodeList dependencies = project.getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      String artifact = child(dependency, "artifactId");
      boolean isOurs = child(dependency, "groupId").equals("org.oriel");
      if (isOurs && !child(dependency, "scope").equals("test")) {
        names.add(artifact.substring(PREFIX.length()));
      }
    }
    return names;
  }

  /** The package names of a manifest header, without attributes and directives. */
  static Set<String> packages(Manifest manifest, String header) {
    Set<String> names = new LinkedHashSet<>();
    String value = manifest.getMainAttributes().getValue(header);
    if (value == null) {
      return names;
    }
    boolean quoted = false;
    StringBuilder clause = new StringBuilder();
    for (char c : (value + ",").toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      }
      if (c == ',' && !quoted) {
        addNames(clause.toString(), names);
        clause.setLength(0);
      } else {
        clause.append(c);
      }
    }
    return names;
  }

  private static void addNames(String clause, Set<String> names) {
    for (String part : clause.split(";", -1)) {
      String name = part.strip();
      if (!name.isEmpty() && name.indexOf('=') < 0) {
        names.add(name);
      }
    }
  }

  /** Text of a direct child element; empty when there is none. */
  private static String child(Element parent, String name) {
    NodeList children = parent.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      if (children.item(i) instanceof Element element && element.getTagName().equals(name)) {
        return element.getTextContent().strip();
      }
    }
    return "";
  }

  private static Element parse(Path pom) throws IOException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    try (InputStream in = Files.newInputStream(pom)) {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newDocumentBuilder().parse(in).getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("not a readable POM: " + pom, e);
    }
  }
}
