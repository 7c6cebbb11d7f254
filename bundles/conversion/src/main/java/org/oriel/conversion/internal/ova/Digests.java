// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.ova;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.oriel.disk.FormatException;

/**
 * Digests the members while they pass by, and holds them against the manifest. While the manifest
 * is not known, each member is digested in all ways that it may name.
 */
final class Digests {
  private final Map<String, Map<Digest, String>> done = new HashMap<>();
  private Optional<Manifest> manifest = Optional.empty();
  private final Map<Digest, MessageDigest> now = new EnumMap<>(Digest.class);

  void manifest(Manifest known) {
    manifest = Optional.of(known);
  }

  void begin(String member) {
    now.clear();
    for (Digest digest : wanted(member)) {
      now.put(digest, digest.begin());
    }
  }

  private Set<Digest> wanted(String member) {
    if (manifest.isEmpty()) {
      return EnumSet.allOf(Digest.class);
    }
    Manifest.Entry entry = manifest.get().entries().get(member);
    return entry == null ? EnumSet.noneOf(Digest.class) : EnumSet.of(entry.digest());
  }

  void feed(ByteBuffer bytes) {
    now.values().forEach(digest -> digest.update(bytes.duplicate()));
  }

  void end(String member) {
    Map<Digest, String> hex = new EnumMap<>(Digest.class);
    now.forEach((digest, running) -> hex.put(digest, HexFormat.of().formatHex(running.digest())));
    done.put(member, hex);
  }

  /** All members have passed. */
  void verify() throws FormatException {
    if (manifest.isEmpty()) {
      return;
    }
    for (Map.Entry<String, Manifest.Entry> said : manifest.get().entries().entrySet()) {
      Map<Digest, String> digests = done.get(said.getKey());
      if (digests == null) {
        throw new FormatException.Corrupt("The manifest names a member that is not there.");
      }
      if (!said.getValue().hex().equals(digests.get(said.getValue().digest()))) {
        throw new FormatException.Corrupt("A member has another digest than the manifest says.");
      }
    }
  }
}
