// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.ova;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.oriel.conversion.Contents;
import org.oriel.conversion.Inspection;
import org.oriel.conversion.internal.DiskInspector;
import org.oriel.disk.qcow2.internal.Qcow2Format;
import org.oriel.disk.raw.internal.RawFormat;
import org.oriel.testkit.disk.Qcow2File;

class OvaInspectionTest {
  private static Contents opened(byte[] archive) {
    DiskInspector inspector = new DiskInspector();
    inspector.addFormat(new RawFormat());
    inspector.addFormat(new Qcow2Format());
    ByteBuffer bytes = ByteBuffer.wrap(archive);
    try (Inspection inspection = inspector.begin()) {
      for (int at = 0; at < archive.length; at += 300) {
        bytes.limit(Math.min(archive.length, at + 300)).position(at);
        inspection.feed(bytes);
        assertThat(bytes.position()).isEqualTo(at);
      }
      return inspection.finish(archive.length).contents().orElseThrow();
    }
  }

  @Test
  void everyMemberIsInspected() {
    byte[] disk = Qcow2File.version(3).bytes();
    Contents opened =
        opened(
            new Archive()
                .add("machine.ovf", Archive.ovf())
                .add("disk.vmdk", disk)
                .add("notes", new byte[700])
                .end());
    assertThat(opened.objection()).isEmpty();
    assertThat(opened.disks()).hasSize(2);
    assertThat(opened.disks().get(0).is("qcow2")).isTrue();
    assertThat(opened.disks().get(0).virtualSize()).hasValue(1L << 30);
    assertThat(opened.disks().get(1).is("raw")).isTrue();
  }

  @Test
  void hostileDiskIsFoundOut() {
    byte[] disk = Qcow2File.version(3).putLong(Qcow2File.BACKING_OFFSET, 8).bytes();
    Contents opened =
        opened(new Archive().add("machine.ovf", Archive.ovf()).add("disk.vmdk", disk).end());
    assertThat(opened.disks().get(0).objection()).contains("A backing file is not accepted.");
  }

  @Test
  void objectionIsToldOnce() {
    Contents opened = opened(new Archive().add("../x", new byte[3]).end());
    assertThat(opened.objection()).contains("The name of a member is not a plain file name.");
    assertThat(opened.disks()).isEmpty();
    assertThat(opened(new Archive().add("a.ovf", Archive.ovf("", "")).end()).objection())
        .contains("The OVF has no disk.");
  }
}
