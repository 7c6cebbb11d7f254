// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The body of an answer, in one of the three forms that clients of this API know how to read. */
public record ErrorBody(String contentType, String text) {
  private static final String HTML = "text/html";
  private static final String JSON = "application/json";
  private static final List<String> FORMS = List.of(HTML, JSON);

  /** The body in the form that the client prefers. */
  public static ErrorBody of(Answer answer, Optional<String> accept) {
    String form = answer.plain() ? "" : Accept.of(accept).best(FORMS).orElse("");
    return switch (form) {
      case HTML -> text(HTML, html(answer));
      case JSON -> new ErrorBody(JSON, json(answer));
      default ->
          text(
              "text/plain",
              Statuses.line(answer.status()) + "\n\n" + answer.explanation() + "\n\n   ");
    };
  }

  private static ErrorBody text(String type, String text) {
    return new ErrorBody(type + "; charset=UTF-8", text);
  }

  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String html(Answer answer) {
    String line = Statuses.line(answer.status());
    return "<html>\n <head>\n  <title>"
        + line
        + "</title>\n </head>\n <body>\n  <h1>"
        + line
        + "</h1>\n  "
        + escaped(answer.explanation())
        + "<br /><br />\n\n\n\n </body>\n</html>";
  }

  private static String json(Answer answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator out = JsonText.generator(bytes)) {
      out.writeStartObject();
      out.writeStringField("message", whole(answer.explanation()) + "<br /><br />\n\n\n");
      out.writeStringField("code", Statuses.line(answer.status()));
      out.writeStringField("title", Statuses.reason(answer.status()));
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The text as part of HTML. */
  private static String escaped(String text) {
    return whole(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#x27;");
  }

  /** The text with question marks for halves of characters, which clients can send in JSON. */
  private static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
