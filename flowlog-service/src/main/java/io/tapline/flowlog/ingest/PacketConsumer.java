package io.tapline.flowlog.ingest;

import io.tapline.flowlog.assemble.ConnectionTable;
import io.tapline.flowlog.assemble.PacketTracker;
import io.tapline.flowlog.ingest.SourceState.Section;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import java.util.Map;

/** Captured packets: into the connection table, one by one; see {@link PacketTracker}. */
final class PacketConsumer implements FrameConsumer {
  private final PacketTracker tracker;
  private final FrameView frame = new FrameView();

  PacketConsumer(ConnectionTable table) {
    this.tracker = new PacketTracker(table);
  }

  @Override
  public int consume(FrameBlock block, int i) {
    int original = block.originalLengths()[i];
    FrameOutcome outcome =
        frame.wrap(
            block.data(),
            block.offsets()[i],
            block.capturedLength(i),
            original,
            block.linkTypes()[i]);
    long position = block.firstPosition() + i;
    return Outcomes.of(tracker.track(frame, outcome, position, block.timesNanos()[i], original));
  }

  @Override
  public void finish(long frames) {
    // Every frame was counted as it came.
  }

  @Override
  public void save(SourceState state) {
    state.put(Section.FRAGMENTS, tracker.snapshot());
  }

  @Override
  public void restore(SourceState state) {
    byte[] saved = state.get(Section.FRAGMENTS);
    if (saved != null) {
      tracker.restore(saved);
    }
  }

  @Override
  public void resolve(FrameAccount account) {
    account.move(
        Outcomes.of(FrameOutcome.FRAGMENT_WITHOUT_PORTS),
        Outcomes.of(FrameOutcome.CONNECTION),
        tracker.takeResolved());
  }

  @Override
  public long flowRecords() {
    return 0;
  }

  @Override
  public Map<String, Long> counters() {
    return tracker.counters();
  }
}
