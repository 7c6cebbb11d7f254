// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec.zstd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.codec.Contents;

/** Both libraries, against each other. */
class ZstdTest {
  private static Zstd zstd(String name) {
    return name.equals("java") ? Zstd.plain() : Zstd.find();
  }

  @Test
  void nativeLibraryLoadsHere() {
    assertThat(Zstd.find().name()).isEqualTo("native");
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "native"})
  void eachUnpacksWhatEachPacked(String name) throws DataFormatException {
    for (IntFunction<ByteBuffer> buffers :
        List.<IntFunction<ByteBuffer>>of(ByteBuffer::allocate, ByteBuffer::allocateDirect)) {
      for (int length : new int[] {1, 2, 511, 4096, 65_536, 200_001, 2 << 20}) {
        byte[] content = Contents.mixed(length, length);
        ByteBuffer packed = buffers.apply(2 * length + 1000).position(5);
        try (ZstdCodec codec = zstd(name).open()) {
          int bytes = codec.encode(buffers.apply(length).put(content).flip(), packed);
          assertThat(packed.position()).isEqualTo(5 + bytes);
        }
        packed.limit(packed.position() + 100).position(5);
        for (Zstd other : new Zstd[] {Zstd.plain(), Zstd.find()}) {
          for (ByteBuffer from : new ByteBuffer[] {packed.duplicate(), packed.asReadOnlyBuffer()}) {
            try (ZstdCodec codec = other.open()) {
              ByteBuffer into = buffers.apply(length + 7).position(7);
              codec.decode(from, into);
              assertThat(into.position(7)).isEqualTo(ByteBuffer.wrap(content));
              assertThat(from.remaining()).isEqualTo(100);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "native"})
  void severalFramesFillOneBuffer(String name) throws DataFormatException {
    byte[] content = Contents.text(65_536, 1);
    ByteBuffer packed = ByteBuffer.allocate(100_000);
    try (ZstdCodec codec = zstd(name).open();
        ZstdCompressCtx unsized = new ZstdCompressCtx().setContentSize(false).setChecksum(true)) {
      codec.encode(ByteBuffer.wrap(content, 0, 1000), packed);
      packed.put(unsized.compress(Arrays.copyOfRange(content, 1000, 65_536)));
      ByteBuffer into = ByteBuffer.allocate(65_536);
      codec.decode(packed.flip(), into);
      assertThat(into.array()).isEqualTo(content);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "native"})
  void noRoomIsSaidAndNothingWritten(String name) {
    try (ZstdCodec codec = zstd(name).open()) {
      ByteBuffer into = ByteBuffer.allocate(4096);
      assertThat(codec.encode(ByteBuffer.wrap(Contents.noise(4096, 1)), into)).isEqualTo(-1);
      assertThat(into.position()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "native"})
  void damageIsRefusedOrMakesOtherBytes(String name) {
    byte[] content = Contents.text(20_000, 3);
    ByteBuffer packed = ByteBuffer.allocate(40_000);
    Random random = new Random(5);
    try (ZstdCodec codec = zstd(name).open()) {
      codec.encode(ByteBuffer.wrap(content), packed);
      packed.flip();
      for (int round = 0; round < 3000; round++) {
        byte[] changed = Arrays.copyOf(packed.array(), packed.limit());
        int at = random.nextInt(round % 2 == 0 ? 20 : changed.length);
        changed[at] = (byte) (changed[at] ^ (1 << random.nextInt(8)));
        ByteBuffer into = ByteBuffer.allocate(content.length);
        try {
          codec.decode(ByteBuffer.wrap(changed), into);
          assertThat(into.hasRemaining()).isFalse();
        } catch (DataFormatException refused) {
          assertThat(refused).hasMessageNotContaining("null");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "native"})
  void cutOrOverlongFramesAreRefused(String name) {
    ByteBuffer packed = ByteBuffer.allocate(40_000);
    try (ZstdCodec codec = zstd(name).open()) {
      codec.encode(ByteBuffer.wrap(Contents.text(20_000, 3)), packed);
      packed.flip();
      for (int length = 0; length < packed.limit(); length += 1 + length / 9) {
        ByteBuffer begun = packed.duplicate().limit(length);
        assertThatExceptionOfType(DataFormatException.class)
            .isThrownBy(() -> codec.decode(begun, ByteBuffer.allocate(20_000)));
      }
      assertThatExceptionOfType(DataFormatException.class)
          .isThrownBy(() -> codec.decode(packed.duplicate(), ByteBuffer.allocate(19_999)));
      assertThatExceptionOfType(DataFormatException.class)
          .isThrownBy(() -> codec.decode(packed.duplicate(), ByteBuffer.allocate(20_001)));
    }
  }
}
