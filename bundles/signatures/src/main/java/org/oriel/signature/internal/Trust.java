// SPDX-License-Identifier: Apache-2.0
package org.oriel.signature.internal;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.Provider;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorResult;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.oriel.image.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a certificate may vouch for an image: it is valid now, and, if the operator named trusted
 * certificates, it is one of them or issued by one of them.
 *
 * @param checkDates whether it must be valid now
 * @param trusted ids of certificates; whoever has a certificate is trusted if empty
 */
record Trust(boolean checkDates, List<String> trusted, Provider curves, Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(Trust.class);
  private static final int KEY_CERT_SIGN = 5;

  /**
   * Judges a certificate.
   *
   * @param certificates where the trusted ones are
   * @throws Unverifiable if it may not vouch
   */
  void require(X509Certificate certificate, String id, Certificates certificates, Caller caller)
      throws Unverifiable {
    if (checkDates && !isValidNow(certificate)) {
      throw new Unverifiable("Certificate is not valid for the current date: " + id);
    }
    if (trusted.isEmpty()) {
      return;
    }
    Set<TrustAnchor> anchors = new HashSet<>();
    for (String each : trusted) {
      try {
        X509Certificate anchor = certificates.get(each, caller);
        if (anchor.equals(certificate)) {
          return;
        }
        if (maySign(anchor)) {
          anchors.add(new TrustAnchor(anchor, null));
        }
      } catch (Unverifiable e) {
        LOG.warn("Trusted certificate {} is left out: {}", each, e.getMessage());
      }
    }
    if (anchors.isEmpty() || !issued(certificate, anchors)) {
      throw new Unverifiable(
          "Certificate chain building failed for the following certificate: " + id);
    }
  }

  private boolean isValidNow(X509Certificate certificate) {
    try {
      certificate.checkValidity(Date.from(clock.instant()));
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  /** As cursive: an authority, by its basic constraints and its key usage, valid now. */
  private boolean maySign(X509Certificate anchor) {
    boolean[] usage = anchor.getKeyUsage();
    return anchor.getBasicConstraints() >= 0
        && usage != null
        && usage[KEY_CERT_SIGN]
        && (!checkDates || isValidNow(anchor));
  }

  private boolean issued(X509Certificate certificate, Set<TrustAnchor> anchors) {
    try {
      CertPath path =
          CertificateFactory.getInstance("X.509", curves).generateCertPath(List.of(certificate));
      PKIXParameters parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false);
      parameters.setDate(checkDates ? Date.from(clock.instant()) : middle(certificate));
      CertPathValidatorResult unused =
          CertPathValidator.getInstance("PKIX", curves).validate(path, parameters);
      return true;
    } catch (CertPathValidatorException e) {
      LOG.info("A certificate is not trusted: {}", e.getMessage());
      return false;
    } catch (InvalidAlgorithmParameterException e) {
      throw new IllegalStateException("Anchors are not what they should be", e);
    } catch (GeneralSecurityException e) {
      LOG.warn("A certificate cannot be judged: {}", e.toString());
      return false;
    }
  }

  private static Date middle(X509Certificate certificate) {
    Instant begin = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    return Date.from(begin.plus(Duration.between(begin, end).dividedBy(2)));
  }
}
