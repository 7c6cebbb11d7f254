// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import java.util.Map;
import java.util.Optional;
import org.oriel.image.Refusal;
import org.oriel.service.UploadBroken;

/** Which status says which refusal: the only place that knows. */
public final class ErrorTable {
  private static final Map<Class<? extends Refusal>, Integer> STATUSES =
      Map.ofEntries(
          Map.entry(Refusal.Invalid.class, 400),
          Map.entry(Refusal.Unauthenticated.class, 401),
          Map.entry(Refusal.Forbidden.class, 403),
          Map.entry(Refusal.NotFound.class, 404),
          Map.entry(Refusal.Conflict.class, 409),
          Map.entry(Refusal.Gone.class, 410),
          Map.entry(Refusal.Outdated.class, 412),
          Map.entry(Refusal.TooLarge.class, 413),
          Map.entry(Refusal.OverQuota.class, 413),
          Map.entry(Refusal.Unsupported.class, 415),
          Map.entry(Refusal.Unavailable.class, 503));

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
