package io.tapline.flowlog.ingest;

import io.tapline.flowlog.checkpoint.Lease;
import io.tapline.flowlog.checkpoint.SourceAccount;
import io.tapline.flowlog.store.LossCounts;
import java.util.List;

/**
 * What a worker says to whoever feeds it; called by the worker's thread. After {@link #finished},
 * {@link #ended} or {@link #failed} nothing follows, and the worker touches no block any more.
 */
public interface SourceListener {
  /** Send from the lease's next position; when it is finished, send nothing. */
  void opened(Lease lease);

  /**
   * The oldest block or clock was consumed: there is room for another, and the worker no longer
   * touches the block's bytes. When this throws, the worker ends with that failure and makes
   * nothing more durable.
   */
  void consumed();

  /** Every frame below this position is durable. */
  void acknowledged(long nextPosition, List<Long> losses);

  /** Everything is durable and the source is at its end. */
  void finished(SourceAccount account, LossCounts lost);

  /** Everything handed over is durable; the source may go on later. */
  void ended();

  /**
   * What was not acknowledged is to be sent again, to a new call. An InternalError also means that
   * the bytes of a block could not be read: its mapped file became shorter.
   */
  void failed(Throwable why);
}
