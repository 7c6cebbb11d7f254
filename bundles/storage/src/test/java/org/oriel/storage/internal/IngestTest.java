// SPDX-License-Identifier: Apache-2.0
package org.oriel.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.oriel.image.ImageLocation;
import org.oriel.image.Refusal;
import org.oriel.storage.Intake;
import org.oriel.storage.SourceBroken;
import org.oriel.storage.Stored;
import org.oriel.storage.Watcher;
import org.oriel.stores.memory.internal.MemoryStoreType;
import org.oriel.testkit.store.Samples;

@Timeout(60)
class IngestTest {
  private final Lab lab = new Lab();

  @BeforeEach
  void open() {
    lab.offer(new MemoryStoreType(), "1.0.0");
    lab.define("fast", "memory", Map.of());
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void sizeAndDigestsAreThoseOfTheBytes() throws Exception {
    int buffer = RingPool.BUFFER_BYTES;
    for (int size : new int[] {0, 1, 65_536, 65_537, buffer, buffer + 1, 9 * buffer + 77}) {
      byte[] bytes = Samples.bytes(size, size);
      for (Map.Entry<String, String> algorithm :
          Map.of("md5", "MD5", "sha1", "SHA-1", "sha256", "SHA-256", "sha512", "SHA-512")
              .entrySet()) {
        Intake intake =
            new Intake(
                "fast", Samples.id(), OptionalLong.of(size), size, algorithm.getKey(), List.of());
        Stored stored = lab.put(intake, bytes);
        assertThat(stored.size()).isEqualTo(size);
        assertThat(stored.checksum()).isEqualTo(hex("MD5", bytes));
        assertThat(stored.multihash().algorithm()).isEqualTo(algorithm.getKey());
        assertThat(stored.multihash().value()).isEqualTo(hex(algorithm.getValue(), bytes));
        assertThat(lab.get(stored.location())).isEqualTo(bytes);
      }
    }
  }

  private static String hex(String algorithm, byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }

  @Test
  void locationNamesTheStoreOnlyAmongSeveral() {
    assertThat(lab.put("fast", "a", new byte[1]).location().store()).contains("fast");
    try (Lease lease = lab.table.lease("fast")) {
      Stored stored =
          lab.ingest.run(Lab.intake("fast", "b"), Lab.channel(new byte[1]), lease, false);
      assertThat(stored.location()).isEqualTo(new ImageLocation("memory://fast/b", Map.of()));
    }
  }

  @Test
  void watchersSeeAllBytesInOrderBeforeTheBlobIsVisible() {
    byte[] bytes = Samples.bytes(1_000_000, 1);
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    List<String> order = new ArrayList<>();
    Watcher first =
        new Watcher() {
          @Override
          public void see(ByteBuffer piece) {
            assertThat(piece.isReadOnly()).isTrue();
            while (piece.hasRemaining()) {
              seen.write(piece.get());
            }
          }

          @Override
          public void end(long size) {
            order.add("first " + size + " " + lab.table.slot("fast").orElseThrow().leases());
            assertThatThrownBy(() -> lab.get(at("fast", "x"))).isInstanceOf(Refusal.NotFound.class);
          }
        };
    Stored stored = lab.put(Lab.intake("fast", "x", first, ends(order)), bytes);
    assertThat(seen.toByteArray()).isEqualTo(bytes);
    assertThat(order).containsExactly("first 1000000 1", "second 1000000");
    assertThat(stored.size()).isEqualTo(1_000_000);
  }

  private static Watcher ends(List<String> order) {
    return new Watcher() {
      @Override
      public void see(ByteBuffer bytes) {
        bytes.position(bytes.limit());
      }

      @Override
      public void end(long size) {
        order.add("second " + size);
      }
    };
  }

  @Test
  void refusalOfAWatcherLeavesNothing() {
    for (boolean atOnce : new boolean[] {true, false}) {
      Watcher refusing =
          new Watcher() {
            @Override
            public void see(ByteBuffer bytes) {
              if (atOnce) {
                throw new Refusal.Unsupported("no such image");
              }
            }

            @Override
            public void end(long size) {
              throw new Refusal.Unsupported("no such image");
            }
          };
      assertThatThrownBy(
              () -> lab.put(Lab.intake("fast", "x", refusing), Samples.bytes(1_000_000, 1)))
          .isInstanceOf(Refusal.Unsupported.class)
          .hasMessage("no such image");
      assertThatThrownBy(() -> lab.get(at("fast", "x"))).isInstanceOf(Refusal.NotFound.class);
    }
    assertAllRoomIsBack();
  }

  @Test
  void anotherSizeThanAnnouncedIsRefused() {
    for (int size : new int[] {99, 101, 2_000_000}) {
      Intake intake = new Intake("fast", "x", OptionalLong.of(100), 1L << 40, "sha512", List.of());
      assertThatThrownBy(() -> lab.put(intake, new byte[size])).isInstanceOf(Refusal.Invalid.class);
    }
    assertAllRoomIsBack();
  }

  @Test
  void tooMuchIsNotReadToItsEnd() {
    Intake intake = new Intake("fast", "x", OptionalLong.empty(), 1_000_000, "sha512", List.of());
    Endless endless = new Endless();
    assertThatThrownBy(() -> lab.put(intake, endless)).isInstanceOf(Refusal.TooLarge.class);
    assertThat(endless.given).isLessThan(2_000_000);
    Intake announced =
        new Intake("fast", "x", OptionalLong.of(1_000_001), 1_000_000, "sha512", List.of());
    Endless untouched = new Endless();
    assertThatThrownBy(() -> lab.put(announced, untouched)).isInstanceOf(Refusal.TooLarge.class);
    assertThat(untouched.given).isZero();
    lab.put(intake, new byte[1_000_000]);
  }

  @Test
  void fullStoreIsTooLarge() {
    lab.define("small", "memory", Map.of("memory_store_max_bytes", "1000000"));
    assertThatThrownBy(() -> lab.put(Lab.intake("small", "x"), new Endless()))
        .isInstanceOf(Refusal.TooLarge.class);
    lab.put("small", "x", new byte[1_000_000]);
  }

  @Test
  void takenIdIsAConflict() throws Exception {
    byte[] bytes = Samples.bytes(100, 1);
    Stored stored = lab.put("fast", "x", bytes);
    assertThatThrownBy(() -> lab.put("fast", "x", new byte[1]))
        .isInstanceOf(Refusal.Conflict.class);
    assertThat(lab.get(stored.location())).isEqualTo(bytes);
  }

  @Test
  void brokenSenderIsToldApart() {
    ReadableByteChannel broken =
        new Endless() {
          @Override
          public int read(ByteBuffer into) throws IOException {
            if (given > 500_000) {
              throw new IOException("connection reset");
            }
            return super.read(into);
          }
        };
    assertThatThrownBy(() -> lab.put(Lab.intake("fast", "x"), broken))
        .isInstanceOf(SourceBroken.class);
    assertAllRoomIsBack();
  }

  @Test
  void refusalOfTheSenderPasses() {
    ReadableByteChannel refusing =
        new Endless() {
          @Override
          public int read(ByteBuffer into) {
            throw new Refusal.Unauthenticated("token is over", "");
          }
        };
    assertThatThrownBy(() -> lab.put(Lab.intake("fast", "x"), refusing))
        .isInstanceOf(Refusal.Unauthenticated.class);
  }

  @Test
  void unknownStoresAndAlgorithmsAreInvalid() {
    assertThatThrownBy(() -> lab.put("nowhere", "x", new byte[1]))
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessage("Store for identifier nowhere not found");
    Intake intake = new Intake("fast", "x", OptionalLong.empty(), 10, "crc32", List.of());
    assertThatThrownBy(() -> lab.put(intake, new byte[1])).isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  void buffersComeBackFromManyIntakes() {
    for (int i = 0; i < 100; i++) {
      lab.put("fast", "ok-" + i, new byte[200_000]);
      assertThatThrownBy(() -> lab.put("fast", "ok-0", new byte[200_000]))
          .isInstanceOf(Refusal.Conflict.class);
    }
    assertThat(lab.table.slot("fast").orElseThrow().leases()).isZero();
  }

  private void assertAllRoomIsBack() {
    OpenStore opened = lab.table.slot("fast").orElseThrow().open().get(0);
    assertThat(opened.store().health().freeBytes()).hasValue(256L << 20);
  }

  private static ImageLocation at(String store, String id) {
    return new ImageLocation("memory://" + store + "/" + id, Map.of(ImageLocation.STORE, store));
  }

  /** Zeros without end. */
  private static class Endless implements ReadableByteChannel {
    long given;

    @Override
    public int read(ByteBuffer into) throws IOException {
      int length = into.remaining();
      into.put(new byte[length]);
      given += length;
      return length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
