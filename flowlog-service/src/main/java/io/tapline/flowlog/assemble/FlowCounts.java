package io.tapline.flowlog.assemble;

import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.protocol.IcmpTypes;
import io.tapline.wire.protocol.IpProtocols;

/** Numbers of a flow record as the log wants them: bounded, with its sampling applied. */
final class FlowCounts {
  /**
   * Larger counts of one side of a connection stay at this, so that sums of rows do not overflow.
   */
  static final long MAX_COUNT = 1L << 60;

  private FlowCounts() {}

  /** What counts are multiplied by: 1 also where packets were sampled at an unknown rate. */
  static long interval(FlowRecord record) {
    return Math.max(1, record.samplingInterval);
  }

  /** 1 of so many packets was looked at; {@link FlowRecord#UNKNOWN} where that is not known. */
  static long sampling(FlowRecord record) {
    return record.samplingInterval < 0 ? FlowRecord.UNKNOWN : interval(record);
  }

  /** Of two of one connection the greater one; one that is not known cannot be outweighed. */
  static long sampling(long interval1, long interval2) {
    return Math.min(interval1, interval2) < 0 ? FlowRecord.UNKNOWN : Math.max(interval1, interval2);
  }

  /** A count that was reported, times the interval; what was not reported is 0. */
  static long scaled(long count, long interval) {
    if (count <= 0) {
      return 0;
    }
    return count > MAX_COUNT / interval ? MAX_COUNT : count * interval;
  }

  static long sum(long count1, long count2) {
    return Math.min(MAX_COUNT, count1 + count2);
  }

  static int sourcePort(FlowRecord record) {
    return record.sourcePort & 0xffff;
  }

  /** For ICMP the type of the answer, where there is one, as for frames; else the code. */
  static int destinationPort(FlowRecord record) {
    boolean icmp = IpProtocols.isIcmp(record.protocol);
    int answer = icmp ? IcmpTypes.counterpart(record.protocol, record.sourcePort) : IcmpTypes.NONE;
    return answer == IcmpTypes.NONE ? record.destinationPort & 0xffff : answer;
  }
}
