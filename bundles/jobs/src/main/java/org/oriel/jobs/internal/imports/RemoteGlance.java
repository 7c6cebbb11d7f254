// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.jobs.internal.Borrowed;

/**
 * Another image service, asked in the name of the one who ordered the import. Where it is says the
 * catalog of the identity service, which is to be trusted: the filter of URIs does not apply, but
 * no redirect is followed.
 */
final class RemoteGlance {
  private static final int MOST_DESCRIPTION = 1 << 20;
  private static final String IMAGE_SERVICE = "image";

  private final URI images;
  private final Caller.Token token;

  private RemoteGlance(URI images, Caller.Token token) {
    this.images = images;
    this.token = token;
  }

  /**
   * Finds the service that has an image.
   *
   * @throws FetchFailed if the catalog names none, or there is no token to ask it with
   */
  static RemoteGlance find(Borrowed borrowed, String taskId, RemoteImage image) throws FetchFailed {
    Caller.Token token =
        borrowed
            .find(taskId)
            .orElseThrow(
                () -> new FetchFailed("The token of the one who ordered this is not known now."));
    try {
      URI endpoint =
          borrowed
              .endpoint(token, IMAGE_SERVICE, image.region(), image.reach())
              .orElseThrow(
                  () -> new FetchFailed("The catalog names no such image service in that region."));
      return new RemoteGlance(images(endpoint), token);
    } catch (Refusal.Unauthenticated e) {
      throw new FetchFailed("The token of the one who ordered this is not valid any more.", e);
    }
  }

  /** Endpoints are registered with and without the version. */
  static URI images(URI endpoint) {
    String root = endpoint.toString().replaceFirst("/+$", "").replaceFirst("/v2([.][0-9]+)?$", "");
    return URI.create(root + "/v2/images/");
  }

  /** What the service says of an image. */
  JsonNode describe(String imageId) throws IOException {
    try (HttpExchange exchange = get(imageId)) {
      byte[] bytes = exchange.body().readNBytes(MOST_DESCRIPTION + 1);
      if (bytes.length > MOST_DESCRIPTION) {
        throw new FetchFailed("The other image service says too much of the image.");
      }
      JsonNode image = new ObjectMapper().readTree(bytes);
      if (image == null || !image.isObject()) {
        throw new FetchFailed("The other image service does not describe the image.");
      }
      return image;
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new FetchFailed("The other image service does not describe the image.", e);
    }
  }

  /** Begins to fetch the data of an image. */
  HttpExchange data(String imageId) throws IOException {
    return get(imageId + "/file");
  }

  private HttpExchange get(String path) throws IOException {
    URI uri = images.resolve(path);
    HttpExchange exchange =
        HttpExchange.open(uri, address(uri), Map.of("X-Auth-Token", token.text()));
    if (exchange.status() == 200) {
      return exchange;
    }
    exchange.close();
    throw new FetchFailed("The other image service answered " + exchange.status() + ".");
  }

  private static InetAddress address(URI uri) throws FetchFailed {
    try {
      return InetAddress.getByName(uri.getHost());
    } catch (UnknownHostException e) {
      throw new FetchFailed("The host of the other image service is not known.", e);
    }
  }
}
