package io.tapline.flowlog.search;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Statuses;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;

/**
 * One gRPC call, answered on a thread that may block. The caller's giving up cancels the question;
 * a caller that reads slowly holds the thread back, so at most one chunk waits in memory.
 */
final class Call<T> {
  private final ServerCallStreamObserver<T> caller;
  private final Cancellation cancellation;

  private Call(ServerCallStreamObserver<T> caller, boolean givesWay) {
    this.caller = caller;
    this.cancellation = new Cancellation(givesWay);
  }

  /** What answers a call. */
  interface Body<T> {
    void run(Call<T> call);
  }

  /**
   * Called where the call arrives; returns at once.
   *
   * @param refused counts calls that the executor does not take
   */
  static <T> void start(
      StreamObserver<T> observer, Executor executor, LongAdder refused, Body<T> body) {
    start(observer, executor, refused, body, false);
  }

  /**
   * The same.
   *
   * @param givesWay see {@link Cancellation}
   */
  static <T> void start(
      StreamObserver<T> observer,
      Executor executor,
      LongAdder refused,
      Body<T> body,
      boolean givesWay) {
    Call<T> call = new Call<>((ServerCallStreamObserver<T>) observer, givesWay);
    call.caller.setOnCancelHandler(call::cancelled);
    call.caller.setOnReadyHandler(call::wake);
    try {
      executor.execute(() -> call.run(body));
    } catch (RejectedExecutionException e) {
      refused.increment();
      call.fail(new Refusal(Reason.QUERY_LIMIT, "Too many questions at once.", e));
    }
  }

  private void run(Body<T> body) {
    try {
      body.run(this);
      caller.onCompleted();
    } catch (RuntimeException | Error e) { // whatever it is, the caller gets a status
      fail(e);
    }
  }

  private void fail(Throwable failure) {
    if (!cancellation.isCancelled()) {
      caller.onError(Statuses.of(failure, Reason.INTERNAL));
    }
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /** Sends when the caller is ready for it. */
  void send(T message) {
    awaitReady();
    if (!cancellation.isCancelled()) {
      caller.onNext(message);
    }
  }

  private synchronized void awaitReady() {
    try {
      while (!caller.isReady() && !cancellation.isCancelled()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancellation.cancel();
    }
    if (cancellation.isCancelled()) {
      throw new Refusal(Reason.DEADLINE_EXCEEDED, "The caller is gone.");
    }
  }

  private void cancelled() {
    cancellation.cancel();
    wake();
  }

  private synchronized void wake() {
    notifyAll();
  }
}
