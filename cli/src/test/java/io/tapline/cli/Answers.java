package io.tapline.cli;

import io.grpc.stub.StreamObserver;

/** How fakes of services answer. */
public final class Answers {
  private Answers() {}

  /** With one message. */
  public static <T> void answer(StreamObserver<T> answers, T answer) {
    answers.onNext(answer);
    answers.onCompleted();
  }
}
