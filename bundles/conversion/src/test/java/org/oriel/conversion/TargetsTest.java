// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.disk.WritePlan;

class TargetsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.flip();
  }

  private static byte[] array(ByteBuffer buffer) {
    byte[] array = new byte[buffer.remaining()];
    buffer.get(array);
    return array;
  }

  @Test
  void channelGetsZerosForWhatIsLeftOut() throws IOException {
    ForwardTarget target = new ForwardTarget(Channels.newChannel(out));
    target.rewind(0);
    target.writeAt(2, bytes(1, 2));
    target.writeAt(5, bytes(3));
    target.length(7);
    assertThat(out.toByteArray()).containsExactly(0, 0, 1, 2, 0, 3, 0);
    assertThat(target.reach()).isEqualTo(WritePlan.Order.FORWARD);
  }

  @Test
  void channelCannotGoBack() throws IOException {
    ForwardTarget target = new ForwardTarget(Channels.newChannel(out));
    target.writeAt(0, bytes(1, 2));
    assertThatThrownBy(() -> target.writeAt(1, bytes(1))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> target.rewind(0)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> target.length(1)).isInstanceOf(IOException.class);
    target.rewind(2);
    target.force();
    assertThat(out.toByteArray()).containsExactly(1, 2);
  }

  @Test
  void manyZerosAreWrittenInPieces() throws IOException {
    new ForwardTarget(Channels.newChannel(out)).length(200_001);
    assertThat(out.toByteArray()).hasSize(200_001).containsOnly(0);
  }

  @Test
  void frontStaysUntilTheEndAndTheRestPassesOn() throws IOException {
    FrontLastTarget target = new FrontLastTarget(4, Channels.newChannel(out));
    target.rewind(0);
    target.writeAt(3, bytes(3, 4, 5));
    target.writeAt(7, bytes(7));
    target.writeAt(0, bytes(9, 8));
    target.length(10);
    assertThat(array(target.front())).containsExactly(9, 8, 0, 3);
    assertThat(out.toByteArray()).containsExactly(4, 5, 0, 7, 0, 0);
    assertThatThrownBy(() -> target.writeAt(5, bytes(1))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> target.length(9)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> target.rewind(0)).isInstanceOf(IOException.class);
    target.rewind(10);
    target.force();
    assertThat(target.reach()).isEqualTo(WritePlan.Order.FRONT_LAST);
  }

  @Test
  void shortFileIsAllFront() throws IOException {
    FrontLastTarget target = new FrontLastTarget(8, Channels.newChannel(out));
    target.writeAt(0, bytes(1, 2, 3));
    target.length(3);
    assertThat(array(target.front())).containsExactly(1, 2, 3);
    assertThat(out.size()).isZero();
  }

  @Test
  void fileHasItsLengthAndLosesWhatIsBehind(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("a"), new byte[] {9, 9, 9, 9, 9, 9});
    try (FileTarget target = FileTarget.open(file)) {
      assertThatThrownBy(() -> target.rewind(7)).isInstanceOf(IOException.class);
      target.rewind(2);
      target.writeAt(3, bytes(1));
      target.length(6);
      target.force();
    }
    assertThat(Files.readAllBytes(file)).containsExactly(9, 9, 0, 1, 0, 0);
    try (FileTarget target = FileTarget.open(file)) {
      target.length(4);
    }
    assertThat(Files.size(file)).isEqualTo(4);
  }
}
