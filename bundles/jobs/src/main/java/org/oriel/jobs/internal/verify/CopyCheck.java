// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.image.Content;
import org.oriel.image.Image;
import org.oriel.image.ImageLocation;
import org.oriel.image.Multihash;
import org.oriel.image.Refusal;
import org.oriel.storage.ImageData;
import org.oriel.storage.Storage;

/** Reads one copy of an image's data, once, with one buffer, and compares it with the record. */
final class CopyCheck {
  private static final int SMALLEST_BUFFER = 4 << 10;
  private static final int LARGEST_BUFFER = 256 << 10;

  private final Storage storage;
  private final long bytesPerSecond;

  CopyCheck(Storage storage, long bytesPerSecond) {
    this.storage = storage;
    this.bytesPerSecond = bytesPerSecond;
  }

  Row check(Image image, ImageLocation location, String store, StopSign stop) throws Exception {
    Content record = image.content();
    Optional<MessageDigest> other = record.multihash().flatMap(CopyCheck::digest);
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    long read = 0;
    try (ImageData data = storage.open(List.of(location))) {
      String from = data.store();
      if (record.size().isPresent() && data.size() != record.size().getAsLong()) {
        return row(image, from, 0, Verdict.CORRUPT, sizes(data.size(), record));
      }
      read = read(data, md5, other, stop);
      return compare(image, from, read, md5, other);
    } catch (Refusal.NotFound e) {
      return row(image, store, 0, Verdict.MISSING, why(e));
    } catch (Refusal | IOException e) {
      return row(image, store, read, Verdict.UNREACHABLE, why(e));
    }
  }

  private static String why(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }

  private long read(ImageData data, MessageDigest md5, Optional<MessageDigest> other, StopSign stop)
      throws Exception {
    Throttle throttle = new Throttle(bytesPerSecond);
    ByteBuffer buffer = ByteBuffer.allocate(bufferSize());
    long read = 0;
    try (ReadableByteChannel channel = data.from(0)) {
      while (channel.read(buffer) >= 0) {
        byte[] bytes = buffer.array();
        int length = buffer.position();
        md5.update(bytes, 0, length);
        other.ifPresent(digest -> digest.update(bytes, 0, length));
        read += length;
        buffer.clear();
        throttle.pass(length, stop);
      }
    }
    return read;
  }

  private int bufferSize() {
    if (bytesPerSecond == 0) {
      return LARGEST_BUFFER;
    }
    return (int) Math.min(Math.max(bytesPerSecond / 8, SMALLEST_BUFFER), LARGEST_BUFFER);
  }

  private static Row compare(
      Image image, String store, long read, MessageDigest md5, Optional<MessageDigest> other) {
    Content record = image.content();
    List<String> differences = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    if (record.size().isEmpty()) {
      unknown.add("No size is recorded.");
    } else if (record.size().getAsLong() != read) {
      differences.add(sizes(read, record));
    }
    if (record.checksum().isEmpty()) {
      unknown.add("No checksum is recorded.");
    } else {
      compare("Checksum", hex(md5), record.checksum().get()).ifPresent(differences::add);
    }
    if (record.multihash().isEmpty()) {
      unknown.add("No multihash is recorded.");
    } else if (other.isEmpty()) {
      unknown.add("Algorithm " + record.multihash().get().algorithm() + " is not known.");
    } else {
      Multihash hash = record.multihash().get();
      compare("Digest " + hash.algorithm(), hex(other.get()), hash.value())
          .ifPresent(differences::add);
    }
    if (!differences.isEmpty()) {
      return row(image, store, read, Verdict.CORRUPT, String.join(" ", differences));
    }
    Verdict verdict = unknown.isEmpty() ? Verdict.GOOD : Verdict.UNVERIFIED;
    return row(image, store, read, verdict, String.join(" ", unknown));
  }

  private static Optional<String> compare(String what, String found, String recorded) {
    return found.equals(recorded.toLowerCase(Locale.ROOT))
        ? Optional.empty()
        : Optional.of(what + " is " + found + ", recorded is " + recorded + ".");
  }

  private static String sizes(long found, Content record) {
    OptionalLong size = record.size();
    return found + " bytes, recorded are " + (size.isPresent() ? size.getAsLong() : 0) + ".";
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  static Row row(Image image, String store, long read, Verdict verdict, String detail) {
    String name = image.attributes().name().orElse("");
    return new Row(image.id(), name, store, image.content().size(), read, verdict, detail);
  }

  /** Python's names of algorithms, as Java calls them: sha512, sha3_256, md5. */
  private static Optional<MessageDigest> digest(Multihash hash) {
    String name = hash.algorithm().toLowerCase(Locale.ROOT);
    String java =
        name.startsWith("sha3_")
            ? "SHA3-" + name.substring("sha3_".length())
            : name.replaceFirst("^sha", "SHA-");
    try {
      return Optional.of(MessageDigest.getInstance(java));
    } catch (NoSuchAlgorithmException unknown) {
      return Optional.empty();
    }
  }
}
