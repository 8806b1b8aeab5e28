package io.tapline.flowlog.assemble;

import io.tapline.flowlog.assemble.Frames.End;
import io.tapline.wire.flow.FlowRecord;

/** Hand-made flow records. */
public final class Flows {
  public static final int EXPORTER = 200;

  private Flows() {}

  /** Told by one exporter, 10 packets of 100 bytes. */
  public static FlowRecord tcp(
      End from, End to, double startSeconds, double endSeconds, int flags) {
    FlowRecord record = of(6, from, to, startSeconds, endSeconds);
    record.tcpFlags = flags;
    return record;
  }

  public static FlowRecord udp(End from, End to, double startSeconds, double endSeconds) {
    return of(17, from, to, startSeconds, endSeconds);
  }

  public static FlowRecord icmp(End from, End to, int type, int code, double seconds) {
    return of(1, new End(from.host(), type), new End(to.host(), code), seconds, seconds);
  }

  private static FlowRecord of(int protocol, End from, End to, double start, double end) {
    FlowRecord record = new FlowRecord();
    record.clear();
    record.protocol = protocol;
    record.sourceLow = from.low();
    record.sourcePort = from.port();
    record.destinationLow = to.low();
    record.destinationPort = to.port();
    record.startNanos = (long) (start * Log.SECOND);
    record.endNanos = (long) (end * Log.SECOND);
    record.packets = 10;
    record.bytes = 1000;
    record.exporterLow = new End(EXPORTER, 0).low();
    return record;
  }
}
