// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.oriel.rest.internal.wire.Accept;
import org.oriel.rest.internal.wire.Exchange;
import org.oriel.rest.internal.wire.JsonText;

/** Says to load balancers whether to send requests here. */
final class HealthCheck {
  static final String PATH = "/healthcheck";
  private static final String PLAIN = "text/plain";
  private static final String JSON = "application/json";

  private final Optional<Path> disabledBy;

  HealthCheck(Optional<Path> disabledBy) {
    this.disabledBy = disabledBy;
  }

  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    boolean disabled = disabledBy.isPresent() && Files.exists(disabledBy.get());
    String reason = disabled ? "DISABLED BY FILE" : "OK";
    String type =
        Accept.of(Exchange.header(request, "Accept")).best(List.of(PLAIN, JSON)).orElse(PLAIN);
    byte[] body = type.equals(JSON) ? json(reason) : reason.getBytes(StandardCharsets.UTF_8);
    response.setStatus(disabled ? 503 : 200);
    response.setContentType(type.equals(JSON) ? JSON : PLAIN + "; charset=UTF-8");
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }

  private static byte[] json(String reason) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    try (JsonGenerator out = JsonText.generator(bytes)) {
      out.writeStartObject();
      out.writeBooleanField("detailed", false);
      out.writeArrayFieldStart("reasons");
      out.writeString(reason);
      out.writeEndArray();
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
