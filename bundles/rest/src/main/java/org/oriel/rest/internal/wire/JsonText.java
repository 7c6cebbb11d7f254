// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.oriel.image.Refusal;

/** JSON in and out, with limits on what comes in. */
public final class JsonText {
  /** Most bytes of a JSON body. */
  public static final int MOST_BYTES = 1 << 20;

  private static final int MOST_DEPTH = 32;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MOST_DEPTH)
                          .maxNumberLength(100)
                          .maxStringLength(MOST_BYTES)
                          .maxNameLength(MOST_BYTES)
                          .build())
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonText() {}

  /** A writer of UTF-8 that leaves the stream open when it is closed. */
  public static JsonGenerator generator(OutputStream out) throws IOException {
    JsonGenerator generator = MAPPER.getFactory().createGenerator(out, JsonEncoding.UTF8);
    return generator
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
        .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
  }

  /**
   * Reads an object or an array.
   *
   * @throws Refusal.Invalid if there is nothing, or something else
   * @throws HttpRefusal with 413 beyond {@link #MOST_BYTES}
   */
  public static JsonNode read(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new HttpRefusal(
          new Answer(413, "The body is larger than " + MOST_BYTES + " bytes.", Map.of(), true));
    }
    if (bytes.length == 0) {
      throw new Refusal.Invalid("Body expected in request.");
    }
    JsonNode node = parsed(bytes);
    if (!node.isContainerNode()) {
      throw new Refusal.Invalid("Unexpected body type. Expected list/dict.");
    }
    return node;
  }

  private static JsonNode parsed(byte[] bytes) throws IOException {
    try {
      // Decoded here, because Jackson would also take UTF-16 and does not look at every byte.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      JsonNode node = MAPPER.readTree(text);
      if (node == null || node.isMissingNode()) {
        throw new Refusal.Invalid("Malformed JSON in request body.");
      }
      return node;
    } catch (JsonProcessingException | CharacterCodingException e) {
      throw new Refusal.Invalid("Malformed JSON in request body.");
    }
  }
}
