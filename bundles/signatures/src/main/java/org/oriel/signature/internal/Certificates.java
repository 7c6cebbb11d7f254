// SPDX-License-Identifier: Apache-2.0
package org.oriel.signature.internal;

import java.security.cert.X509Certificate;
import org.oriel.image.Caller;

/** Where certificates are kept. */
interface Certificates {
  /**
   * The certificate of an id.
   *
   * @param caller in whose name it is fetched
   * @throws Unverifiable if there is none, or it cannot be had
   */
  X509Certificate get(String id, Caller caller) throws Unverifiable;

  /** The reason for an id that nothing is found under. */
  static Unverifiable notFound(String id) {
    return new Unverifiable("Certificate not found with ID: " + id);
  }

  /** The reason for a certificate that may be there, but cannot be had. */
  static Unverifiable notHad(String id) {
    return new Unverifiable("Unable to retrieve certificate with ID: " + id);
  }
}
