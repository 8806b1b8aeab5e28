package io.tapline.flowlog.ingest;

import io.tapline.flowlog.assemble.ConnectionTable;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import java.util.Map;

/** Captured packets: into the connection table, one by one. */
final class PacketConsumer implements FrameConsumer {
  private final ConnectionTable table;
  private final FrameView frame = new FrameView();

  PacketConsumer(ConnectionTable table) {
    this.table = table;
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
    if (outcome == FrameOutcome.CONNECTION) {
      table.track(frame, block.firstPosition() + i, block.timesNanos()[i], original);
    }
    return Outcomes.of(outcome);
  }

  @Override
  public void save(SourceState state) {}

  @Override
  public void restore(SourceState state) {}

  @Override
  public long flowRecords() {
    return 0;
  }

  @Override
  public Map<String, Long> counters() {
    return Map.of();
  }
}
