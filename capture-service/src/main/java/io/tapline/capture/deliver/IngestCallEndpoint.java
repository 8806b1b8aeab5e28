package io.tapline.capture.deliver;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.tapline.capture.batch.Batch;
import io.tapline.capture.batch.Encoding;
import io.tapline.flowlog.v1.IngestRequest;
import io.tapline.flowlog.v1.IngestResponse;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One gRPC call: answers arrive on the channel's threads and are queued for the deliverer's. */
final class IngestCallEndpoint
    implements IngestCall, ClientResponseObserver<IngestRequest, IngestResponse> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<IngestAnswer> answers = new ArrayDeque<>();
  private @Nullable ClientCallStreamObserver<IngestRequest> stream;
  private @Nullable LinkException end;
  private boolean finished;

  @Override
  public void beforeStart(ClientCallStreamObserver<IngestRequest> requestStream) {
    stream = requestStream;
    requestStream.setOnReadyHandler(this::signal);
  }

  void open(String sensor, String source, Encoding encoding) {
    stream().onNext(IngestMessages.open(sensor, source, encoding));
  }

  @Override
  public void onNext(IngestResponse response) {
    IngestAnswer answer = IngestMessages.answer(response);
    lock.lock();
    try {
      if (answer != null) {
        answers.add(answer);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onError(Throwable error) {
    end(IngestLinkEndpoint.failure(error));
  }

  @Override
  public void onCompleted() {
    end(new LinkException(true, "The connection log ended the call."));
  }

  @Override
  public boolean awaitReady(long timeoutMillis) throws LinkException, InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    lock.lock();
    try {
      while (!stream().isReady() && end == null && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (answers.isEmpty()) {
        throwIfEnded();
      }
      return end == null && stream().isReady();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void send(Batch batch) {
    stream().onNext(IngestMessages.batch(batch));
  }

  @Override
  public void finish(long frames) {
    stream().onNext(IngestMessages.finish(frames));
  }

  @Override
  public void clock(SourceClock clock) {
    stream().onNext(IngestMessages.clock(clock));
  }

  @Override
  public @Nullable IngestAnswer poll(long timeoutMillis)
      throws LinkException, InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    lock.lock();
    try {
      while (answers.isEmpty() && end == null && left > 0) {
        left = changed.awaitNanos(left);
      }
      IngestAnswer answer = answers.poll();
      finished |= answer instanceof IngestAnswer.Finished;
      if (answer == null) {
        throwIfEnded();
      }
      return answer;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    if (finished) {
      stream().onCompleted();
    } else {
      stream().cancel("The sensor ended the call.", null);
    }
  }

  private ClientCallStreamObserver<IngestRequest> stream() {
    if (stream == null) {
      throw new IllegalStateException("The call has not begun.");
    }
    return stream;
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end(LinkException reason) {
    lock.lock();
    try {
      end = reason;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void throwIfEnded() throws LinkException {
    if (end != null) {
      throw end;
    }
  }
}
