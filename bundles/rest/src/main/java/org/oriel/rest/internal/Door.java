// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.oriel.identity.Identity;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;
import org.oriel.rest.internal.wire.Answer;
import org.oriel.rest.internal.wire.BrokenOff;
import org.oriel.rest.internal.wire.Errors;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.HttpRefusal;
import org.oriel.rest.internal.wire.Patience;
import org.oriel.rest.internal.wire.QueryString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The walk of every request: front, health check, version, caller, request id, route, body; then
 * image data or CXF. No request comes to a resource by another way.
 */
final class Door {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final Set<String> KNOWN_METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH");
  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final Front front;
  private final HealthCheck healthCheck;
  private final Versions versions;
  private final Identity identity;
  private final RequestIds requestIds;
  private final Routes routes;
  private final Metadata metadata;
  private final Patience patience;

  Door(
      Front front,
      HealthCheck healthCheck,
      Versions versions,
      Identity identity,
      RequestIds requestIds,
      Routes routes,
      Metadata metadata,
      Patience patience) {
    this.front = front;
    this.healthCheck = healthCheck;
    this.versions = versions;
    this.identity = identity;
    this.requestIds = requestIds;
    this.routes = routes;
    this.metadata = metadata;
    this.patience = patience;
  }

  void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    try {
      walk(request, response);
    } catch (BrokenOff e) {
      throw e;
    } catch (IOException e) {
      gone(e, request);
    } catch (RuntimeException e) {
      refuse(e, request, response);
    }
  }

  private void walk(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (front.answers(request, response)) {
      return;
    }
    String path = request.getRequestURI();
    if (path.equals(HealthCheck.PATH)) {
      healthCheck.answer(request, response);
      return;
    }
    Optional<String> inVersion =
        path.equals("/versions")
            ? Optional.empty()
            : versions.path(path, Exchange.header(request, "Accept"));
    if (inVersion.isEmpty()) {
      list(path.equals("/versions") ? 200 : 300, request, response);
      return;
    }
    String id = requestIds.of(Exchange.header(request, RequestIds.HEADER));
    Exchange.id(request, id);
    Caller caller = identity.identify(new RequestEvidence(request));
    Exchange.caller(request, caller);
    response.setHeader(RequestIds.HEADER, id);
    dispatch(caller, inVersion.get(), request, response);
  }

  private void dispatch(
      Caller caller, String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String method = request.getMethod();
    if (path.equals("/v2")) {
      response.setHeader("Location", Exchange.base(request) + "/v2/");
      response.setStatus(302);
      return;
    }
    // The container lets every path pass, because what it refuses itself it answers in its own way.
    QueryString.decoded(path, false);
    Routes.Match match =
        routes
            .find(path)
            .orElseThrow(
                () -> new HttpRefusal(Answer.of(KNOWN_METHODS.contains(method) ? 404 : 501)));
    Route.Operation operation =
        match
            .route()
            .operation(method)
            .orElseThrow(() -> new HttpRefusal(otherwise(match.route(), method)));
    if (caller.readOnly() && !READING.contains(method)) {
      throw new HttpRefusal(new Answer(403, "Read-only access", java.util.Map.of(), true));
    }
    if (operation.noBody() && Exchange.hasBody(request)) {
      throw new HttpRefusal(Answer.of(400, "A body is not expected with this request."));
    }
    if (operation.data().isPresent()) {
      operation.data().get().serve(match.variable(), request, response);
    } else {
      // CXF decodes the query before any resource sees it, and takes a broken escape for a fault.
      QueryString.parse(Optional.ofNullable(request.getQueryString()));
      metadata(match, operation, path, request, response);
    }
  }

  private void metadata(
      Routes.Match match,
      Route.Operation operation,
      String path,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    MetadataRequest asked =
        new MetadataRequest(
            request,
            path,
            match,
            operation.declaration().orElseThrow(),
            patience,
            front.bodyMost(request));
    metadata.serve(asked, response);
    asked.dropBody();
  }

  /** HEAD is told of as nowhere else, since no path takes it. */
  private static Answer otherwise(Route route, String method) {
    return route.singleMethod() && !method.equals("HEAD")
        ? Answer.of(404)
        : Answer.of(405).with("Allow", route.allow());
  }

  private void list(int status, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] document = versions.document(Exchange.base(request));
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(document.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(document);
    }
  }

  private void refuse(Exception cause, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answer answer = Errors.answer(cause, request);
    if (response.isCommitted()) {
      throw new BrokenOff(cause);
    }
    if (!(cause instanceof Refusal.Unauthenticated) && !Exchange.id(request).isEmpty()) {
      response.setHeader(RequestIds.HEADER, Exchange.id(request));
    }
    Leftovers.announceEnd(request, response);
    try {
      Errors.send(answer, request, response);
      Leftovers.drop(request, response, patience);
    } catch (IOException e) {
      gone(e, request);
    }
  }

  /** A client that hung up is no fault of the server, and no answer helps it any more. */
  private static void gone(IOException e, HttpServletRequest request) {
    LOG.debug("The client of request {} went away", Exchange.id(request), e);
  }
}
