// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal.keystone;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Takes an answer of at most so many bytes. */
final class BoundedBody implements BodySubscriber<byte[]> {
  private final BodySubscriber<byte[]> taking = BodySubscribers.ofByteArray();
  private Flow.@Nullable Subscription subscription;
  private long left;

  BoundedBody(long most) {
    this.left = most;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return taking.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    taking.onSubscribe(given);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    left -= buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    if (left >= 0) {
      taking.onNext(buffers);
    } else {
      if (subscription != null) {
        subscription.cancel();
      }
      taking.onError(new IOException("The answer is too large."));
    }
  }

  @Override
  public void onError(Throwable cause) {
    taking.onError(cause);
  }

  @Override
  public void onComplete() {
    taking.onComplete();
  }
}
