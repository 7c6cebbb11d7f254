// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.convert;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.oriel.disk.WriteOptions;
import org.oriel.disk.WritePlan;

/**
 * What a conversion began with. Another goes on only if it has the same head; identity and time of
 * the new disk it takes over.
 */
record JournalHead(
    long sourceBytes,
    long virtualBytes,
    String from,
    String to,
    int unit,
    WritePlan.Order order,
    boolean parallel,
    long length,
    boolean compressed,
    WriteOptions.Tables tables,
    UUID identity,
    Instant created,
    SortedMap<String, String> named) {

  static JournalHead of(
      long sourceBytes,
      long virtualBytes,
      String from,
      String to,
      WritePlan plan,
      WriteOptions options) {
    return new JournalHead(
        sourceBytes,
        virtualBytes,
        from,
        to,
        plan.unit(),
        plan.order(),
        plan.parallel(),
        plan.length().orElse(-1),
        options.compressed(),
        options.tables(),
        options.identity(),
        options.created(),
        new TreeMap<>(options.named()));
  }

  /** The options of the work that goes on. */
  WriteOptions options(WriteOptions wanted) {
    return new WriteOptions(
        wanted.compressed(), wanted.tables(), identity, created, wanted.named());
  }

  ByteBuffer encoded() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(Noted.HEAD);
      out.writeLong(sourceBytes);
      out.writeLong(virtualBytes);
      out.writeUTF(from);
      out.writeUTF(to);
      out.writeInt(unit);
      out.writeUTF(order.name());
      out.writeBoolean(parallel);
      out.writeLong(length);
      out.writeBoolean(compressed);
      out.writeUTF(tables.name());
      out.writeUTF(identity.toString());
      out.writeLong(created.getEpochSecond());
      out.writeInt(created.getNano());
      out.writeInt(named.size());
      for (Map.Entry<String, String> option : named.entrySet()) {
        out.writeUTF(option.getKey());
        out.writeUTF(option.getValue());
      }
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  static JournalHead decoded(ByteBuffer entry) throws IOException {
    byte[] bytes = new byte[entry.remaining()];
    entry.get(bytes);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return new JournalHead(
          in.readLong(),
          in.readLong(),
          in.readUTF(),
          in.readUTF(),
          in.readInt(),
          WritePlan.Order.valueOf(in.readUTF()),
          in.readBoolean(),
          in.readLong(),
          in.readBoolean(),
          WriteOptions.Tables.valueOf(in.readUTF()),
          UUID.fromString(in.readUTF()),
          Instant.ofEpochSecond(in.readLong(), in.readInt()),
          named(in));
    } catch (IllegalArgumentException e) {
      throw new IOException("The journal begins with what no conversion noted", e);
    }
  }

  private static SortedMap<String, String> named(DataInputStream in) throws IOException {
    SortedMap<String, String> named = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      named.put(in.readUTF(), in.readUTF());
    }
    return named;
  }
}
