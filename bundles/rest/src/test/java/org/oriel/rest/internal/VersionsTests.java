// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oriel.rest.internal.wire.RestSettings;

class VersionsTests {
  @ParameterizedTest
  @CsvSource({
    "true,true,'2.18 2.17 2.16 2.15 2.14 2.13 2.12 2.11 2.10 2.9 2.8',2.18",
    "true,false,'2.15 2.13 2.12 2.11 2.10 2.9 2.8 2.17',2.17",
    "false,true,'2.18 2.17 2.16 2.15 2.14 2.9',2.18",
    "false,false,'2.15 2.9 2.17',2.17"
  })
  void listsWhatTheSettingsMean(boolean stores, boolean cache, String first, String current)
      throws IOException {
    List<String> ids = new ArrayList<>();
    List<String> currents = new ArrayList<>();
    for (JsonNode version : document(versions(stores, cache, "")).path("versions")) {
      ids.add(version.path("id").asText().substring(1));
      if (version.path("status").asText().equals("CURRENT")) {
        currents.add(version.path("id").asText().substring(1));
      }
    }
    assertThat(String.join(" ", ids)).isEqualTo(first + " 2.7 2.6 2.5 2.4 2.3 2.2 2.1 2.0");
    assertThat(currents).containsExactly(current);
  }

  @Test
  void linksToWhereTheClientAskedOrTheOperatorSays() throws IOException {
    assertThat(href(versions(true, false, ""))).isEqualTo("http://here:1/v2/");
    assertThat(href(versions(true, false, "https://cloud/image/")))
        .isEqualTo("https://cloud/image/v2/");
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/images,,/v2/images",
    "/v2.0/images,,/v2/images",
    "/v2.17/images/x,,/v2/images/x",
    "/v2,,/v2",
    "/v2/,,/v2/",
    "/v2.18/images,,",
    "/v2.14/images,,",
    "/v1/images,,",
    "/v3,,",
    "/,,",
    "/nothing,,",
    "/images,,",
    "/images,application/vnd.openstack.images-v2,/v2/images",
    "/images,application/vnd.openstack.images-v2.3,/v2/images",
    "/v2/images,application/vnd.openstack.images-v2.3,/v2/images",
    "/v2/images,application/vnd.openstack.images-v9,",
    "/v2/images,application/json,/v2/images"
  })
  void findsThePath(String path, String accept, String found) {
    assertThat(versions(true, false, "").path(path, Optional.ofNullable(accept)))
        .isEqualTo(Optional.ofNullable(found));
  }

  private static String href(Versions versions) throws IOException {
    return document(versions).path("versions").path(0).path("links").path(0).path("href").asText();
  }

  private static JsonNode document(Versions versions) throws IOException {
    return new ObjectMapper().readTree(versions.document("http://here:1"));
  }

  private static Versions versions(boolean stores, boolean cache, String endpoint) {
    return new Versions(
        RestSettings.of(
            Map.of(
                "enabled_backends_set", String.valueOf(stores),
                "image_cache_dir_set", String.valueOf(cache),
                "public_endpoint", endpoint)));
  }
}
