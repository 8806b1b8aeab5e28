package io.tapline.wire.ipfix;

import io.tapline.wire.flow.FlowRecord;
import org.jspecify.annotations.Nullable;

/**
 * When the flow began and ended. What is not told follows from the duration, else both are the
 * same; a flow without any time was when it was exported.
 */
final class TimesPart implements FlowPart {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final @Nullable Moment start;
  private final @Nullable Moment end;
  private final @Nullable Moment reverseEnd;

  /** IPFIX: what an uptime means is known only where a record tells when the exporter began. */
  private final boolean needsBoot;

  /** Both times are uptimes. */
  private final boolean uptimes;

  private TimesPart(Presence presence) {
    start = Moment.start(presence);
    end = Moment.end(presence);
    reverseEnd = Moment.reverseEnd(presence);
    needsBoot = presence.dialect == Dialect.IPFIX;
    uptimes = isUptime(start) && isUptime(end);
  }

  private static boolean isUptime(@Nullable Moment moment) {
    return moment != null && moment.clock() == Clock.UPTIME;
  }

  static FlowPart of(Presence presence) {
    return new TimesPart(presence);
  }

  @Override
  public void fill(RecordValues values, FlowRecord flow) {
    long boot = bootMillis(values);
    if (uptimes && needsBoot && boot == 0) {
      adrift(values, flow);
      return;
    }
    long from = nanos(start, values, boot);
    long to = nanos(end, values, boot);
    long duration = duration(values);
    if (to <= 0) {
      to = from > 0 ? from + duration : values.context.exportNanos();
    }
    if (from <= 0) {
      from = to - duration;
    }
    if (reverseEnd != null) {
      to = Math.max(to, nanos(reverseEnd, values, boot));
    }
    set(flow, from, to);
  }

  /** 0 or less = not told, or an uptime that means nothing. */
  private long nanos(@Nullable Moment moment, RecordValues values, long boot) {
    boolean meansNothing = needsBoot && boot == 0 && isUptime(moment);
    return moment == null || meansNothing ? 0 : moment.epochNanos(values, boot);
  }

  private static long bootMillis(RecordValues values) {
    long told = values.get(Slot.SYSTEM_INIT_MILLISECONDS);
    return told != 0 ? told : values.options.bootMillis;
  }

  /** Only the difference of the uptimes is known: the flow ended with the export. */
  private static void adrift(RecordValues values, FlowRecord flow) {
    long uptimes = values.get(Slot.END_UPTIME) - values.get(Slot.START_UPTIME);
    long to = values.context.exportNanos();
    set(flow, to - (uptimes & 0xFFFF_FFFFL) * NANOS_PER_MILLI, to);
  }

  private static long duration(RecordValues values) {
    return values.get(Slot.DURATION_MILLISECONDS) * NANOS_PER_MILLI
        + values.get(Slot.DURATION_MICROSECONDS) * 1_000L;
  }

  private static void set(FlowRecord flow, long from, long to) {
    flow.startNanos = Math.max(0, from);
    flow.endNanos = Math.max(flow.startNanos, to);
  }
}
