package io.tapline.flowlog.ingest;

import io.tapline.flowlog.checkpoint.Lease;
import io.tapline.flowlog.checkpoint.SourceAccount;
import io.tapline.flowlog.store.LossCounts;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A source for tests: remembers what the worker says, in order. */
final class Feeder implements SourceListener {
  sealed interface Said {
    record Opened(Lease lease) implements Said {}

    record Consumed() implements Said {}

    record Acknowledged(long nextPosition, List<Long> losses) implements Said {}

    record Finished(SourceAccount account, LossCounts lost) implements Said {}

    record Ended() implements Said {}

    record Failed(Throwable why) implements Said {}
  }

  private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();

  @Override
  public void opened(Lease lease) {
    said.add(new Said.Opened(lease));
  }

  @Override
  public void consumed() {
    said.add(new Said.Consumed());
  }

  @Override
  public void acknowledged(long nextPosition, List<Long> losses) {
    said.add(new Said.Acknowledged(nextPosition, losses));
  }

  @Override
  public void finished(SourceAccount account, LossCounts lost) {
    said.add(new Said.Finished(account, lost));
  }

  @Override
  public void ended() {
    said.add(new Said.Ended());
  }

  @Override
  public void failed(Throwable why) {
    said.add(new Said.Failed(why));
  }

  /** The next of this kind; what comes before it is skipped. */
  <T extends Said> T await(Class<T> kind) {
    while (true) {
      Said next = next();
      if (kind.isInstance(next)) {
        return kind.cast(next);
      }
      if (next instanceof Said.Failed(Throwable why)) {
        throw new AssertionError("waiting for " + kind.getSimpleName(), why);
      }
    }
  }

  private Said next() {
    try {
      @Nullable Said next = said.poll(20, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("the worker says nothing");
      }
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
