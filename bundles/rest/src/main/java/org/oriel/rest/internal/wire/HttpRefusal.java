// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

/** A "no" that only the wire can have: a wrong media type, a range that is not there. */
public final class HttpRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Answer answer;

  public HttpRefusal(Answer answer) {
    super(answer.explanation(), null, false, false);
    this.answer = answer;
  }

  public Answer answer() {
    return answer;
  }
}
