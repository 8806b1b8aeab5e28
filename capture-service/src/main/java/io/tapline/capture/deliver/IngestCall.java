package io.tapline.capture.deliver;

import io.tapline.capture.batch.Batch;
import org.jspecify.annotations.Nullable;

/** One open call for one source. Used by one thread. */
public interface IngestCall extends AutoCloseable {

  /**
   * Waits until the log has room for another batch; before it has answered the open there is none.
   *
   * @return false when the time passed first
   * @throws LinkException when the call has ended
   */
  boolean awaitReady(long timeoutMillis) throws LinkException, InterruptedException;

  /**
   * Sends a batch; only after {@link #awaitReady} said that there is room. The call releases the
   * batch when its bytes are no longer needed, whatever becomes of the call.
   *
   * @throws io.tapline.rpc.Refusal FILE_CHANGED when its file became shorter
   */
  void send(Batch batch);

  /** The source ends after so many frames: answered by {@link IngestAnswer.Finished}. */
  void finish(long frames);

  /** Sends a promise of the time; only after {@link #awaitReady}. */
  void clock(SourceClock clock);

  /** Nothing more for now: what was sent becomes durable, then the log ends the call. */
  void end();

  /**
   * The next answer, or null when none came within the time.
   *
   * @throws LinkException when the call has ended and every answer before its end was taken
   */
  @Nullable IngestAnswer poll(long timeoutMillis) throws LinkException, InterruptedException;

  /** Ends the call if it has not ended; what is unacknowledged is sent again by the next call. */
  @Override
  void close();
}
