// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.task;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.HttpRefusal;
import org.oriel.service.ImageStaging;

/** Lets an image whose staged data another server has be deleted there. */
public final class StagedElsewhere {
  private final ImageStaging staging;
  private final OtherServers others;

  public StagedElsewhere(ImageStaging staging, OtherServers others) {
    this.staging = staging;
    this.others = others;
  }

  /**
   * Whether another server has deleted the image. One that does not answer is no reason to keep the
   * image: then it is deleted here, and what that server has staged stays behind.
   *
   * @throws HttpRefusal if the other server says no
   */
  public boolean deleted(HttpServletRequest request, String id) {
    Optional<String> server = staging.elsewhere(Exchange.caller(request), id);
    if (server.isEmpty()) {
      return false;
    }
    try {
      others.replay(server.get(), request, Optional.empty());
      return true;
    } catch (HttpRefusal e) {
      if (e.answer().status() >= 500) {
        return false;
      }
      throw e;
    }
  }
}
