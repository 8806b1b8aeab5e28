package io.tapline.capture.deliver;

import io.tapline.capture.batch.Batch;
import io.tapline.capture.batch.Encoding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a source offers to its deliverer. Called by the deliverer's thread only. */
public interface Feed {

  /** The source's name in the log. May change when {@link #opened} says no. */
  String logName();

  /** What the frames are; never changes. */
  Encoding encoding();

  /**
   * The log has answered: go to its next position.
   *
   * @return false when the name is not ours in the log and another was chosen: open again
   */
  boolean opened(IngestAnswer.Opened opened);

  /**
   * The log holds a source of this name whose frames are something else.
   *
   * @return whether another name was chosen: open again
   */
  boolean nameHeld();

  /** The next frames and losses, in the log's positions; null when there are none now. */
  @Nullable Batch next();

  /**
   * What a silent source promises now, about once a second; null at other times, and always when
   * the source's times are not those of the present.
   */
  default @Nullable SourceClock clock() {
    return null;
  }

  /** Whether {@link #next} will never again return frames. */
  boolean ended();

  /** The log's position after the last frame, once ended. */
  long frames();

  /**
   * Every frame below this position of the log is durable.
   *
   * @param losses numbers of losses that became durable
   */
  void acknowledged(long nextPosition, List<Long> losses);
}
