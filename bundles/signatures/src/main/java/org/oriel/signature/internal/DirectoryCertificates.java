// SPDX-License-Identifier: Apache-2.0
package org.oriel.signature.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Certificates as files of a directory: {@code ID.pem}, {@code ID.crt} or {@code ID.der}. */
final class DirectoryCertificates implements Certificates {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryCertificates.class);
  private static final List<String> ENDINGS = List.of(".pem", ".crt", ".der");

  private final Path directory;
  private final Pem pem;

  DirectoryCertificates(Path directory, Pem pem) {
    this.directory = directory;
    this.pem = pem;
  }

  /** Ids are UUIDs: nothing else can be a part of a path. */
  @Override
  public X509Certificate get(String id, Caller caller) throws Unverifiable {
    if (Image.isId(id)) {
      for (String ending : ENDINGS) {
        Path file = directory.resolve(id + ending);
        if (Files.isRegularFile(file)) {
          return pem.certificate(bytes(id, file));
        }
      }
    }
    throw Certificates.notFound(id);
  }

  private static byte[] bytes(String id, Path file) throws Unverifiable {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(Pem.MOST_BYTES);
    } catch (IOException e) {
      LOG.error("The certificate {} cannot be read: {}", file, e.toString());
      throw Certificates.notHad(id);
    }
  }
}
