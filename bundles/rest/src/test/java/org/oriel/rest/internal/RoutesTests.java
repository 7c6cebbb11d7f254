// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.rest.internal.image.ImagesResource;
import org.oriel.rest.internal.image.SchemasResource;
import org.oriel.rest.internal.image.TagsResource;

class RoutesTests {
  private static final Routes ROUTES =
      new Routes.Builder()
          .resource(ImagesResource.class)
          .resource(TagsResource.class)
          .resource(SchemasResource.class)
          .data("/v2/images/{id}/file", "PUT", false, (id, request, response) -> {})
          .data("/v2/images/{id}/file", "GET", true, (id, request, response) -> {})
          .build();

  @ParameterizedTest
  @CsvSource({
    "/v2/images,'GET, POST'",
    "/v2/images/x,'GET, PATCH, DELETE'",
    "/v2/images/x/file,'GET, PUT'",
    "/v2/images/x/tags/y,'PUT, DELETE'",
    "/v2/schemas/image,GET",
    "/v2/schemas/images,GET"
  })
  void knowsWhatEveryPathAllows(String path, String allow) {
    assertThat(ROUTES.find(path))
        .hasValueSatisfying(match -> assertThat(match.route().allow()).isEqualTo(allow));
  }

  @Test
  void takesVariablesOutOfThePath() {
    assertThat(ROUTES.find("/v2/images/x/tags/a%20b"))
        .hasValueSatisfying(
            match ->
                assertThat(match.variables())
                    .isEqualTo(Map.of("id", List.of("x"), "tag", List.of("a%20b"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2",
        "/v2/",
        "/v2/images/",
        "/v2/images//",
        "/v2/images//file",
        "/v2/images/x/",
        "/v2/images/x/files",
        "/v2/images/x/file/y",
        "/v2/images/x/tags",
        "/v2/images/x/tags/a%2Fb",
        "/v2/images/x/tags/a%2fb",
        "/v2/schemas/nothing",
        "/v2/Images",
        ""
      })
  void doesNotKnowOtherPaths(String path) {
    assertThat(ROUTES.find(path)).isEmpty();
  }

  @Test
  void findsTheVariable() {
    Routes.Match match = ROUTES.find("/v2/images/abc/file").orElseThrow();
    assertThat(match.variable()).isEqualTo("abc");
    assertThat(match.route().operation("GET"))
        .hasValueSatisfying(
            operation -> {
              assertThat(operation.noBody()).isTrue();
              assertThat(operation.data()).isPresent();
            });
    assertThat(match.route().operation("POST")).isEmpty();
  }

  @Test
  void knowsWhatTakesNoBody() {
    Route route = ROUTES.find("/v2/images/x").orElseThrow().route();
    assertThat(route.operation("DELETE").map(Route.Operation::noBody)).contains(true);
    assertThat(route.operation("PATCH").map(Route.Operation::noBody)).contains(false);
  }

  @Test
  void refusesTwoOfAKind() {
    assertThatThrownBy(
            () ->
                new Routes.Builder()
                    .resource(TagsResource.class)
                    .resource(TagsResource.class)
                    .build())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
