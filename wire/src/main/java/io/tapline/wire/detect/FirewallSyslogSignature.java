package io.tapline.wire.detect;

import io.tapline.wire.firewall.FirewallLogDecoder;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;

/**
 * Packet lines of ipchains, and of netfilter whatever their prefix is: those that the decoder
 * reads, and those that it would read if they were whole.
 */
final class FirewallSyslogSignature extends LineSignature implements FlowSink {
  /** 2100: times without a year have one before. */
  private static final long LATE_NANOS = 4_102_444_800_000_000_000L;

  FirewallSyslogSignature() {
    super(
        FileFormat.FIREWALL_SYSLOG,
        "is a packet line of ipchains (Packet log:) or netfilter (IN= OUT= SRC= DST= PROTO=)");
  }

  @Override
  boolean fits(String line) {
    return !isObject(line) && (isIpchains(line) || isNetfilter(line));
  }

  private static boolean isIpchains(String line) {
    int at = line.indexOf("Packet log: ");
    return at >= 0 && line.indexOf(" PROTO=", at) > 0;
  }

  private boolean isNetfilter(String line) {
    int source = line.indexOf(" SRC=");
    int destination = line.indexOf(" DST=", source + 1);
    boolean told = source >= 0 && destination >= 0 && line.indexOf(" PROTO=", destination) > 0;
    return told && isPacket(line);
  }

  private boolean isPacket(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
    MemorySegment segment = MemorySegment.ofArray(bytes);
    FlowUnit unit = new FlowUnit().of(segment, 0, bytes.length, LATE_NANOS);
    FlowOutcome outcome = new FirewallLogDecoder(0, ZoneOffset.UTC).decode(unit, this);
    return outcome == FlowOutcome.DECODED || outcome == FlowOutcome.MALFORMED;
  }

  @Override
  public void flow(FlowRecord record) {}

  @Override
  public void lost(FlowLoss loss) {}
}
