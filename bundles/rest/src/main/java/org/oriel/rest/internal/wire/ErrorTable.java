// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import java.util.Map;
import java.util.Optional;
import org.oriel.image.Refusal;
import org.oriel.service.UploadBroken;

/** Which status says which refusal: the only place that knows. */
public final class ErrorTable {
  private static final Map<Class<? extends Refusal>, Integer> STATUSES =
      Map.of(
          Refusal.Invalid.class, 400,
          Refusal.Unauthenticated.class, 401,
          Refusal.Forbidden.class, 403,
          Refusal.NotFound.class, 404,
          Refusal.Conflict.class, 409,
          Refusal.Gone.class, 410,
          Refusal.TooLarge.class, 413,
          Refusal.OverQuota.class, 413,
          Refusal.Unsupported.class, 415,
          Refusal.Unavailable.class, 503);

  private ErrorTable() {}

  /** The answer to an expected "no"; empty for a fault. */
  public static Optional<Answer> expected(Throwable cause) {
    if (cause instanceof HttpRefusal refusal) {
      return Optional.of(refusal.answer());
    }
    if (cause instanceof UploadBroken) {
      return Optional.of(Answer.of(400, "The request ended before its body was complete."));
    }
    return cause instanceof Refusal refusal ? Optional.of(answer(refusal)) : Optional.empty();
  }

  private static Answer answer(Refusal refusal) {
    Integer status = STATUSES.get(refusal.getClass());
    if (status == null) {
      return Answer.of(500);
    }
    boolean plain = status == 410 || status == 413;
    return new Answer(status, text(refusal), headers(refusal), plain);
  }

  private static String text(Refusal refusal) {
    String message = refusal.getMessage();
    return message == null ? "" : message;
  }

  private static Map<String, String> headers(Refusal refusal) {
    if (refusal instanceof Refusal.Unauthenticated unknown) {
      return Map.of("WWW-Authenticate", unknown.challenge());
    }
    if (refusal instanceof Refusal.Unavailable away) {
      return Map.of("Retry-After", Long.toString(Math.max(1, away.retryAfter().toSeconds())));
    }
    return Map.of();
  }
}
