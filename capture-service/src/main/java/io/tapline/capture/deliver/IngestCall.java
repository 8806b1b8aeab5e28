package io.tapline.capture.deliver;

import io.tapline.capture.batch.Batch;
import org.jspecify.annotations.Nullable;

/** One open call for one source. Used by one thread. */
public interface IngestCall extends AutoCloseable {

  /**
   * Waits until the stream takes another batch without buffering it.
   *
   * @return false when the time passed first
   * @throws LinkException when the call has ended
   */
  boolean awaitReady(long timeoutMillis) throws LinkException, InterruptedException;

  void send(Batch batch);

  void finish(long frames);

  void clock(SourceClock clock);

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
