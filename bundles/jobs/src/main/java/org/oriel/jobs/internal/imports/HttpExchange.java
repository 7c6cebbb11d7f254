// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal.imports;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.oriel.jobs.internal.imports.HttpBody.Framing;

/**
 * One request over HTTP/1.1 to one address. The client of the JDK looks names up by itself, which
 * is just what must not happen here.
 */
final class HttpExchange implements AutoCloseable {
  private static final int CONNECT_MILLIS = (int) Duration.ofSeconds(20).toMillis();
  private static final int SILENCE_MILLIS = (int) Duration.ofMinutes(1).toMillis();
  private static final int MOST_HEADERS = 200;
  private static final int LONGEST_LINE = 16 << 10;
  private static final int BUFFER = 1 << 16;
  private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);

  private final Socket socket;
  private final InputStream in;
  private final int status;
  private final Map<String, String> headers;

  private HttpExchange(Socket socket, InputStream in, int status, Map<String, String> headers) {
    this.socket = socket;
    this.in = in;
    this.status = status;
    this.headers = headers;
  }

  /**
   * Asks for a document; the answer's head has come when this returns.
   *
   * @param address of the URI's host
   */
  static HttpExchange open(URI uri, InetAddress address) throws IOException {
    return open(uri, address, Map.of());
  }

  /**
   * Asks for a document, with headers beside the usual ones.
   *
   * @param own headers whose values are visible characters of ASCII
   */
  static HttpExchange open(URI uri, InetAddress address, Map<String, String> own)
      throws IOException {
    boolean secure = uri.getScheme().equalsIgnoreCase("https");
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    Socket socket = new Socket();
    boolean open = false;
    try {
      socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
      socket.setSoTimeout(SILENCE_MILLIS);
      Socket talking = secure ? secured(socket, uri.getHost(), port) : socket;
      talking.getOutputStream().write(request(uri, own).getBytes(StandardCharsets.ISO_8859_1));
      talking.getOutputStream().flush();
      HttpExchange exchange =
          answered(talking, new BufferedInputStream(talking.getInputStream(), BUFFER));
      open = true;
      return exchange;
    } catch (FetchFailed e) {
      throw e;
    } catch (SocketTimeoutException e) {
      throw new FetchFailed("The server of the data does not answer.", e);
    } catch (IOException e) {
      throw new FetchFailed("The server of the data cannot be reached.", e);
    } finally {
      if (!open) {
        socket.close();
      }
    }
  }

  private static Socket secured(Socket socket, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    SSLSocket secured = (SSLSocket) factory.createSocket(socket, name, port, true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private static String request(URI uri, Map<String, String> own) throws FetchFailed {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    StringBuilder request = new StringBuilder("GET ").append(path);
    if (uri.getRawQuery() != null) {
      request.append('?').append(uri.getRawQuery());
    }
    request.append(" HTTP/1.1\r\nHost: ").append(uri.getHost());
    if (uri.getPort() >= 0) {
      request.append(':').append(uri.getPort());
    }
    request.append("\r\nUser-Agent: oriel\r\nAccept: */*\r\nAccept-Encoding: identity\r\n");
    if (uri.getUserInfo() != null) {
      byte[] pair = uri.getUserInfo().getBytes(StandardCharsets.UTF_8);
      request
          .append("Authorization: Basic ")
          .append(Base64.getEncoder().encodeToString(pair))
          .append("\r\n");
    }
    for (Map.Entry<String, String> header : own.entrySet()) {
      if (!header.getValue().matches("[\\x21-\\x7e]+")) {
        throw new FetchFailed("The token cannot be sent.");
      }
      request.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    return request.append("Connection: close\r\n\r\n").toString();
  }

  private static HttpExchange answered(Socket socket, InputStream in) throws IOException {
    int status = status(line(in));
    Map<String, String> headers = new HashMap<>();
    for (int count = 0; ; count++) {
      String line = line(in);
      if (line.isEmpty()) {
        return new HttpExchange(socket, in, status, headers);
      }
      int colon = line.indexOf(':');
      if (colon < 1 || count == MOST_HEADERS) {
        throw notHttp();
      }
      headers.put(
          line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
  }

  private static int status(String line) throws FetchFailed {
    if (!line.matches("HTTP/1\\.[01] \\d{3}(?: .*)?")) {
      throw notHttp();
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  /** A line without its end. */
  static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.size() == LONGEST_LINE) {
        throw notHttp();
      }
      line.write(next);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  static FetchFailed notHttp() {
    return new FetchFailed("The server of the data does not speak HTTP.");
  }

  int status() {
    return status;
  }

  /** Where to go on, if the server says so. */
  Optional<String> redirection() {
    return REDIRECTIONS.contains(status)
        ? Optional.ofNullable(headers.get("location"))
        : Optional.empty();
  }

  /** Bytes of the body, if the server says. */
  OptionalLong length() {
    return framing().length();
  }

  InputStream body() {
    return new HttpBody(in, framing());
  }

  private Framing framing() {
    if (headers
        .getOrDefault("transfer-encoding", "")
        .toLowerCase(Locale.ROOT)
        .contains("chunked")) {
      return new Framing(true, OptionalLong.empty());
    }
    String length = headers.getOrDefault("content-length", "");
    return new Framing(
        false,
        length.matches("\\d{1,18}")
            ? OptionalLong.of(Long.parseLong(length))
            : OptionalLong.empty());
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      org.slf4j.LoggerFactory.getLogger(HttpExchange.class).debug("A connection broke.", e);
    }
  }
}
