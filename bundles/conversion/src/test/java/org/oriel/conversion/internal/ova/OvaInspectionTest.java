// SPDX-License-Identifier: Apache-2.0
package org.oriel.conversion.internal.ova;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.oriel.conversion.Inspector;
import org.oriel.conversion.internal.DiskInspector;
import org.oriel.conversion.internal.ova.OvaInspection.Opened;
import org.oriel.disk.qcow2.internal.Qcow2Format;
import org.oriel.disk.raw.internal.RawFormat;
import org.oriel.testkit.disk.Qcow2File;

class OvaInspectionTest {
  private static Opened opened(byte[] archive) {
    DiskInspector inspector = new DiskInspector();
    inspector.addFormat(new RawFormat());
    inspector.addFormat(new Qcow2Format());
    Inspector watching = inspector;
    OvaInspection inspection = new OvaInspection(watching::begin);
    ByteBuffer bytes = ByteBuffer.wrap(archive);
    for (int at = 0; at < archive.length; at += 1000) {
      bytes.limit(Math.min(archive.length, at + 1000)).position(at);
      inspection.feed(bytes);
      assertThat(bytes.position()).isEqualTo(at);
    }
    return inspection.finish();
  }

  @Test
  void everyMemberIsInspected() {
    byte[] disk = Qcow2File.version(3).bytes();
    Opened opened =
        opened(
            new Archive()
                .add("machine.ovf", Archive.ovf())
                .add("disk.vmdk", disk)
                .add("notes", new byte[700])
                .end());
    assertThat(opened.objection()).isEmpty();
    assertThat(opened.members()).hasSize(2);
    assertThat(opened.members().get(0).is("qcow2")).isTrue();
    assertThat(opened.members().get(0).virtualSize()).hasValue(1L << 30);
    assertThat(opened.members().get(1).is("raw")).isTrue();
  }

  @Test
  void hostileDiskIsFoundOut() {
    byte[] disk = Qcow2File.version(3).putLong(Qcow2File.BACKING_OFFSET, 8).bytes();
    Opened opened =
        opened(new Archive().add("machine.ovf", Archive.ovf()).add("disk.vmdk", disk).end());
    assertThat(opened.members().get(0).objection()).contains("A backing file is not accepted.");
  }

  @Test
  void objectionIsToldOnce() {
    Opened opened = opened(new Archive().add("../x", new byte[3]).end());
    assertThat(opened.objection()).contains("The name of a member is not a plain file name.");
    assertThat(opened.members()).isEmpty();
    assertThat(opened(new Archive().add("a.ovf", Archive.ovf("", "")).end()).objection())
        .contains("The OVF has no disk.");
  }
}
