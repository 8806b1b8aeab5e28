package io.tapline.wire.exporter;

import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a flow record of an exporter or a file is judged before it counts, whatever
 * its format: its sampling, its times, its counters, in this order. What cannot be is refused, and
 * reported by exporter and reason; what can only be meant otherwise is changed, and counted by
 * reason.
 */
public final class FlowJudge implements FlowSink {
  private static final long SECOND = 1_000_000_000L;

  /** A clock or a time zone may be wrong by so much. */
  private static final long CLOCK_SLACK_NANOS = 24 * 3600 * SECOND;

  /** Longer flows are taken for a start that cannot be. */
  private static final long LONGEST_FLOW_NANOS = 366 * 24 * 3600 * SECOND;

  /** 1990-01-01: no exporter is older. */
  private static final long EARLIEST_NANOS = 631_152_000 * SECOND;

  private final ExportCounters counters;
  private final SamplingRules rules;
  private final FaultReports reports;
  private FlowSink sink = NOWHERE;
  private boolean live;

  private static final FlowSink NOWHERE =
      new FlowSink() {
        @Override
        public void flow(FlowRecord record) {
          throw new IllegalStateException("no sink was said");
        }

        @Override
        public void lost(FlowLoss loss) {
          throw new IllegalStateException("no sink was said");
        }
      };

  /** A judge that has seen nothing. */
  public FlowJudge(SamplingRules rules, ExportCounters counters, FaultReports reports) {
    this.rules = rules;
    this.reports = reports;
    this.counters = counters;
  }

  /**
   * Hands out to this sink from now on.
   *
   * @param newLive whether what comes was received from its exporter; the time of receipt of what
   *     lies in a file says nothing about its exporter's clock
   */
  public FlowJudge to(FlowSink newSink, boolean newLive) {
    sink = newSink;
    live = newLive;
    return this;
  }

  @Override
  public void lost(FlowLoss loss) {
    sink.lost(loss);
  }

  @Override
  public void flow(FlowRecord flow) {
    sampling(flow);
    times(flow);
    FlowFault fault = fault(flow);
    if (fault != null) {
      reports.note(fault, flow, sink);
      return;
    }
    if (flow.samplingInterval < 0) {
      reports.note(FlowFault.UNKNOWN_SAMPLING, flow, sink);
    }
    counters.count(ExportCounter.FLOWS);
    sink.flow(flow);
  }

  private void sampling(FlowRecord flow) {
    if (!rules.isEmpty() && ruled(flow)) {
      return;
    }
    long told = flow.samplingInterval;
    if (told >= FlowRecord.UNKNOWN && told <= Plausibility.MAXIMUM_INTERVAL) {
      return;
    }
    flow.samplingInterval = Plausibility.interval(told);
    counters.count(
        flow.samplingInterval < 0
            ? ExportCounter.REFUSED_SAMPLING
            : ExportCounter.SWAPPED_SAMPLING);
  }

  /** Whether a rule says the rate. */
  private boolean ruled(FlowRecord flow) {
    long set = rules.set(flow.exporterHigh, flow.exporterLow);
    if (set != SamplingRules.NOTHING) {
      flow.samplingInterval = set;
      return true;
    }
    long cap = rules.cap(flow.exporterHigh, flow.exporterLow);
    if (cap != SamplingRules.NOTHING && beyond(flow.samplingInterval, cap)) {
      flow.samplingInterval = cap;
      counters.count(ExportCounter.CAPPED_SAMPLING);
      return true;
    }
    return false;
  }

  /** Also when its bytes are swapped. */
  private static boolean beyond(long interval, long cap) {
    return interval > cap
        && (interval <= Plausibility.MAXIMUM_INTERVAL || Plausibility.interval(interval) > cap);
  }

  private void times(FlowRecord flow) {
    long exported = flow.exportNanos;
    if (isNoClock(flow)) {
      long shift = flow.receivedNanos - exported;
      flow.startNanos = Math.max(0, flow.startNanos + shift);
      flow.endNanos = Math.max(flow.startNanos, flow.endNanos + shift);
      exported = flow.receivedNanos;
      counters.count(ExportCounter.SHIFTED_TIMES);
    }
    boolean late = exported != 0 && flow.endNanos - exported > CLOCK_SLACK_NANOS;
    boolean tooLong = flow.endNanos - flow.startNanos > LONGEST_FLOW_NANOS;
    if (late || tooLong) {
      flow.endNanos = late ? exported : flow.endNanos;
      boolean start = flow.endNanos - flow.startNanos > LONGEST_FLOW_NANOS;
      flow.startNanos = start ? flow.endNanos : Math.min(flow.startNanos, flow.endNanos);
      counters.count(ExportCounter.CLAMPED_TIMES);
    }
  }

  /** Whether the exporter's clock was never set, or is ahead of the time of receipt. */
  private boolean isNoClock(FlowRecord flow) {
    return live
        && flow.receivedNanos > EARLIEST_NANOS
        && (flow.exportNanos < EARLIEST_NANOS
            || flow.exportNanos - flow.receivedNanos > CLOCK_SLACK_NANOS);
  }

  private @Nullable FlowFault fault(FlowRecord flow) {
    if (Plausibility.isOrdinary(flow)) {
      return null;
    }
    if (Plausibility.isOutOfRange(flow)) {
      return FlowFault.COUNTERS_OUT_OF_RANGE;
    }
    if (Plausibility.isTooLarge(flow.bytes, flow.packets)
        || Plausibility.isTooLarge(flow.reverseBytes, flow.reversePackets)) {
      return FlowFault.TOO_LARGE;
    }
    if (Plausibility.isTooFast(flow, 1)) {
      return FlowFault.TOO_FAST;
    }
    adjust(flow);
    return null;
  }

  private void adjust(FlowRecord flow) {
    if (flow.samplingInterval > 1 && Plausibility.isTooFast(flow, flow.samplingInterval)) {
      flow.samplingInterval = FlowRecord.UNKNOWN;
      counters.count(ExportCounter.REFUSED_SAMPLING);
    }
    if (flow.countsPayload) {
      return;
    }
    if (Plausibility.isTooSmall(flow.bytes, flow.packets)) {
      flow.bytes = flow.packets * Plausibility.SMALLEST_PACKET_BYTES;
      counters.count(ExportCounter.RAISED_BYTES);
    }
    if (Plausibility.isTooSmall(flow.reverseBytes, flow.reversePackets)) {
      flow.reverseBytes = flow.reversePackets * Plausibility.SMALLEST_PACKET_BYTES;
      counters.count(ExportCounter.RAISED_BYTES);
    }
  }

  /** Reports what was held back long enough at this time. */
  public void passed(long timeNanos) {
    reports.passed(timeNanos, sink);
  }

  /** Nothing more will come. */
  public void finish() {
    reports.finish(sink);
  }

  /** Appends everything but the counters. */
  public void save(StateWriter state) {
    reports.save(state);
  }

  /** Goes on from what {@link #save} wrote. */
  public void restore(StateReader state) {
    reports.restore(state);
  }
}
