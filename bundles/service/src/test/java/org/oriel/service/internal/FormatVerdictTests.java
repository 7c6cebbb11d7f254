// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oriel.conversion.Contents;
import org.oriel.conversion.Finding;
import org.oriel.conversion.FormatVerdict;
import org.oriel.image.Attributes;
import org.oriel.image.Refusal;

class FormatVerdictTests {
  private static final Set<String> KNOWN = Set.of("raw", "qcow2", "iso", "gpt", "vmdk");
  private final FormatVerdict strict = new FormatVerdict(true);
  private final FormatVerdict lenient = new FormatVerdict(false);

  private static Finding found(String... formats) {
    return new Finding(Set.of(formats), OptionalLong.of(77), Optional.empty());
  }

  private static Finding hostile(String format) {
    return new Finding(Set.of(format), OptionalLong.empty(), Optional.of("It is hostile."));
  }

  @ParameterizedTest
  @CsvSource({
    "qcow2, qcow2, 77",
    "raw, raw, 10",
    "raw, qcow2, 10",
    "ploop, raw, -1",
    "ami, raw, -1",
  })
  void takes(String declared, String detected, long virtualSize) {
    OptionalLong expected = virtualSize < 0 ? OptionalLong.empty() : OptionalLong.of(virtualSize);

    assertThat(strict.judge("id", declared, found(detected), KNOWN, 10)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"qcow2, raw", "qcow2, vmdk", "ploop, qcow2", "ami, vmdk", "iso, gpt"})
  void refuses(String declared, String detected) {
    assertThatThrownBy(() -> strict.judge("id", declared, found(detected), KNOWN, 10))
        .isInstanceOf(Refusal.Unsupported.class)
        .hasMessage("Image disk_format " + declared + " does not match stream data " + detected);
    assertThat(lenient.judge("id", declared, found(detected), KNOWN, 10)).isEmpty();
  }

  @Test
  void refusesHostileDataWhateverWasDeclared() {
    for (String declared : Set.of("raw", "qcow2")) {
      assertThatThrownBy(() -> strict.judge("id", declared, hostile("qcow2"), KNOWN, 10))
          .isInstanceOf(Refusal.Unsupported.class)
          .hasMessageStartingWith("Image failed safety checks");
    }
    assertThatThrownBy(() -> lenient.judge("id", "vmdk", hostile("qcow2"), KNOWN, 10))
        .isInstanceOf(Refusal.Unsupported.class);
  }

  @Test
  void refusesWhatIsSeveralThings() {
    assertThatThrownBy(() -> lenient.judge("id", "raw", found("qcow2", "vmdk"), KNOWN, 10))
        .isInstanceOf(Refusal.Unsupported.class)
        .hasMessageContaining("qcow2, vmdk");
    assertThat(strict.judge("id", "iso", found("iso", "gpt"), KNOWN, 10)).hasValue(77);
  }

  @Test
  void knowsNoDiskInNothing() {
    assertThat(strict.judge("id", "raw", found("raw"), KNOWN, 0)).isEmpty();
  }

  private static Attributes declared(String container, String disk) {
    return Attributes.NONE
        .withContainerFormat(Optional.of(container))
        .withDiskFormat(Optional.of(disk));
  }

  private static Finding packed(Finding... inside) {
    return found("raw").with(new Contents("gzip", List.of(inside), Optional.empty()));
  }

  @Test
  void holdsWhatIsInsideOfCompressedDataToTheirFormat() {
    Attributes qcow2 = declared("compressed", "qcow2");

    assertThat(strict.judge("id", qcow2, packed(found("qcow2")), KNOWN, 10)).isEmpty();
    assertThatThrownBy(() -> strict.judge("id", qcow2, packed(found("raw")), KNOWN, 10))
        .hasMessage("Image disk_format qcow2 does not match stream data raw");
    assertThat(lenient.judge("id", qcow2, packed(found("raw")), KNOWN, 10)).isEmpty();
    assertThatThrownBy(() -> lenient.judge("id", qcow2, packed(hostile("qcow2")), KNOWN, 10))
        .isInstanceOf(Refusal.Unsupported.class);
    assertThat(strict.judge("id", qcow2, found("raw"), KNOWN, 10)).isEmpty();
    assertThatThrownBy(() -> strict.judge("id", qcow2, hostile("qcow2"), KNOWN, 10))
        .isInstanceOf(Refusal.Unsupported.class);
  }

  @Test
  void refusesCompressedDataThatCannotBeUnpacked() {
    Finding bomb = found("raw").with(Contents.refused("xz", "It is a bomb."));

    assertThatThrownBy(() -> lenient.judge("id", declared("compressed", "raw"), bomb, KNOWN, 10))
        .hasMessage("Image failed safety checks: It is a bomb.");
    assertThat(strict.judge("id", declared("bare", "raw"), bomb, KNOWN, 10)).hasValue(10);
    assertThat(strict.judge("id", declared("docker", "raw"), bomb, KNOWN, 10)).isEmpty();
  }

  @Test
  void wantsHarmlessDisksInAnOva() {
    Attributes ova = declared("ova", "vmdk");

    assertThat(strict.judge("id", ova, packed(found("vmdk"), found("raw")), KNOWN, 10)).isEmpty();
    assertThatThrownBy(
            () -> strict.judge("id", ova, packed(found("vmdk"), hostile("vmdk")), KNOWN, 10))
        .isInstanceOf(Refusal.Unsupported.class);
  }

  @Test
  void looksIntoTarsOnlyWhereTheyAreSaidToBeOvas() {
    Finding tar = found("raw").with(Contents.refused("ova", "The archive has no OVF."));

    for (String container : List.of("compressed", "docker", "bare")) {
      assertThatCode(() -> strict.judge("id", declared(container, "raw"), tar, KNOWN, 10))
          .as(container)
          .doesNotThrowAnyException();
    }
    assertThatThrownBy(() -> strict.judge("id", declared("ova", "raw"), tar, KNOWN, 10))
        .hasMessage("Image failed safety checks: The archive has no OVF.");
  }

  @Test
  void wantsHarmlessDataWhateverTheContainer() {
    for (String container : List.of("ovf", "docker", "ami", "something")) {
      Attributes declared = declared(container, "qcow2");
      assertThat(strict.judge("id", declared, found("raw"), KNOWN, 10)).isEmpty();
      assertThat(strict.judge("id", declared, hostile("gpt"), KNOWN, 10)).isEmpty();
      assertThatThrownBy(() -> strict.judge("id", declared, hostile("qcow2"), KNOWN, 10))
          .isInstanceOf(Refusal.Unsupported.class);
    }
  }

  @Test
  void takesAnythingForPloopThatIsNothingElse() {
    Set<String> known = Set.of("raw", "ploop", "qcow2");

    assertThat(strict.judge("id", "ploop", found("raw"), known, 10)).isEmpty();
    assertThat(strict.judge("id", "ploop", found("ploop"), known, 10)).hasValue(77);
    assertThatThrownBy(() -> strict.judge("id", "ploop", found("qcow2"), known, 10))
        .isInstanceOf(Refusal.Unsupported.class);
  }
}
