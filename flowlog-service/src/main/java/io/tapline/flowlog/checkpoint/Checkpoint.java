package io.tapline.flowlog.checkpoint;

import io.tapline.flowlog.segment.SegmentFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that becomes durable together. A value: the same checkpoint may be committed again
 * when the answer was lost.
 *
 * @param number one more than the source's last checkpoint
 * @param closed rows closed since the last checkpoint
 * @param open rows that are open now, instead of those of the last checkpoint; absent when none is
 * @param state of the worker, as it wants it back
 * @param finished nothing follows; the state is not kept
 */
public record Checkpoint(
    int sourceId,
    long epoch,
    long number,
    long nextPosition,
    List<SegmentFile> closed,
    @Nullable SegmentFile open,
    byte[] state,
    List<SourceLoss> losses,
    SourceAccount account,
    boolean finished) {

  public Checkpoint {
    closed = List.copyOf(closed);
    losses = List.copyOf(losses);
  }
}
