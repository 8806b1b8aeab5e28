package io.tapline.rpc.watch;

import io.grpc.StatusRuntimeException;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.RefusalReason;
import io.tapline.rpc.TestReason;
import io.tapline.rpc.grpc.Statuses;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that remembers what became of its watchers. */
final class FakeWatched implements WatchedService<String> {
  final List<String> sent = new CopyOnWriteArrayList<>();
  final List<Throwable> failures = new CopyOnWriteArrayList<>();
  final AtomicInteger refused = new AtomicInteger();

  @Override
  public RefusalReason limit() {
    return TestReason.WATCH_LIMIT;
  }

  @Override
  public Refusal stops(Throwable cause) {
    return new Refusal(TestReason.STOPPED, "Resume later.", cause);
  }

  @Override
  public StatusRuntimeException status(Throwable failure) {
    failures.add(failure);
    return Statuses.of(failure, TestReason.INTERNAL);
  }

  @Override
  public void refused() {
    refused.incrementAndGet();
  }

  @Override
  public void sent(String answer) {
    sent.add(answer);
  }
}
