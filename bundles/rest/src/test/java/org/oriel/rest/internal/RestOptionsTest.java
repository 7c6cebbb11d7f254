// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that change while requests are served. */
class RestOptionsTest {
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    server = new TestServer(directory, Map.of("limit_param_default", "2"));
    for (int i = 0; i < 5; i++) {
      server.post("/v2/images", "{}").send();
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private int page() throws Exception {
    JsonNode images = server.get("/v2/images").send().json().get("images");
    return images.size();
  }

  @Test
  void changedOptionsHoldForTheNextRequest() throws Exception {
    assertThat(page()).isEqualTo(2);

    server.options.change(Map.of("limit_param_default", "3"));

    assertThat(page()).isEqualTo(3);
  }

  @Test
  void wrongOptionsChangeNothing() throws Exception {
    assertThatThrownBy(() -> server.options.change(Map.of("limit_param_default", "many")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("limit_param_default");

    assertThat(page()).isEqualTo(2);
  }

  @Test
  void saysThatItIsAwayWhileARoomIsAway() throws Exception {
    server.entrance.close(server.api);

    Reply away = server.get("/v2/images").send();
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.header("Retry-After")).contains("1");
    assertThat(server.post("/v2/images", "{}").send().status()).isEqualTo(503);

    server.entrance.open(server.api);
    assertThat(page()).isEqualTo(2);
  }

  @Test
  void noRequestFailsWhileOptionsChange() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(3);
    List<Future<?>> working = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      working.add(clients.submit(this::request));
    }
    clients.shutdown();
    int changes = 0;
    while (!clients.isTerminated()) {
      changes++;
      server.options.change(Map.of("limit_param_default", Integer.toString(1 + changes % 5)));
    }

    for (Future<?> each : working) {
      each.get();
    }
    assertThat(changes).isGreaterThan(5);
  }

  private @Nullable Object request() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(server.post("/v2/images", "{}").send().status()).isEqualTo(201);
      assertThat(page()).isBetween(1, 5);
    }
    return null;
  }
}
