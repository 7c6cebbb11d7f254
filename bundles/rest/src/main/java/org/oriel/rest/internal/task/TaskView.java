// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.task;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.task.Task;

/** How a task is shown. */
final class TaskView {
  static final String COLLECTION = "/v2/tasks";
  private static final DateTimeFormatter RAW =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private TaskView() {}

  /** Everything. */
  static void whole(Task task, JsonGenerator out) throws IOException {
    out.writeStartObject();
    head(task, out);
    value("input", task.input(), out);
    out.writeStringField("message", task.message());
    value("result", task.result(), out);
    tail(task, out);
    out.writeEndObject();
  }

  /** A task of a list. */
  static void brief(Task task, JsonGenerator out) throws IOException {
    out.writeStartObject();
    head(task, out);
    tail(task, out);
    out.writeEndObject();
  }

  /** A task of an image: the record as it is, times with microseconds and without a zone. */
  static void raw(Task task, JsonGenerator out) throws IOException {
    out.writeStartObject();
    head(task, out);
    text("expires_at", task.expiresAt().map(RAW::format), out);
    out.writeStringField("created_at", RAW.format(task.createdAt()));
    out.writeStringField("updated_at", RAW.format(task.updatedAt()));
    out.writeNullField("deleted_at");
    out.writeBooleanField("deleted", false);
    text("image_id", task.imageId(), out);
    text("request_id", task.requestId(), out);
    text("user_id", task.userId(), out);
    value("input", task.input(), out);
    value("result", task.result(), out);
    out.writeStringField("message", task.message());
    out.writeEndObject();
  }

  private static void head(Task task, JsonGenerator out) throws IOException {
    out.writeStringField("id", task.id());
    out.writeStringField("type", task.type());
    out.writeStringField("status", task.status().word());
    out.writeStringField("owner", task.owner());
  }

  private static void tail(Task task, JsonGenerator out) throws IOException {
    out.writeStringField("created_at", time(task.createdAt()));
    out.writeStringField("updated_at", time(task.updatedAt()));
    out.writeStringField("self", COLLECTION + "/" + task.id());
    out.writeStringField("schema", "/v2/schemas/task");
    present("image_id", task.imageId(), out);
    present("request_id", task.requestId(), out);
    present("user_id", task.userId(), out);
    present("expires_at", task.expiresAt().map(TaskView::time), out);
  }

  /** UTC in whole seconds. */
  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static void present(String name, Optional<String> text, JsonGenerator out)
      throws IOException {
    if (text.isPresent()) {
      out.writeStringField(name, text.get());
    }
  }

  private static void text(String name, Optional<String> text, JsonGenerator out)
      throws IOException {
    if (text.isPresent()) {
      out.writeStringField(name, text.get());
    } else {
      out.writeNullField(name);
    }
  }

  private static void value(String name, Object value, JsonGenerator out) throws IOException {
    out.writeFieldName(name);
    value(value, out);
  }

  private static void value(Object value, JsonGenerator out) throws IOException {
    if (value instanceof Optional<?> optional) {
      if (optional.isPresent()) {
        value(optional.get(), out);
      } else {
        out.writeNull();
      }
    } else if (value instanceof Map<?, ?> object) {
      out.writeStartObject();
      for (Map.Entry<?, ?> member : object.entrySet()) {
        value((String) member.getKey(), member.getValue(), out);
      }
      out.writeEndObject();
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object member : list) {
        value(member, out);
      }
      out.writeEndArray();
    } else {
      out.writePOJO(value);
    }
  }
}
