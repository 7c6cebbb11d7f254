// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.DoubleStream;
import org.oriel.storage.ImageData;
import org.oriel.storage.Stored;
import org.oriel.stores.file.internal.FileStoreType;
import org.oriel.testkit.store.Samples;

/**
 * Measures how near an intake of 1 GiB into a file store comes to what two cores allow: MD5 and
 * SHA-512 of the same bytes, each on a core of its own. Run by hand: directory, MiB, rounds.
 */
final class IngestSpeed {
  private static final int PIECE = 128 << 10;

  private final Path place;
  private final long bytes;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  private IngestSpeed(Path place, long bytes) {
    this.place = place;
    this.bytes = bytes;
  }

  public static void main(String[] arguments) throws Exception {
    Path place = Path.of(arguments[0]);
    IngestSpeed speed = new IngestSpeed(place, Long.parseLong(arguments[1]) << 20);
    try (Lab lab = new Lab()) {
      lab.offer(new FileStoreType(), "1.0.0");
      lab.define("disk", "file", Map.of("filesystem_store_datadir", place + "/images"));
      speed.run(lab, Integer.parseInt(arguments[2]));
    } finally {
      speed.threads.shutdown();
    }
  }

  private void run(Lab lab, int rounds) throws Exception {
    Path source = source();
    List<Cost> limits = new ArrayList<>();
    List<Cost> copies = new ArrayList<>();
    List<Cost> intakes = new ArrayList<>();
    List<Cost> readings = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      Cost limit = cost(this::digestsAlone);
      Cost copy = cost(() -> copyAndSync(source));
      String id = Samples.id();
      List<Stored> stored = new ArrayList<>();
      Cost intake = cost(() -> stored.add(intake(lab, source, id)));
      Cost reading = cost(() -> read(lab, stored.get(0)));
      lab.finder.discard(stored.get(0).location());
      show("round " + round, limit, copy, intake, reading);
      if (round > 0) {
        limits.add(limit);
        copies.add(copy);
        intakes.add(intake);
        readings.add(reading);
      }
    }
    show("median ", median(limits), median(copies), median(intakes), median(readings));
  }

  private void show(String what, Cost limit, Cost copy, Cost intake, Cost reading) {
    System.out.printf(
        Locale.ROOT,
        "%s: MiB/s (processor s/GiB): two digests alone %s, copy+fsync %s, intake %s, read %s;"
            + " intake reaches %.0f %% of the digests' rate, %.0f %% by processor time%n",
        what,
        text(limit),
        text(copy),
        text(intake),
        text(reading),
        100 * limit.seconds() / intake.seconds(),
        100 * limit.cpu() / intake.cpu());
  }

  private String text(Cost cost) {
    double mebibytes = bytes / 1048576.0;
    return String.format(
        Locale.ROOT, "%.0f (%.2f)", mebibytes / cost.seconds(), cost.cpu() * 1024 / mebibytes);
  }

  private static Cost median(List<Cost> costs) {
    return new Cost(
        median(costs.stream().mapToDouble(Cost::seconds)),
        median(costs.stream().mapToDouble(Cost::cpu)));
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Wall time, and the processor time of all threads: only the latter means much under load. */
  private record Cost(double seconds, double cpu) {}

  private static Cost cost(Callable<?> work) throws Exception {
    long cpu = processor().getProcessCpuTime();
    long began = System.nanoTime();
    work.call();
    return new Cost(
        (System.nanoTime() - began) / 1e9, (processor().getProcessCpuTime() - cpu) / 1e9);
  }

  private static OperatingSystemMXBean processor() {
    return (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  }

  private Path source() throws IOException {
    Path source = place.resolve("source");
    if (!Files.exists(source) || Files.size(source) != bytes) {
      try (FileChannel out =
          FileChannel.open(source, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        byte[] piece = Samples.bytes(1 << 20, 1);
        for (long at = 0; at < bytes; at += piece.length) {
          out.write(ByteBuffer.wrap(piece));
        }
      }
    }
    return source;
  }

  private Object digestsAlone() throws Exception {
    List<Future<?>> work = new ArrayList<>();
    for (String algorithm : List.of("MD5", "SHA-512")) {
      work.add(
          threads.submit(
              () -> {
                byte[] piece = Samples.bytes(PIECE, 1);
                MessageDigest digest = MessageDigest.getInstance(algorithm);
                for (long at = 0; at < bytes; at += PIECE) {
                  digest.update(piece);
                }
                return digest.digest();
              }));
    }
    for (Future<?> each : work) {
      each.get();
    }
    return work;
  }

  private Object copyAndSync(Path source) throws IOException {
    Path copy = place.resolve("copy");
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    try (FileChannel in = FileChannel.open(source);
        FileChannel out =
            FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (in.read(buffer) >= 0) {
        buffer.flip();
        out.write(buffer);
        buffer.clear();
      }
      out.force(true);
    } finally {
      Files.deleteIfExists(copy);
    }
    return copy;
  }

  private static Stored intake(Lab lab, Path source, String id) throws IOException {
    try (ReadableByteChannel data = FileChannel.open(source)) {
      return lab.put(Lab.intake("disk", id), data);
    }
  }

  private static Object read(Lab lab, Stored stored) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
    try (ImageData data = lab.finder.open(List.of(stored.location()));
        ReadableByteChannel channel = data.from(0)) {
      while (channel.read(buffer) >= 0) {
        buffer.clear();
      }
    }
    return buffer;
  }
}
