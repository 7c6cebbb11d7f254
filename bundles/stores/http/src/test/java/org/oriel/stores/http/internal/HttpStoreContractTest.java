// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.http.internal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.oriel.store.Location;
import org.oriel.store.Store;
import org.oriel.store.StoreSettings;
import org.oriel.store.StoreType;
import org.oriel.testkit.store.StoreContract;
import org.oriel.testkit.store.StoreFixture;

class HttpStoreContractTest extends StoreContract {
  private static final String SECRET = "hush-hush";

  private final WebServer server = new WebServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  protected StoreFixture fixture() {
    HttpStoreType type = new HttpStoreType();
    String user = "me:" + SECRET;
    server.authorization =
        Optional.of(
            "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    return new StoreFixture() {
      @Override
      public StoreType type() {
        return type;
      }

      @Override
      public StoreSettings settings() {
        return new StoreSettings("web", Map.of());
      }

      @Override
      public int chunk() {
        return 64 << 10;
      }

      @Override
      public String uri(String blobId) {
        return "http://" + user + "@127.0.0.1:" + server.port() + "/" + blobId;
      }

      @Override
      public Set<String> listEverything(Store store) {
        return new TreeSet<>(server.contents.keySet());
      }

      @Override
      public Location plant(Store store, String blobId, byte[] bytes) {
        server.contents.put(blobId, bytes);
        return Location.of(uri(blobId));
      }

      @Override
      public List<String> synonyms(String blobId) {
        return List.of(uri(blobId).replaceFirst("http", "HTTP"), " " + uri(blobId) + " ");
      }

      @Override
      public List<String> secrets() {
        return List.of(SECRET);
      }

      @Override
      public Optional<StoreSettings> wrong() {
        return Optional.of(
            new StoreSettings("web", Map.of("https_ca_certificates_file", "/no/" + SECRET)));
      }
    };
  }
}
