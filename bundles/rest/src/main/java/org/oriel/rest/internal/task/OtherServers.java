// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.task;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.oriel.rest.internal.wire.Answer;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.HttpRefusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other servers of this service: a request for what only one of them has is said again there,
 * in the caller's name.
 */
public final class OtherServers {
  private static final Logger LOG = LoggerFactory.getLogger(OtherServers.class);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final List<String> SAID_AGAIN =
      List.of(
          "X-Auth-Token",
          "Authorization",
          "X-Service-Token",
          "Content-Type",
          "X-Image-Meta-Store",
          "X-Identity-Status",
          "X-User-Id",
          "X-Project-Id",
          "X-Roles");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(LONGEST)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * What another server answered.
   *
   * @param requestId the id that it gave the request
   */
  public record Result(int status, Optional<String> requestId) {}

  /**
   * Says a request again.
   *
   * @param server URL of the other server
   * @throws HttpRefusal with 504 if it cannot be reached in time, with 502 if the talk fails, else
   *     with its own status if that is none of success
   */
  public Result replay(String server, HttpServletRequest request, Optional<JsonNode> body) {
    HttpResponse<String> response = ask(server, request, body);
    if (response.statusCode() >= 300) {
      throw new HttpRefusal(
          Answer.of(response.statusCode(), "The server that has the staged data refused."));
    }
    return new Result(
        response.statusCode(), response.headers().firstValue("X-Openstack-Request-Id"));
  }

  private HttpResponse<String> ask(
      String server, HttpServletRequest request, Optional<JsonNode> body) {
    BodyPublisher content =
        body.map(node -> BodyPublishers.ofString(node.toString()))
            .orElseGet(BodyPublishers::noBody);
    try {
      HttpRequest.Builder again =
          HttpRequest.newBuilder(
                  URI.create(server.replaceFirst("/+$", "") + request.getRequestURI()))
              .timeout(LONGEST)
              .method(request.getMethod(), content)
              .header("X-Openstack-Request-Id", Exchange.id(request));
      for (String name : SAID_AGAIN) {
        Exchange.header(request, name).ifPresent(value -> again.header(name, value));
      }
      return client.send(again.build(), BodyHandlers.ofString());
    } catch (HttpTimeoutException | ConnectException e) {
      LOG.warn("The server {} cannot be reached: {}", server, e.toString());
      throw new HttpRefusal(Answer.of(504));
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("The talk with the server {} failed: {}", server, e.toString());
      throw new HttpRefusal(Answer.of(502));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpRefusal(Answer.of(504));
    }
  }
}
