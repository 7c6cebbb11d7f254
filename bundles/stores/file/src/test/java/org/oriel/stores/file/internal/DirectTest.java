// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.file.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.store.BlobWriter;
import org.oriel.store.Store;
import org.oriel.testkit.store.Samples;

/** Writing past the page cache. */
class DirectTest {
  private static final int WHOLE = DirectBuffers.BYTES;
  private static final Map<String, String> DIRECT = Map.of("oriel_direct_io", "true");

  private final FileFixture fixture;
  private final Path place;

  DirectTest(@TempDir Path place) throws IOException {
    this.place = place.toRealPath();
    this.fixture = new FileFixture(this.place);
  }

  @ParameterizedTest
  @ValueSource(ints = {WHOLE - 1, WHOLE, WHOLE + 1, 2 * WHOLE, 3 * WHOLE + 4096, 3 * WHOLE - 511})
  void fileHoldsWhatCameInPiecesOfAnySize(int length) throws Exception {
    byte[] bytes = Samples.bytes(length, length);
    for (int piece : new int[] {777_777, 65_536, WHOLE, 4 * WHOLE}) {
      try (Store store = fixture.type().open(fixture.with(DIRECT));
          BlobWriter writer = store.create("blob-" + piece, OptionalLong.empty())) {
        for (int at = 0; at < length; at += piece) {
          ByteBuffer from = ByteBuffer.wrap(bytes, at, Math.min(piece, length - at));
          assertThat(writer.write(from)).isEqualTo(Math.min(piece, length - at));
          assertThat(from.hasRemaining()).isFalse();
        }
        writer.commit();
      }
      assertThat(fixture.images().resolve("blob-" + piece)).hasBinaryContent(bytes);
    }
  }

  @Test
  void moreWritersThanBuffersAllSucceed() throws Exception {
    byte[] bytes = Samples.bytes(WHOLE + 12_345, 7);
    try (Store store = fixture.type().open(fixture.with(DIRECT))) {
      List<BlobWriter> writers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        writers.add(store.create("many-" + i, OptionalLong.of(bytes.length)));
      }
      for (BlobWriter writer : writers) {
        writer.write(ByteBuffer.wrap(bytes, 0, 1000));
      }
      for (BlobWriter writer : writers) {
        writer.write(ByteBuffer.wrap(bytes, 1000, bytes.length - 1000));
      }
      for (BlobWriter writer : writers) {
        writer.commit();
        writer.close();
      }
    }
    for (int i = 0; i < 40; i++) {
      assertThat(fixture.images().resolve("many-" + i)).hasBinaryContent(bytes);
    }
  }

  @Test
  void bufferInUseIsGivenBackOnlyWhenItsUserLeaves() throws Exception {
    DirectBuffers buffers = new DirectBuffers();
    Path file = Files.createFile(place.resolve("file"));
    Optional<Direct> opened = Direct.open(file, buffers);
    Assumptions.assumeTrue(opened.isPresent(), "this file system has no direct writes");
    Direct direct = opened.get();
    direct.enter();
    ByteBuffer memory = direct.buffer();
    direct.close();

    ByteBuffer other = buffers.take().orElseThrow();
    other.put(0, (byte) 1).put(200_000, (byte) 1);
    memory.put(0, (byte) 9).put(70_000, (byte) 9);
    for (int at = 0; at < other.capacity(); at++) {
      assertThat(other.get(at)).isNotEqualTo((byte) 9);
    }
    direct.leave();
    direct.close();
    assertThatThrownBy(direct::enter).isInstanceOf(ClosedChannelException.class);

    List<ByteBuffer> rest = new ArrayList<>();
    for (Optional<ByteBuffer> next = buffers.take(); next.isPresent(); next = buffers.take()) {
      rest.add(next.get());
    }
    assertThat(rest).as("each buffer was given back just once").hasSize(31);
  }

  @Test
  void withoutDirectWritesTheFileIsTheSame() throws Exception {
    byte[] bytes = Samples.bytes(2 * WHOLE + 3, 3);
    try (Store store = fixture.type().open(fixture.with(Map.of()));
        BlobWriter writer = store.create("plain", OptionalLong.empty())) {
      writer.write(ByteBuffer.wrap(bytes));
      writer.commit();
    }
    assertThat(fixture.images().resolve("plain")).hasBinaryContent(bytes);
  }
}
