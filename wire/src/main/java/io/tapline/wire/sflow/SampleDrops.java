package io.tapline.wire.sflow;

import io.tapline.wire.exporter.ExportCounter;
import io.tapline.wire.exporter.ExportCounters;
import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.exporter.SequencedSender;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.LossUnit;
import java.util.Map;

/**
 * Every sample tells how many its data source has dropped so far for want of resources: what came
 * to it since the sample before is a loss.
 */
final class SampleDrops {
  private final ExportLimits limits;
  private final ExportCounters counters;

  SampleDrops(ExportLimits limits, ExportCounters counters) {
    this.limits = limits;
    this.counters = counters;
  }

  void told(SequencedSender sender, FlowSample sample, long timeNanos, FlowSink sink) {
    Map<Long, Long> totals = sender.totals();
    Long before = totals.get(sample.dataSource);
    if (before == null) {
      first(totals, sample);
      return;
    }
    int more = (int) (sample.drops - before);
    if (more > 0) {
      totals.put(sample.dataSource, sample.drops);
      counters.add(ExportCounter.DROPPED_SAMPLES, more);
      String what =
          "data source %d: the agent dropped %d samples".formatted(sample.dataSource, more);
      sink.lost(new FlowLoss(more, LossUnit.RECORDS, timeNanos, timeNanos, what));
    }
  }

  /** What was dropped before the first sample that came is not known to be ours. */
  private void first(Map<Long, Long> totals, FlowSample sample) {
    if (totals.size() < limits.samplersPerDomain()) {
      totals.put(sample.dataSource, sample.drops);
    } else {
      counters.count(ExportCounter.REFUSED_DATA_SOURCES);
    }
  }
}
