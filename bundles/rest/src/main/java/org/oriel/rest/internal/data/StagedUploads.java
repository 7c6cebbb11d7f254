// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.data;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.service.ImageStaging;

/** Image data into the staging area. */
@Contract(
    value = "Upload the data of an image into the staging area",
    status = 204,
    takes = Contract.DATA,
    refuses = {409, 410, 413, 415},
    parameters = "X-Openstack-Image-Size")
public final class StagedUploads implements DataOperation {
  private final ImageStaging staging;
  private final Duration window;

  /**
   * @param window how long a client may take for next to nothing; zero for ever
   */
  public StagedUploads(ImageStaging staging, Duration window) {
    this.staging = staging;
    this.window = window;
  }

  @Override
  public void serve(String id, HttpServletRequest request, HttpServletResponse response) {
    Uploads.requireMediaType(request);
    BodyChannel data = new BodyChannel(request, new Pace(window, System::nanoTime));
    staging.stage(Exchange.caller(request), id, Uploads.size(request), data);
    response.setStatus(204);
  }
}
