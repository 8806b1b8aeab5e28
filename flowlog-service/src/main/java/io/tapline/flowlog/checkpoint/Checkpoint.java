package io.tapline.flowlog.checkpoint;

import io.tapline.flowlog.assemble.SavedOpen;
import io.tapline.flowlog.segment.SegmentFile;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that becomes durable together. A value: the same checkpoint may be committed again
 * when the answer was lost.
 *
 * @param number one more than the source's last checkpoint
 * @param closed rows closed since the last checkpoint
 * @param open connections that are open and changed since the last checkpoint
 * @param saved which rows of earlier segments of open connections hold no longer
 * @param state of the worker without its open connections, as it wants it back
 * @param finished nothing follows; the state is not kept
 */
public record Checkpoint(
    int sourceId,
    long epoch,
    long number,
    long nextPosition,
    List<SegmentFile> closed,
    List<OpenFile> open,
    SavedOpen saved,
    byte[] state,
    List<SourceLoss> losses,
    SourceAccount account,
    boolean finished) {

  public Checkpoint {
    closed = List.copyOf(closed);
    open = List.copyOf(open);
    losses = List.copyOf(losses);
  }

  /** The files of its segments: the closed ones, then the open ones. */
  public List<SegmentFile> files() {
    return Stream.concat(closed.stream(), open.stream().map(OpenFile::file)).toList();
  }
}
