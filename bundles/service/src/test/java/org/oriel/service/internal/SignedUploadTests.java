// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.Attributes;
import org.oriel.image.Image;
import org.oriel.image.ImageStatus;
import org.oriel.image.Refusal;

/** Uploads of images that openssl signed. */
class SignedUploadTests {
  private static final String ID = "11111111-2222-3333-4444-555555555555";
  private static final Path OPENSSL = Path.of("/usr/bin/openssl");
  private final Path work;
  private final House house;

  SignedUploadTests(@TempDir Path directory) {
    this.work = directory;
    this.house = new House(directory.resolve("main"));
  }

  @BeforeEach
  void needsOpenssl() throws Exception {
    assumeTrue(Files.isExecutable(OPENSSL), "no /usr/bin/openssl");
    Files.createDirectories(house.certificates());
    openssl("ecparam", "-name", "secp384r1", "-genkey", "-noout", "-out", "key");
    String certificate = house.certificates().resolve(ID + ".pem").toString();
    openssl(
        "req", "-x509", "-new", "-key", "key", "-days", "9", "-subj", "/CN=k", "-out", certificate);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void openssl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(OPENSSL.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("log").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(work.resolve("log"))).isZero();
  }

  /** A queued image of alice that carries a signature of a text. */
  private Image signed(String text, String certificate) throws Exception {
    Files.writeString(work.resolve("data"), text);
    openssl("dgst", "-sha384", "-sign", "key", "-out", "signature", "data");
    byte[] signature = Files.readAllBytes(work.resolve("signature"));
    Attributes attributes =
        House.bare("raw")
            .withProperties(
                Map.of(
                    "img_signature",
                    Base64.getEncoder().encodeToString(signature),
                    "img_signature_hash_method",
                    "SHA-384",
                    "img_signature_key_type",
                    "ECC_SECP384R1",
                    "img_signature_certificate_uuid",
                    certificate));
    return house.images.create(house.alice, Optional.empty(), attributes);
  }

  @Test
  void takesWhatWasSigned() throws Exception {
    Image image = house.upload(signed("hello world", ID), "hello world");
    assertThat(image.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(house.text(image)).isEqualTo("hello world");
  }

  @Test
  void leavesNothingOfWhatWasNotSigned() throws Exception {
    Image image = signed("hello world", ID);
    assertThatThrownBy(() -> house.upload(image, "hello wOrld"))
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessage(
            "Signature verification failed for image "
                + image.id()
                + ": Signature verification failed");
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(house.blobs()).isEmpty();
    assertThat(house.upload(house.now(image), "hello world").status())
        .isEqualTo(ImageStatus.ACTIVE);
  }

  @Test
  void readsNoDataWithoutTheCertificate() throws Exception {
    String unknown = ID.replace('1', '9');
    Image image = signed("hello world", unknown);
    assertThatThrownBy(
            () ->
                house.files.upload(
                    house.alice,
                    image.id(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    House.data(
                        "x",
                        () -> {
                          throw new AssertionError("data were read");
                        })))
        .isInstanceOf(Refusal.Invalid.class)
        .hasMessageContaining("Certificate not found with ID: " + unknown);
    assertThat(house.now(image).status()).isEqualTo(ImageStatus.QUEUED);
  }
}
