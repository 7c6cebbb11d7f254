// SPDX-License-Identifier: Apache-2.0
package org.oriel.signature.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Certificates as secrets of Barbican, fetched with the token of the caller. */
final class BarbicanCertificates implements Certificates {
  private static final Logger LOG = LoggerFactory.getLogger(BarbicanCertificates.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MOST_CATALOG_BYTES = 4 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BarbicanSettings settings;
  private final HttpClient client;
  private final Pem pem;

  BarbicanCertificates(BarbicanSettings settings, HttpClient client, Pem pem) {
    this.settings = settings;
    this.client = client;
    this.pem = pem;
  }

  @Override
  public X509Certificate get(String id, Caller caller) throws Unverifiable {
    if (!Image.isId(id)) {
      throw Certificates.notFound(id);
    }
    String token = caller.token().map(Caller.Token::text).orElse("");
    if (token.isEmpty()) {
      LOG.error("Certificate {} cannot be fetched: the caller has no token.", id);
      throw Certificates.notHad(id);
    }
    try {
      String secret = endpoint(token) + "/secrets/" + id;
      JsonNode about = JSON.readTree(fetch(secret, token, "application/json", Pem.MOST_BYTES));
      String kind = about.path("secret_type").asText("");
      if (!kind.equals("certificate")) {
        throw new Unverifiable("Invalid certificate format: " + kind);
      }
      String type = about.path("content_types").path("default").asText("application/octet-stream");
      return pem.certificate(fetch(secret + "/payload", token, type, Pem.MOST_BYTES));
    } catch (NotThere e) {
      throw Certificates.notFound(id);
    } catch (IOException e) {
      LOG.error("Certificate {} cannot be fetched from Barbican: {}", id, e.toString());
      throw Certificates.notHad(id);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Certificates.notHad(id);
    }
  }

  /** Barbican's URL with its version: as configured, else from the catalogue of the token. */
  private String endpoint(String token) throws IOException, InterruptedException {
    String base = settings.endpoint().isPresent() ? settings.endpoint().get() : fromCatalog(token);
    String bare = base.replaceFirst("/+$", "");
    return bare.endsWith("/" + settings.version()) ? bare : bare + "/" + settings.version();
  }

  private String fromCatalog(String token) throws IOException, InterruptedException {
    String url = settings.authEndpoint().replaceFirst("/+$", "") + "/auth/catalog";
    JsonNode catalog = JSON.readTree(fetch(url, token, "application/json", MOST_CATALOG_BYTES));
    for (JsonNode service : catalog.path("catalog")) {
      if (service.path("type").asText().equals("key-manager")) {
        for (JsonNode endpoint : service.path("endpoints")) {
          if (fits(endpoint)) {
            return endpoint.path("url").asText();
          }
        }
      }
    }
    throw new IOException("The catalogue has no fitting endpoint of type key-manager.");
  }

  private boolean fits(JsonNode endpoint) {
    return endpoint.path("interface").asText().equals(settings.endpointType())
        && settings.region().filter(it -> !it.equals(endpoint.path("region").asText())).isEmpty();
  }

  private byte[] fetch(String url, String token, String type, int most)
      throws IOException, InterruptedException {
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(TIMEOUT)
              .header("X-Auth-Token", token)
              .header("Accept", type)
              .build();
    } catch (IllegalArgumentException e) {
      throw new IOException("No request can be made of what was configured.", e);
    }
    HttpResponse<InputStream> answer =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      if (answer.statusCode() == 404) {
        throw new NotThere();
      }
      if (answer.statusCode() != 200) {
        throw new IOException("answer " + answer.statusCode());
      }
      return body.readNBytes(most);
    }
  }

  private static final class NotThere extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
