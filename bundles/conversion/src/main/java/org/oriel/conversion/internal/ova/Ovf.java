// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.ova;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.oriel.disk.FormatException;

/**
 * The description of a virtual machine, as far as it speaks of files: DSP0243, sections 7.1 and
 * 9.1.
 *
 * @param files by id: names of members
 * @param disks disks that are in files
 */
record Ovf(Map<String, String> files, List<Entry> disks) {
  /**
   * A disk.
   *
   * @param file the id of its file
   * @param capacity bytes that it is said to have, not negative
   */
  record Entry(String file, long capacity) {}

  private static final int MOST = 256;
  private static final int MOST_ELEMENTS = 100_000;
  private static final int DEEPEST = 100;

  /**
   * @param xml in UTF-8
   */
  static Ovf of(byte[] xml) throws FormatException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setXMLResolver(
        (id, system, base, namespace) -> {
          throw new XMLStreamException("nothing else is read");
        });
    String text = text(xml);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
      try {
        return read(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | RuntimeException damaged) {
      throw new FormatException.Corrupt("The OVF is not sound XML.", damaged);
    }
  }

  private static String text(byte[] xml) throws FormatException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(xml)).toString();
    } catch (CharacterCodingException damaged) {
      throw new FormatException.Corrupt("The OVF is not UTF-8.", damaged);
    }
  }

  private static Ovf read(XMLStreamReader reader) throws XMLStreamException, FormatException {
    Map<String, String> files = new LinkedHashMap<>();
    List<Entry> disks = new ArrayList<>();
    int depth = 0;
    int elements = 0;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
        throw new FormatException.Unsafe("The OVF declares a document type.");
      }
      if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
        elements++;
        if (depth > DEEPEST || elements > MOST_ELEMENTS) {
          throw new FormatException.Unsupported("The OVF has too many elements.");
        }
        element(reader, files, disks);
      }
      if (files.size() > MOST || disks.size() > MOST) {
        throw new FormatException.Unsupported("The OVF names too many files.");
      }
    }
    return new Ovf(files, disks);
  }

  private static void element(XMLStreamReader reader, Map<String, String> files, List<Entry> disks)
      throws FormatException {
    if (reader.getLocalName().equals("File")) {
      if (attribute(reader, "compression").filter(how -> !how.equals("identity")).isPresent()
          || attribute(reader, "chunkSize").isPresent()) {
        throw new FormatException.Unsupported("Files in pieces or packed are not accepted.");
      }
      String id = required(reader, "id");
      if (files.put(id, required(reader, "href")) != null) {
        throw new FormatException.Corrupt("Two files of the OVF have one id.");
      }
    }
    if (reader.getLocalName().equals("Disk")) {
      if (attribute(reader, "parentRef").isPresent()) {
        throw new FormatException.Unsafe("A parent disk is not accepted.");
      }
      Optional<String> file = attribute(reader, "fileRef");
      if (file.isPresent()) {
        String capacity = required(reader, "capacity");
        String unit = attribute(reader, "capacityAllocationUnits").orElse("byte");
        disks.add(new Entry(file.get(), Capacity.bytes(capacity, unit)));
      }
    }
  }

  private static String required(XMLStreamReader reader, String name) throws FormatException {
    return attribute(reader, name)
        .orElseThrow(
            () -> new FormatException.Corrupt("A file or disk of the OVF lacks its " + name + "."));
  }

  /** An attribute by its local name: its namespace differs between versions. */
  private static Optional<String> attribute(XMLStreamReader reader, String name) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (reader.getAttributeLocalName(i).equals(name)) {
        return Optional.of(reader.getAttributeValue(i));
      }
    }
    return Optional.empty();
  }
}
