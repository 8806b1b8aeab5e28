package io.tapline.cli.connect;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The waiting of a call that sends a stream: for the server to take the next message, and for the
 * end. One thread sends and waits; the observer of the answers, on gRPC's thread, says how the call
 * ended.
 *
 * @param <T> what the call ends with
 */
public final class StreamedCall<T> {
  private final CompletableFuture<T> done = new CompletableFuture<>();
  private final Semaphore ready = new Semaphore(0);

  /** Before the call starts: from then on a server that takes messages again is noticed at once. */
  public void watch(ClientCallStreamObserver<?> requests) {
    requests.setOnReadyHandler(ready::release);
  }

  /**
   * The server has ended the call.
   *
   * @param result null if none came, which is a failure of the server
   * @param without what it ended without, for people
   */
  public void completed(@Nullable T result, String without) {
    if (result == null) {
      failed(Status.INTERNAL.withDescription("the server ended " + without).asRuntimeException());
    } else {
      done.complete(result);
      ready.release();
    }
  }

  public void failed(Throwable failure) {
    done.completeExceptionally(failure);
    ready.release();
  }

  public boolean isDone() {
    return done.isDone();
  }

  /** Waits until a message may be sent; false when the server has answered already. */
  public boolean awaitReady(ClientCallStreamObserver<?> requests) {
    try {
      while (!done.isDone() && !requests.isReady()) {
        boolean told = ready.tryAcquire(1, TimeUnit.SECONDS);
        if (told) {
          ready.drainPermits();
        }
      }
      return !done.isDone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits for the end; StatusRuntimeException when the server says no. */
  public T await() {
    try {
      return done.get();
    } catch (ExecutionException e) {
      throw Status.fromThrowable(e.getCause())
          .asRuntimeException(Status.trailersFromThrowable(e.getCause()));
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** What a call ends with whose thread was interrupted; the thread stays so. */
  public static StatusRuntimeException interrupted() {
    Thread.currentThread().interrupt();
    return Status.CANCELLED.withDescription("interrupted").asRuntimeException();
  }
}
