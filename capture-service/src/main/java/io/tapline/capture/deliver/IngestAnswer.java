package io.tapline.capture.deliver;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the connection log says on a call. */
public sealed interface IngestAnswer {

  /**
   * First answer of a call.
   *
   * @param sourceId number of the source in the log
   * @param epoch fencing number of the call
   * @param nextPosition send from here
   * @param nextLoss greater than the number of every loss that the log has
   * @param finished totals when the source was finished earlier
   */
  record Opened(
      long sourceId, long epoch, long nextPosition, long nextLoss, @Nullable IngestTotals finished)
      implements IngestAnswer {

    /** Whether the log has never heard of the source. */
    public boolean fresh() {
      return nextPosition == 0 && finished == null;
    }
  }

  /**
   * Frames are durable.
   *
   * @param nextPosition every frame below is durable
   * @param losses numbers of losses that became durable
   */
  record Acknowledged(long nextPosition, List<Long> losses) implements IngestAnswer {}

  /**
   * The source is at its end, everything is durable.
   *
   * @param totals what became of its frames
   */
  record Finished(IngestTotals totals) implements IngestAnswer {}
}
