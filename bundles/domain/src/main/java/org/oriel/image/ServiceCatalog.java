// SPDX-License-Identifier: Apache-2.0
package org.oriel.image;

import java.net.URI;
import java.util.Optional;

/** Port: where other services of the cloud are, as the identity service tells a caller. */
@FunctionalInterface
public interface ServiceCatalog {
  /**
   * An endpoint of a service.
   *
   * @param token in whose catalog it is looked up
   * @param type of the service, such as {@code image}
   * @param region name of the region
   * @param reach {@code public}, {@code internal} or {@code admin}
   * @return empty if the catalog names none
   * @throws Refusal.Unauthenticated if the token is not valid any more
   * @throws Refusal.Unavailable if it cannot be asked now
   */
  Optional<URI> endpoint(Caller.Token token, String type, String region, String reach);
}
