// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.data;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.oriel.image.Refusal;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.wire.Answer;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.HttpRefusal;
import org.oriel.service.ImageFiles;

/** Image data in. */
@Contract(
    value = "Upload the data of an image",
    status = 204,
    takes = Contract.DATA,
    refuses = {409, 410, 413, 415},
    parameters = {"X-Image-Meta-Store", "X-Openstack-Image-Size"})
public final class Uploads implements DataOperation {
  private static final String MEDIA_TYPE = "application/octet-stream";
  private final ImageFiles files;
  private final Duration window;

  /**
   * @param window how long a client may take for next to nothing; zero for ever
   */
  public Uploads(ImageFiles files, Duration window) {
    this.files = files;
    this.window = window;
  }

  @Override
  public void serve(String id, HttpServletRequest request, HttpServletResponse response) {
    requireMediaType(request);
    OptionalLong size = size(request);
    Optional<String> store =
        Exchange.header(request, "X-Image-Meta-Store").filter(name -> !name.isBlank());
    BodyChannel data = new BodyChannel(request, new Pace(window, System::nanoTime));
    files.upload(Exchange.callerWithToken(request), id, size, store, data);
    response.setStatus(204);
  }

  static void requireMediaType(HttpServletRequest request) {
    if (!Exchange.mediaType(request).equals(MEDIA_TYPE)) {
      throw new HttpRefusal(Answer.of(415, "The media type of image data is " + MEDIA_TYPE + "."));
    }
  }

  /** Bytes that the client announces, if it does. */
  static OptionalLong size(HttpServletRequest request) {
    Optional<String> header = Exchange.header(request, "X-Openstack-Image-Size");
    if (header.isEmpty()) {
      return Exchange.length(request);
    }
    try {
      long size = Long.parseLong(header.get().strip());
      if (size >= 0) {
        return OptionalLong.of(size);
      }
    } catch (NumberFormatException e) {
      throw badSize(header.get());
    }
    throw badSize(header.get());
  }

  private static Refusal badSize(String text) {
    return new Refusal.Invalid("Invalid image size specified: '" + text + "'");
  }
}
