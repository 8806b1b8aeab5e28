package io.tapline.flowlog.watch;

import io.grpc.StatusRuntimeException;
import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.RefusalReason;
import io.tapline.rpc.grpc.Statuses;
import io.tapline.rpc.watch.WatchedService;
import java.util.function.Consumer;

/**
 * What flowlog says to those who watch something of it.
 *
 * @param stopped what they are told when it stops
 * @param counted is given what was sent
 */
public record WatchedLog<A>(String stopped, WatchMetrics metrics, Consumer<A> counted)
    implements WatchedService<A> {
  @Override
  public RefusalReason limit() {
    return Reason.WATCH_LIMIT;
  }

  @Override
  public Refusal stops(Throwable cause) {
    return new Refusal(Reason.STORE_UNAVAILABLE, stopped, cause);
  }

  @Override
  public StatusRuntimeException status(Throwable failure) {
    return Statuses.of(failure, Reason.INTERNAL);
  }

  @Override
  public void refused() {
    metrics.refused();
  }

  @Override
  public void sent(A answer) {
    counted.accept(answer);
  }
}
