package io.tapline.testing;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The other end of a gRPC call, ready to read when it is told to be. */
public final class FakeCaller<T> extends ServerCallStreamObserver<T> {
  /** What it was sent so far. */
  public final List<T> messages = new CopyOnWriteArrayList<>();

  private final CountDownLatch end = new CountDownLatch(1);
  private volatile boolean ready;
  private volatile boolean cancelled;
  private volatile @Nullable Throwable failure;
  private Runnable onReady = () -> {};
  private Runnable onCancel = () -> {};

  /** It reads from now on. */
  public FakeCaller<T> ready() {
    ready = true;
    onReady.run();
    return this;
  }

  /** It is gone. */
  public void cancel() {
    cancelled = true;
    onCancel.run();
  }

  /** The one message of the call; throws what ended it, if it failed. */
  public T answer() {
    try {
      if (end() == Status.Code.OK) {
        return messages.getFirst();
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
    throw Status.fromThrowable(Objects.requireNonNull(failure))
        .asRuntimeException(Status.trailersFromThrowable(Objects.requireNonNull(failure)));
  }

  /** What ended the call; waits for it. */
  public Status.Code end() throws InterruptedException {
    if (!end.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("the call goes on");
    }
    Throwable end = failure;
    return end == null ? Status.Code.OK : Status.fromThrowable(end).getCode();
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void setOnReadyHandler(Runnable handler) {
    onReady = handler;
  }

  @Override
  public void setOnCancelHandler(Runnable handler) {
    onCancel = handler;
  }

  @Override
  public void onNext(T message) {
    messages.add(message);
  }

  @Override
  public void onError(Throwable error) {
    failure = error;
    end.countDown();
  }

  @Override
  public void onCompleted() {
    end.countDown();
  }

  @Override
  public void setCompression(String compression) {}

  @Override
  public void disableAutoInboundFlowControl() {}

  @Override
  public void request(int count) {}

  @Override
  public void setMessageCompression(boolean enable) {}
}
