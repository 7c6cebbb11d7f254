// SPDX-License-Identifier: Apache-2.0
package org.oriel.disk.vmdk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.disk.Content;
import org.oriel.disk.Disk;
import org.oriel.disk.DiskShape;
import org.oriel.disk.DiskWriter;
import org.oriel.disk.Extent;
import org.oriel.disk.FormatException;
import org.oriel.disk.Limits;
import org.oriel.disk.WriteOptions;
import org.oriel.disk.WriteOptions.Tables;
import org.oriel.disk.WritePlan;
import org.oriel.testkit.disk.ChannelFile;
import org.oriel.testkit.disk.GuestContent;
import org.oriel.testkit.disk.QemuImg;

/** What is VMDK's own about writing, besides the contract. */
class VmdkWriterTest {
  private static final int PIECE = 1 << 20;
  private static final long TIB = 1L << 40;
  private static final WriteOptions STREAM = WriteOptions.standard().compressed(true);

  private final VmdkFormat format = new VmdkFormat();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  /** Tables of a stream lie between the grains: a second writer must find its place again. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16, 17, 31, 33, 48, 49})
  void streamGoesOnBehindAnyPiece(int first) throws IOException {
    long size = (98L << 20) + 40_448;
    GuestContent content = GuestContent.checkerboard(size, PIECE + 32_768);
    WritePlan plan = format.plan(content.shape(), STREAM);
    List<byte[]> notes = new ArrayList<>();
    try (ChannelFile file = ChannelFile.open(directory.resolve("stream.vmdk"))) {
      DiskWriter stopped = plan.open(file);
      int count = 0;
      for (long at = 0; count < first; at += 2L * PIECE, count++) {
        notes.add(write(stopped, content, at));
      }
      try (stopped;
          DiskWriter again = plan.open(file)) {
        for (byte[] note : notes) {
          again.recall(note);
        }
        for (long at = 2L * PIECE * first; at < size; at += 2L * PIECE) {
          write(again, content, at);
        }
        assertThat(again.finish()).isEqualTo(file.size());
      }
      assertThat(same(file, content)).isTrue();
    }
    if (QemuImg.isThere()) {
      content.writeTo(directory.resolve("raw"));
      new QemuImg(directory).img("compare", "-q", "-f", "raw", "-F", "vmdk", "raw", "stream.vmdk");
    }
  }

  private static byte[] write(DiskWriter writer, GuestContent content, long at) throws IOException {
    ByteBuffer data = ByteBuffer.allocate((int) Math.min(2L * PIECE, content.size() - at));
    content.read(at, data);
    return writer.write(writer.pack(at, data.flip()));
  }

  private boolean same(ChannelFile file, GuestContent content) throws IOException {
    try (Disk disk = format.open(file, Limits.DEFAULT)) {
      disk.check(
          problem -> {
            throw new AssertionError(problem);
          });
      for (long at = 0; at < content.size(); at += PIECE) {
        ByteBuffer read = ByteBuffer.allocate((int) Math.min(PIECE, content.size() - at));
        disk.read(at, read);
        if (!read.flip().equals(ByteBuffer.wrap(content.bytes(at, read.limit())))) {
          return false;
        }
      }
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eightTebibytesTakeSeconds(boolean stream) throws IOException {
    DiskShape shape = new DiskShape(8 * TIB);
    shape.mark(5 * TIB, PIECE);
    WriteOptions options = WriteOptions.standard().compressed(stream);
    try (ChannelFile file = ChannelFile.open(directory.resolve("huge.vmdk"))) {
      long begun = System.nanoTime();
      try (DiskWriter writer = format.plan(shape, options).open(file)) {
        ByteBuffer data = ByteBuffer.allocate(PIECE).put(77, (byte) 7);
        writer.write(writer.pack(5 * TIB, data));
        writer.finish();
      }
      try (Disk disk = format.open(file, Limits.DEFAULT)) {
        long stored = 0;
        for (long at = 0; at < 8 * TIB; ) {
          Extent extent = disk.extentAt(at);
          stored += extent.content() == Content.ABSENT ? 0 : extent.length();
          at = extent.end();
        }
        assertThat(stored).isEqualTo(Layout.GRAIN);
        ByteBuffer read = ByteBuffer.allocate(100);
        disk.read(5 * TIB, read);
        assertThat(read.get(77)).isEqualTo((byte) 7);
      }
      assertThat(System.nanoTime() - begun).isLessThan(60_000_000_000L);
    }
  }

  @Test
  void moreThanTwoTebibytesOfDataDoNotFit() {
    for (Tables tables : Tables.values()) {
      assertThatThrownBy(
              () -> format.plan(DiskShape.full(3 * TIB), WriteOptions.standard().tables(tables)))
          .isInstanceOf(FormatException.Unsupported.class);
    }
  }

  @Test
  void notesOfOthersAreRefused() throws IOException {
    byte[][] notes = {
      {},
      {1, 2, 3},
      new byte[8],
      {-1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1},
      "hello world!".getBytes(StandardCharsets.UTF_8)
    };
    for (WriteOptions options : List.of(STREAM, WriteOptions.standard())) {
      for (byte[] note : notes) {
        try (ChannelFile file = ChannelFile.open(directory.resolve("noted.vmdk"));
            DiskWriter writer = format.plan(DiskShape.full(TIB), options).open(file)) {
          assertThatThrownBy(() -> writer.recall(note)).isInstanceOf(FormatException.Corrupt.class);
        }
      }
    }
  }

  @Test
  void qemuSeesWhatTheOptionsSay() throws IOException {
    assumeTrue(QemuImg.isThere(), "SKIPPED: qemu-img is not installed");
    Map<String, String> named = Map.of("adapter_type", "lsilogic", "hwversion", "11");
    try (ChannelFile file = ChannelFile.open(directory.resolve("told.vmdk"));
        DiskWriter writer = format.plan(new DiskShape(TIB), STREAM.named(named)).open(file)) {
      writer.finish();
      ByteBuffer text = ByteBuffer.allocate(2000);
      file.fill(512, text);
      assertThat(new String(text.array(), StandardCharsets.US_ASCII))
          .contains("createType=\"streamOptimized\"")
          .contains("RW 2147483648 SPARSE")
          .contains("ddb.virtualHWVersion = \"11\"")
          .contains("ddb.adapterType = \"lsilogic\"")
          .contains("ddb.geometry.heads = \"255\"");
    }
    assertThat(new QemuImg(directory).virtualSize("vmdk", "told.vmdk")).isEqualTo(TIB);
  }
}
