// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.image.Refusal;

/** JSON of files, with limits on what comes in. */
final class JsonFile {
  private static final int MOST_BYTES = 8 << 20;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxNumberLength(100)
                          .maxStringLength(MOST_BYTES)
                          .maxNameLength(MOST_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private JsonFile() {}

  /**
   * Reads an object.
   *
   * @throws Refusal.Invalid if it is something else
   */
  static Map<String, Object> read(byte[] file) {
    if (file.length > MOST_BYTES) {
      throw new Refusal.Invalid("A file of definitions has at most " + MOST_BYTES + " bytes.");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      if (plain(MAPPER.readValue(text, Object.class)) instanceof Map<?, ?> members) {
        Map<String, Object> object = new LinkedHashMap<>();
        members.forEach((name, member) -> object.put((String) name, member));
        return object;
      }
      throw new Refusal.Invalid("A file of definitions is a JSON object.");
    } catch (CharacterCodingException e) {
      throw new Refusal.Invalid("The file is not UTF-8.");
    } catch (JsonProcessingException e) {
      throw new Refusal.Invalid("The file is not JSON: " + e.getOriginalMessage());
    }
  }

  /** Writes an object, indented by four spaces as Glance's own files are. */
  static byte[] write(Map<String, Object> object) {
    DefaultIndenter indenter = new DefaultIndenter("    ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    try {
      String text = MAPPER.writer(printer).writeValueAsString(raw(object));
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object plain(@Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      Map<String, Object> object = new LinkedHashMap<>();
      members.forEach((name, member) -> object.put((String) name, plain(member)));
      return object;
    }
    if (value instanceof List<?> members) {
      List<Object> list = new ArrayList<>();
      members.forEach(member -> list.add(plain(member)));
      return list;
    }
    if (value instanceof Integer number) {
      return number.longValue();
    }
    return value == null ? Optional.empty() : value;
  }

  private static @Nullable Object raw(Object value) {
    if (value instanceof Map<?, ?> members) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      members.forEach((name, member) -> object.put((String) name, raw(member)));
      return object;
    }
    if (value instanceof List<?> members) {
      List<@Nullable Object> list = new ArrayList<>();
      members.forEach(member -> list.add(raw(member)));
      return list;
    }
    return value instanceof Optional<?> ? null : value;
  }
}
