// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.oriel.image.Refusal;
import org.oriel.service.UploadBroken;

class ErrorTableTests {
  private static final List<Refusal> ONE_OF_EACH =
      List.of(
          new Refusal.NotFound("x"),
          new Refusal.Forbidden("x"),
          new Refusal.Unauthenticated("x", "Basic realm=\"x\""),
          new Refusal.Conflict("x"),
          new Refusal.Invalid("x"),
          new Refusal.TooLarge("x"),
          new Refusal.OverQuota("x"),
          new Refusal.Unsupported("x"),
          new Refusal.Unavailable("x", Duration.ofMillis(10)),
          new Refusal.Gone("x"),
          new Refusal.Outdated("x"));

  @Test
  void knowsEveryRefusal() {
    assertThat(ONE_OF_EACH.stream().map(Object::getClass))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Refusal.class.getPermittedSubclasses()).toList());
    assertThat(ONE_OF_EACH)
        .allSatisfy(
            refusal ->
                assertThat(ErrorTable.expected(refusal))
                    .hasValueSatisfying(
                        answer -> {
                          assertThat(answer.status()).isBetween(400, 503).isNotEqualTo(500);
                          assertThat(answer.explanation()).isEqualTo("x");
                        }));
  }

  @Test
  void saysHowToIdentifyAndWhenToComeBack() {
    assertThat(answer(new Refusal.Unauthenticated("x", "Basic realm=\"x\"")).headers())
        .containsEntry("WWW-Authenticate", "Basic realm=\"x\"");
    assertThat(answer(new Refusal.Unavailable("x", Duration.ofMillis(10))).headers())
        .containsEntry("Retry-After", "1");
    assertThat(answer(new Refusal.Unavailable("x", Duration.ofSeconds(30))).headers())
        .containsEntry("Retry-After", "30");
  }

  @Test
  void aFaultIsNotExpected() {
    assertThat(ErrorTable.expected(new IllegalStateException("secret"))).isEmpty();
    assertThat(answer(new UploadBroken(new IOException("x"))).status()).isEqualTo(400);
  }

  @Test
  void writesEachForm() {
    Answer answer = Answer.of(404, "No <b>image</b>");
    assertThat(ErrorBody.of(answer, Optional.of("application/json")))
        .isEqualTo(
            new ErrorBody(
                "application/json",
                "{\"message\":\"No <b>image</b><br /><br />\\n\\n\\n\","
                    + "\"code\":\"404 Not Found\",\"title\":\"Not Found\"}"));
    assertThat(ErrorBody.of(answer, Optional.of("*/*")).text())
        .startsWith("<html>")
        .contains("<title>404 Not Found</title>", "No &lt;b&gt;image&lt;/b&gt;<br /><br />");
    assertThat(ErrorBody.of(answer, Optional.empty()).text())
        .isEqualTo("404 Not Found\n\nNo <b>image</b>\n\n   ");
  }

  @Test
  void tooLargeIsSaidInPlainText() {
    assertThat(
            ErrorBody.of(answer(new Refusal.OverQuota("Limit")), Optional.of("application/json"))
                .text())
        .isEqualTo("413 Request Entity Too Large\n\nLimit\n\n   ");
  }

  private static Answer answer(Throwable cause) {
    return ErrorTable.expected(cause).orElseThrow();
  }
}
