package io.tapline.wire.exporter;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.LossUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts the gaps of one sender's sequence as losses and tells them. Kept and reused. */
public final class LossReporter implements Consumer<FlowLoss> {
  private final SequenceKey sender;
  private final ExportCounters counters;
  private @Nullable FlowSink sink;
  private boolean countsRecords;

  /** A reporter for the sequence of this sender. */
  public LossReporter(SequenceKey sender, ExportCounters counters) {
    this.sender = sender;
    this.counters = counters;
  }

  /**
   * Tells them to this sink from now on.
   *
   * @param newCountsRecords whether the sequence counts records; otherwise it counts datagrams
   */
  public LossReporter to(FlowSink newSink, boolean newCountsRecords) {
    sink = newSink;
    countsRecords = newCountsRecords;
    return this;
  }

  @Override
  public void accept(FlowLoss gap) {
    long missing = gap.count();
    counters.add(
        countsRecords ? ExportCounter.LOST_RECORDS : ExportCounter.LOST_DATAGRAMS, missing);
    if (sink != null) {
      sink.lost(
          new FlowLoss(
              missing,
              countsRecords ? LossUnit.RECORDS : LossUnit.DATAGRAMS,
              gap.startNanos(),
              gap.endNanos(),
              sentence(missing)));
    }
  }

  private String sentence(long missing) {
    return "exporter %s port %d domain %d: %d %s did not come"
        .formatted(
            IpAddresses.format(sender.high(), sender.low()),
            sender.port(),
            sender.domain(),
            missing,
            countsRecords ? "records" : "datagrams");
  }
}
