// SPDX-License-Identifier: Apache-2.0
package org.oriel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.oriel.codec.DeflateEncoder.Wrapper;

class InflateDecoderTest {
  private static final int LENGTH = 70_000;

  private static ByteBuffer packed(Wrapper wrapper, byte[] content) {
    ByteBuffer into = ByteBuffer.allocateDirect(DeflateEncoder.bound(content.length) + 600);
    new DeflateEncoder(wrapper, 32_768).encode(ByteBuffer.wrap(content), into);
    return into.flip();
  }

  @ParameterizedTest
  @EnumSource
  void streamsComeBackWhateverLiesBehindThem(Wrapper wrapper) throws DataFormatException {
    try (InflateDecoder decoder = new InflateDecoder(wrapper)) {
      for (int seed = 0; seed < 50; seed++) {
        byte[] content = Contents.mixed(LENGTH, seed);
        ByteBuffer stream = packed(wrapper, content);
        stream.limit(stream.limit() + 512);
        ByteBuffer into =
            seed % 2 == 0 ? ByteBuffer.allocate(LENGTH) : ByteBuffer.allocateDirect(LENGTH);
        decoder.decode(stream, into);
        assertThat(into.flip()).isEqualTo(ByteBuffer.wrap(content));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void streamsOfAnotherLengthAreRefused(Wrapper wrapper) throws DataFormatException {
    byte[] content = Contents.mixed(LENGTH, 1);
    try (InflateDecoder decoder = new InflateDecoder(wrapper)) {
      for (int length : new int[] {0, 1, LENGTH - 1, LENGTH + 1, 2 * LENGTH}) {
        assertThatExceptionOfType(DataFormatException.class)
            .isThrownBy(
                () -> decoder.decode(packed(wrapper, content), ByteBuffer.allocate(length)));
      }
      decoder.decode(packed(wrapper, content), ByteBuffer.allocate(LENGTH));
      ByteBuffer cut = packed(wrapper, content);
      for (int length = cut.limit() - 1; length >= 0; length -= 1 + length / 7) {
        ByteBuffer begun = cut.duplicate().limit(length);
        assertThatExceptionOfType(DataFormatException.class)
            .isThrownBy(() -> decoder.decode(begun, ByteBuffer.allocate(LENGTH)));
      }
    }
  }

  @Test
  void shorterStreamsAreTakenWhereTheyMayBe() throws DataFormatException {
    byte[] content = Contents.text(LENGTH, 4);
    try (InflateDecoder decoder = new InflateDecoder(Wrapper.ZLIB)) {
      ByteBuffer into = ByteBuffer.allocate(2 * LENGTH);
      decoder.decode(packed(Wrapper.ZLIB, content), into, LENGTH);
      assertThat(into.flip()).isEqualTo(ByteBuffer.wrap(content));
      assertThatExceptionOfType(DataFormatException.class)
          .isThrownBy(
              () ->
                  decoder.decode(
                      packed(Wrapper.ZLIB, content), ByteBuffer.allocate(2 * LENGTH), LENGTH + 1));
    }
  }

  @Test
  void wrongChecksumIsRefused() {
    ByteBuffer stream = packed(Wrapper.ZLIB, Contents.text(LENGTH, 2));
    int last = stream.limit() - 1;
    stream.put(last, (byte) (stream.get(last) ^ 1));
    try (InflateDecoder decoder = new InflateDecoder(Wrapper.ZLIB)) {
      assertThatExceptionOfType(DataFormatException.class)
          .isThrownBy(() -> decoder.decode(stream, ByteBuffer.allocate(LENGTH)));
      assertThatCode(
              () ->
                  decoder.decode(
                      packed(Wrapper.ZLIB, new byte[LENGTH]), ByteBuffer.allocate(LENGTH)))
          .doesNotThrowAnyException();
    }
  }
}
