// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.oriel.image.Refusal;

/** The parameters of a query, in their order, repeated ones included. */
public final class QueryString {
  /** One parameter. */
  public record Parameter(String name, String value) {}

  private static final int MOST = 1000;
  private final List<Parameter> parameters;

  public QueryString(List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
  }

  /**
   * Reads the raw query.
   *
   * @throws Refusal.Invalid if it is not UTF-8, or too much
   */
  public static QueryString parse(Optional<String> raw) {
    List<Parameter> parameters = new ArrayList<>();
    for (String pair : raw.orElse("").split("&", MOST + 1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.add(new Parameter(decoded(name, true), decoded(value, true)));
      }
    }
    if (parameters.size() > MOST) {
      throw new Refusal.Invalid("More than " + MOST + " query parameters.");
    }
    return new QueryString(parameters);
  }

  public List<Parameter> parameters() {
    return parameters;
  }

  /** All values of a name, in their order. */
  public List<String> all(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).map(Parameter::value).toList();
  }

  /** The last value of a name: it wins over earlier ones. */
  public Optional<String> last(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** These parameters without those of a name. */
  public QueryString without(String name) {
    return new QueryString(parameters.stream().filter(p -> !p.name().equals(name)).toList());
  }

  /** These parameters and one more. */
  public QueryString with(String name, String value) {
    List<Parameter> more = new ArrayList<>(parameters);
    more.add(new Parameter(name, value));
    return new QueryString(more);
  }

  /** The path with these parameters behind it, encoded. */
  public String behind(String path) {
    StringBuilder text = new StringBuilder(path);
    char separator = '?';
    for (Parameter parameter : parameters) {
      text.append(separator).append(encoded(parameter.name()));
      text.append('=').append(encoded(parameter.value()));
      separator = '&';
    }
    return text.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }

  /**
   * Decodes percent escapes, strictly.
   *
   * @param form whether {@code +} means a space
   * @throws Refusal.Invalid if an escape is broken or the bytes are not UTF-8
   */
  public static String decoded(String text, boolean form) {
    if (text.indexOf('%') < 0 && (!form || text.indexOf('+') < 0)) {
      return text;
    }
    byte[] from = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(from.length);
    for (int i = 0; i < from.length; i++) {
      if (from[i] == '%') {
        bytes.put((byte) (digit(from, i + 1) << 4 | digit(from, i + 2)));
        i += 2;
      } else {
        bytes.put(form && from[i] == '+' ? (byte) ' ' : from[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw notDecodable();
    }
  }

  private static int digit(byte[] text, int index) {
    int digit = index < text.length ? Character.digit(text[index], 16) : -1;
    if (digit < 0) {
      throw notDecodable();
    }
    return digit;
  }

  private static Refusal notDecodable() {
    return new Refusal.Invalid("The address cannot be decoded as UTF-8.");
  }
}
