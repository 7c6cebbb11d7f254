// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.oriel.image.Attributes;
import org.oriel.image.Refusal;
import org.oriel.rest.internal.image.NewImages;
import org.oriel.task.Task;

/**
 * The document by which a client orders a task.
 *
 * @param from where the data lie
 * @param image attributes of the image that it makes
 * @param input the input as it was given
 */
record NewTask(String from, Attributes image, Map<String, Object> input) {
  private static final Set<String> KNOWN = Set.of(Task.API_IMAGE_IMPORT, Task.LOCATION_IMPORT);

  /**
   * Reads the document.
   *
   * @throws Refusal.Invalid if it is none
   */
  static NewTask of(JsonNode body, NewImages images) {
    String type = body.path("type").asText("");
    if (KNOWN.contains(type)) {
      throw new Refusal.Invalid("Tasks of type '" + type + "' are not created by clients.");
    }
    if (!body.path("type").isTextual() || !type.equals(Task.IMPORT)) {
      throw mismatch("'type' has to be 'import'");
    }
    if (!(body.path("input") instanceof ObjectNode input)) {
      throw mismatch("'input' has to be an object");
    }
    for (String name : new String[] {"import_from", "import_from_format", "image_properties"}) {
      if (!input.has(name)) {
        throw new Refusal.Invalid("Input does not contain '" + name + "' field");
      }
    }
    if (!(input.path("image_properties") instanceof ObjectNode properties)) {
      throw mismatch("'image_properties' has to be an object");
    }
    return new NewTask(
        source(input.path("import_from")), images.of(properties), JsonValues.object(input));
  }

  private static String source(JsonNode from) {
    if (!from.isTextual() || from.textValue().isBlank()) {
      throw mismatch("'import_from' has to be a URI");
    }
    String text = from.textValue();
    if (text.strip().toLowerCase(Locale.ROOT).startsWith("file:")) {
      throw new Refusal.Invalid(
          "File based imports are not allowed. Please use a non-local source of image data.");
    }
    return text;
  }

  private static Refusal mismatch(String what) {
    return new Refusal.Invalid("Provided object does not match schema 'task': " + what);
  }
}
