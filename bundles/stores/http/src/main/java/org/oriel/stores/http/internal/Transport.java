// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.http.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.oriel.base.Workers;
import org.oriel.store.StoreException;

/** Requests to web servers: follows redirects, judges every address, says refusals in our words. */
final class Transport {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_REDIRECTS = 5;
  private static final int THREADS = 8;
  private static final int MOST_WAITING = 4096;
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int BEYOND_THE_END = 416;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> MISSING = Set.of(404, 410);
  private static final Set<Integer> DENIED = Set.of(401, 403, 407);
  private static final Set<Integer> LATER = Set.of(408, 425, 429);
  private static final Set<Integer> NO_HEAD = Set.of(400, 405, 501);
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(\\d{1,18}|\\*)");

  private final HttpSettings settings;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable HttpClient client;
  private @Nullable ExecutorService workers;
  private boolean closed;

  Transport(HttpSettings settings) {
    this.settings = settings;
  }

  /** Bytes that an address says it has; empty if it does not say, or does not know the question. */
  OptionalLong head(URI uri) throws StoreException {
    HttpResponse<Incoming> answer = follow(uri, "HEAD", Map.of());
    answer.body().close();
    if (NO_HEAD.contains(answer.statusCode())) {
      return OptionalLong.empty();
    }
    require(answer.statusCode());
    return answer.headers().firstValueAsLong("Content-Length");
  }

  /**
   * Asks for bytes.
   *
   * @param last offset of the last wanted byte; all to the end if absent
   * @param validator version of which a part is wanted; empty text for any
   */
  Part get(URI uri, long first, OptionalLong last, String validator) throws StoreException {
    boolean ranged = first > 0 || last.isPresent();
    String to = last.isPresent() ? Long.toString(last.getAsLong()) : "";
    Map<String, String> headers =
        !ranged
            ? Map.of()
            : validator.isEmpty()
                ? Map.of("Range", "bytes=" + first + "-" + to)
                : Map.of("Range", "bytes=" + first + "-" + to, "If-Range", validator);
    HttpResponse<Incoming> answer = follow(uri, "GET", headers);
    boolean done = false;
    try {
      Part part = part(answer, first);
      done = true;
      return part;
    } finally {
      if (!done) {
        answer.body().close();
      }
    }
  }

  private static Part part(HttpResponse<Incoming> answer, long first) throws StoreException {
    int status = answer.statusCode();
    Incoming bytes = answer.body();
    Matcher range = CONTENT_RANGE.matcher(answer.headers().firstValue("Content-Range").orElse(""));
    OptionalLong told = range.matches() ? number(range.group(2)) : OptionalLong.empty();
    if (status == BEYOND_THE_END) {
      bytes.close();
      Incoming nothing = new Incoming();
      nothing.onComplete();
      return new Part(nothing, first, told, "");
    }
    require(status);
    String validator = validator(answer);
    if (status == PARTIAL) {
      OptionalLong start = range.matches() ? number(range.group(1)) : OptionalLong.empty();
      if (start.isEmpty() || start.getAsLong() != first) {
        throw new StoreException.StoreDown("The server sent other bytes than it was asked for.");
      }
      return new Part(bytes, first, told, validator);
    }
    if (status != OK) {
      throw new StoreException.BadLocation("The server answered with status " + status + ".");
    }
    skip(bytes, first);
    return new Part(bytes, first, answer.headers().firstValueAsLong("Content-Length"), validator);
  }

  private static OptionalLong number(@Nullable String text) {
    return text == null || text.equals("*")
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(text));
  }

  /** Strong ones only: weak ones do not promise the same bytes. */
  private static String validator(HttpResponse<?> answer) {
    String tag = answer.headers().firstValue("ETag").orElse("");
    return tag.isEmpty()
        ? answer.headers().firstValue("Last-Modified").orElse("")
        : tag.startsWith("W/") ? "" : tag;
  }

  /** For servers that send everything whatever they are asked for. */
  private static void skip(Incoming bytes, long count) throws StoreException {
    ByteBuffer rubbish = ByteBuffer.allocate(64 << 10);
    try {
      for (long left = count; left > 0; left -= rubbish.position()) {
        rubbish.clear().limit((int) Math.min(left, rubbish.capacity()));
        if (bytes.read(rubbish) < 0) {
          return;
        }
      }
    } catch (IOException e) {
      throw new StoreException.StoreDown("The server broke off.", e);
    }
  }

  private static void require(int status) throws StoreException {
    if (MISSING.contains(status)) {
      throw new StoreException.BlobMissing("The server has no such data.");
    }
    if (DENIED.contains(status)) {
      throw new StoreException.StoreDenied("The server does not give the data out.");
    }
    if (status >= 500 || LATER.contains(status)) {
      throw new StoreException.StoreDown("The server answered with status " + status + ".");
    }
    if (status >= 400) {
      throw new StoreException.BadLocation("The server answered with status " + status + ".");
    }
  }

  private HttpResponse<Incoming> follow(URI uri, String method, Map<String, String> headers)
      throws StoreException {
    URI at = uri;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      judge(at);
      HttpResponse<Incoming> answer = send(request(at, uri, method, headers));
      if (!REDIRECTS.contains(answer.statusCode())) {
        return answer;
      }
      answer.body().close();
      at = next(at, answer.headers().firstValue("Location").orElse(""));
    }
    throw new StoreException.BadLocation("The server leads on more than 5 times.");
  }

  private static URI next(URI from, String to) throws StoreException {
    try {
      URI next = to.isEmpty() ? URI.create("none:") : from.resolve(to);
      String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
      boolean safe =
          scheme.equals(HttpStoreType.HTTPS)
              || (scheme.equals(HttpStoreType.HTTP)
                  && HttpStoreType.HTTP.equalsIgnoreCase(from.getScheme()));
      if (safe && next.getHost() != null) {
        return next;
      }
    } catch (IllegalArgumentException e) {
      throw new StoreException.BadLocation("The server leads to what is no address.");
    }
    throw new StoreException.BadLocation("The server leads where Oriel does not follow.");
  }

  /** Before every connection; the resolver keeps what it found until the connection is made. */
  private void judge(URI uri) throws StoreException {
    String host = uri.getHost();
    try {
      for (InetAddress each : InetAddress.getAllByName(host)) {
        if (settings.refused().hold(each)) {
          throw new StoreException.BadLocation("No requests are sent to the network of this host.");
        }
      }
    } catch (UnknownHostException e) {
      if (!settings.proxies().containsKey(scheme(uri))) {
        throw new StoreException.StoreDown("The name of the server is not known.", e);
      }
    }
  }

  /** Credentials of the location go to its own server only. */
  private static HttpRequest request(
      URI at, URI origin, String method, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(withoutUser(at))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(PATIENCE)
            .header("Accept-Encoding", "identity");
    headers.forEach(request::header);
    boolean home =
        at.getHost().equalsIgnoreCase(origin.getHost())
            && at.getPort() == origin.getPort()
            && scheme(at).equals(scheme(origin));
    String user = home ? origin.getUserInfo() : null;
    if (user != null) {
      byte[] bytes = user.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    return request.build();
  }

  private static URI withoutUser(URI uri) {
    String raw = uri.getRawUserInfo();
    String text = uri.toString();
    int fragment = text.indexOf('#');
    String bare = fragment < 0 ? text : text.substring(0, fragment);
    return URI.create(raw == null ? bare : bare.replaceFirst(Pattern.quote(raw + "@"), ""));
  }

  private static String scheme(URI uri) {
    return uri.getScheme().toLowerCase(Locale.ROOT);
  }

  private HttpResponse<Incoming> send(HttpRequest request) throws StoreException {
    BodyHandler<Incoming> handler = head -> new Incoming();
    try {
      return client().send(request, handler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.StoreDown("Interrupted while waiting for the server.", e);
    } catch (IOException e) {
      throw new StoreException.StoreDown("The server does not answer.", e);
    } catch (IllegalArgumentException e) {
      throw new StoreException.BadLocation("The location is not an address.");
    }
  }

  /** Made when it is first needed, for it has threads. */
  private HttpClient client() throws StoreException {
    lock.lock();
    try {
      if (closed) {
        throw new StoreException.StoreDown("The store is closed.");
      }
      HttpClient known = client;
      if (known == null) {
        known = make();
        client = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  private HttpClient make() {
    ExecutorService pool = Workers.pool("store-http", THREADS, MOST_WAITING);
    workers = pool;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .proxy(new Proxies(settings.proxies()))
            .executor(pool);
    settings.trust().ifPresent(builder::sslContext);
    return builder.build();
  }

  /** What is under way is ended by those who read it. */
  void close() {
    lock.lock();
    try {
      closed = true;
      client = null;
      if (workers != null) {
        workers.shutdown();
      }
    } finally {
      lock.unlock();
    }
  }

  private static final class Proxies extends ProxySelector {
    private final Map<String, InetSocketAddress> proxies;

    Proxies(Map<String, InetSocketAddress> proxies) {
      this.proxies = proxies;
    }

    @Override
    public List<Proxy> select(URI uri) {
      InetSocketAddress proxy = proxies.get(scheme(uri));
      return List.of(
          proxy == null
              ? Proxy.NO_PROXY
              : new Proxy(
                  Proxy.Type.HTTP, new InetSocketAddress(proxy.getHostString(), proxy.getPort())));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      Objects.requireNonNull(failure);
    }
  }
}
