// SPDX-License-Identifier: Apache-2.0
package org.oriel.signature.internal;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldF2m;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.stream.Stream;

/** Key types by the names that images use. */
enum KeyType {
  RSA_PSS("RSA-PSS", RSAPublicKey.class, "RSA"),
  DSA("DSA", DSAPublicKey.class, "DSA"),
  ECC_SECT571K1("ECC_SECT571K1", ECPublicKey.class, "EC"),
  ECC_SECT409K1("ECC_SECT409K1", ECPublicKey.class, "EC"),
  ECC_SECT571R1("ECC_SECT571R1", ECPublicKey.class, "EC"),
  ECC_SECT409R1("ECC_SECT409R1", ECPublicKey.class, "EC"),
  ECC_SECP521R1("ECC_SECP521R1", ECPublicKey.class, "EC"),
  ECC_SECP384R1("ECC_SECP384R1", ECPublicKey.class, "EC");

  private final String word;
  private final Class<? extends PublicKey> kind;
  private final String algorithm;

  KeyType(String word, Class<? extends PublicKey> kind, String algorithm) {
    this.word = word;
    this.kind = kind;
    this.algorithm = algorithm;
  }

  static KeyType of(String word) throws Unverifiable {
    return Stream.of(values())
        .filter(each -> each.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new Unverifiable("Invalid signature key type: " + word));
  }

  /**
   * What verifies signatures of a key.
   *
   * @param curves provider for keys on curves that this Java lacks
   */
  Signature verifier(PublicKey key, HashMethod hash, Provider curves) throws Unverifiable {
    if (!kind.isInstance(key)) {
      throw new Unverifiable("Invalid public key type for signature key type: " + word);
    }
    try {
      return switch (this) {
        case RSA_PSS -> pss((RSAPublicKey) key, hash);
        case DSA -> started(Signature.getInstance(hash.inSignature() + "withDSA"), ofJava(key));
        default -> ecdsa(key, hash, curves);
      };
    } catch (GeneralSecurityException e) {
      throw new Unverifiable("Error occurred while creating the verifier");
    }
  }

  /** The salt is as long as it can be. */
  private Signature pss(RSAPublicKey key, HashMethod hash)
      throws GeneralSecurityException, Unverifiable {
    int encoded = (key.getModulus().bitLength() - 1 + 7) / 8;
    int salt = encoded - hash.bytes() - 2;
    if (salt < 0) {
      throw new Unverifiable("Error occurred while creating the verifier");
    }
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec(hash.digest(), "MGF1", new MGF1ParameterSpec(hash.digest()), salt, 1));
    return started(signature, ofJava(key));
  }

  /** Java still reads keys on binary curves, but verifies nothing with them. */
  private Signature ecdsa(PublicKey key, HashMethod hash, Provider curves)
      throws GeneralSecurityException {
    String name = hash.inSignature() + "withECDSA";
    boolean binary = ((ECPublicKey) key).getParams().getCurve().getField() instanceof ECFieldF2m;
    return binary
        ? started(Signature.getInstance(name, curves), key)
        : started(Signature.getInstance(name), ofJava(key));
  }

  private PublicKey ofJava(PublicKey key) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm)
        .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
  }

  private static Signature started(Signature signature, PublicKey key)
      throws GeneralSecurityException {
    signature.initVerify(key);
    return signature;
  }
}
