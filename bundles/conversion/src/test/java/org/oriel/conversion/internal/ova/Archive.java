// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.ova;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Makes tars, right ones and wrong ones. */
final class Archive {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String ovf(String files, String disks) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1"
        xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
      <References>%s</References>
      <DiskSection><Info>Disks</Info>%s</DiskSection>
      <VirtualSystem ovf:id="machine"><Info>A machine</Info></VirtualSystem>
    </Envelope>
    """
        .formatted(files, disks);
  }

  static String file(String id, String href) {
    return "<File ovf:id=\"" + id + "\" ovf:href=\"" + href + "\" ovf:size=\"7\"/>";
  }

  static String disk(String file, String capacity, String unit) {
    return "<Disk ovf:diskId=\"d\" ovf:fileRef=\"%s\" ovf:capacity=\"%s\" ovf:capacityAllocationUnits=\"%s\"/>"
        .formatted(file, capacity, unit);
  }

  /** A description of one disk in {@code disk.vmdk}. */
  static String ovf() {
    return ovf(file("f", "disk.vmdk"), disk("f", "20", "byte * 2^30"));
  }

  static String line(String algorithm, String name, byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm.replace("SHA", "SHA-")).digest(content);
      return algorithm + "(" + name + ")= " + HexFormat.of().formatHex(digest) + "\n";
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** A regular file. */
  Archive add(String name, byte[] content) {
    return add(name, '0', content);
  }

  Archive add(String name, String content) {
    return add(name, ascii(content));
  }

  Archive add(String name, char type, byte[] content) {
    byte[] header = header(name, type, String.format("%011o", content.length));
    out.writeBytes(header);
    out.writeBytes(content);
    out.writeBytes(new byte[-content.length & 511]);
    return this;
  }

  static byte[] header(String name, char type, String size) {
    byte[] header = new byte[512];
    byte[] nameBytes = ascii(name);
    System.arraycopy(nameBytes, 0, header, 0, Math.min(100, nameBytes.length));
    System.arraycopy(ascii("0000644\0000000000\0000000000\000"), 0, header, 100, 24);
    System.arraycopy(ascii(size), 0, header, 124, size.length());
    System.arraycopy(ascii("14000000000"), 0, header, 136, 11);
    header[156] = (byte) type;
    System.arraycopy(ascii("ustar\00000"), 0, header, 257, 8);
    return sign(header);
  }

  static byte[] sign(byte[] header) {
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte value : header) {
      sum += Byte.toUnsignedInt(value);
    }
    System.arraycopy(ascii(String.format("%06o\0 ", sum)), 0, header, 148, 8);
    return header;
  }

  Archive raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** Ends it as tar does. */
  byte[] end() {
    out.writeBytes(new byte[1024]);
    return out.toByteArray();
  }

  byte[] unfinished() {
    return out.toByteArray();
  }
}
