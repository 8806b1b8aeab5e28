package io.tapline.rpc.watch;

import io.grpc.StatusRuntimeException;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.RefusalReason;

/** What a service says to its watchers in its own words, and counts. For any number of threads. */
public interface WatchedService<A> {
  /** Why a watcher is refused that is one too many. */
  RefusalReason limit();

  /** What a watcher is told when the service stops. */
  Refusal stops(Throwable cause);

  /** What ends a call that failed. */
  StatusRuntimeException status(Throwable failure);

  /** A watcher was one too many. */
  void refused();

  /** A watcher was sent this. */
  void sent(A answer);
}
