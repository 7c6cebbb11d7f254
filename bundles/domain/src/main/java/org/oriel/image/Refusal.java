// SPDX-License-Identifier: Apache-2.0
package org.oriel.image;

import java.time.Duration;

/**
 * An expected "no" with a reason that may be shown to the caller. Carries no stack trace: it is an
 * answer, not a fault. Messages hold no secrets, and follow Glance's wording where clients read it.
 */
public abstract sealed class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Refusal(String message) {
    super(message, null, false, false);
  }

  /** There is no such thing, or the caller may not know of it. */
  public static final class NotFound extends Refusal {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
      super(message);
    }
  }

  /** The caller may not do this. */
  public static final class Forbidden extends Refusal {
    private static final long serialVersionUID = 1L;

    public Forbidden(String message) {
      super(message);
    }
  }

  /** It is not known who asks. */
  public static final class Unauthenticated extends Refusal {
    private static final long serialVersionUID = 1L;
    private final String challenge;

    /**
     * @param challenge value of {@code WWW-Authenticate}, which tells the caller how to say who it
     *     is
     */
    public Unauthenticated(String message, String challenge) {
      super(message);
      this.challenge = challenge;
    }

    public String challenge() {
      return challenge;
    }
  }

  /** The state of things does not permit it now. */
  public static final class Conflict extends Refusal {
    private static final long serialVersionUID = 1L;

    public Conflict(String message) {
      super(message);
    }
  }

  /** It is not any more as the caller knows it. */
  public static final class Outdated extends Refusal {
    private static final long serialVersionUID = 1L;

    public Outdated(String message) {
      super(message);
    }
  }

  /** The request makes no sense. */
  public static final class Invalid extends Refusal {
    private static final long serialVersionUID = 1L;

    public Invalid(String message) {
      super(message);
    }
  }

  /** More bytes than there may be or is room for. */
  public static final class TooLarge extends Refusal {
    private static final long serialVersionUID = 1L;

    public TooLarge(String message) {
      super(message);
    }
  }

  /** A quota is used up. */
  public static final class OverQuota extends Refusal {
    private static final long serialVersionUID = 1L;

    public OverQuota(String message) {
      super(message);
    }
  }

  /** The data are not what they should be, or of a kind that is not taken. */
  public static final class Unsupported extends Refusal {
    private static final long serialVersionUID = 1L;

    public Unsupported(String message) {
      super(message);
    }
  }

  /** Not now; perhaps later. */
  public static final class Unavailable extends Refusal {
    private static final long serialVersionUID = 1L;
    private final Duration retryAfter;

    public Unavailable(String message, Duration retryAfter) {
      super(message);
      this.retryAfter = retryAfter;
    }

    /** After which time another try makes sense. */
    public Duration retryAfter() {
      return retryAfter;
    }
  }

  /** It was there when the work began, and is there no more. */
  public static final class Gone extends Refusal {
    private static final long serialVersionUID = 1L;

    public Gone(String message) {
      super(message);
    }
  }
}
