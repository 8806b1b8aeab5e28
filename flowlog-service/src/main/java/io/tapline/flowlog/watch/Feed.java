package io.tapline.flowlog.watch;

import io.tapline.flowlog.search.Cancellation;
import java.util.List;

/**
 * What one watcher is sent, part after part. Calls block; for one thread.
 *
 * @param <T> a message to the watcher
 */
public interface Feed<T> {
  /**
   * What came since the part before.
   *
   * @throws io.tapline.rpc.Refusal where the watcher cannot be told what came
   */
  Part<T> next(Cancellation cancellation);

  /** A message of a part was sent. */
  void sent(T message);

  /**
   * What came.
   *
   * @param messages none where nothing came
   * @param end says where the watcher is behind them
   * @param full whether there may be more at once
   */
  record Part<T>(List<T> messages, T end, boolean full) {}
}
