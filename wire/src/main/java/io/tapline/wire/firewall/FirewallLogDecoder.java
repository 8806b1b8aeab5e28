package io.tapline.wire.firewall;

import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.text.Line;
import io.tapline.wire.text.LineDecoder;
import io.tapline.wire.text.LocalClock;
import io.tapline.wire.text.WordCache;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.ZoneId;

/** Decodes lines of packet filters; each that tells a packet is a flow of one packet. */
public final class FirewallLogDecoder extends LineDecoder {
  private static final int MAGIC = 0x54_4C_66_77; // TLfw

  private final WordCache words = new WordCache();
  private final Actions actions = new Actions();
  private final FwctllogLine fwctllog = new FwctllogLine(words, actions);
  private final PacketLogMessage packetLog = new PacketLogMessage(words, actions);
  private final NetfilterMessage netfilter = new NetfilterMessage(words);
  private final JournalLine journal = new JournalLine();
  private final YearFinder years;
  private final SyslogHeader header;

  /**
   * @param firstYear of the first line whose time has no year; 0 = inferred
   * @param zone of times that name none
   */
  public FirewallLogDecoder(int firstYear, ZoneId zone) {
    super(MAGIC);
    LocalClock clock = new LocalClock(zone);
    this.years = new YearFinder(firstYear, clock);
    this.header = new SyslogHeader(clock, years);
  }

  @Override
  protected FlowOutcome decodeLine(FlowUnit unit, FlowSink sink) {
    record.clear();
    if (FwctllogLine.isOne(line)) {
      return fwctllog.read(line, record)
          ? packet(record.startNanos, sink)
          : malformed("malformed_fwctllog_lines");
    }
    return line.bytes[line.start] == '{' ? journal(sink) : syslog(unit, sink);
  }

  private FlowOutcome syslog(FlowUnit unit, FlowSink sink) {
    header.read(line, unit);
    if (header.yearCorrected) {
      count("years_corrected");
    }
    return header.fromKernel
        ? message(line, header.messageFrom, header.timeNanos, sink)
        : FlowOutcome.IGNORED;
  }

  private FlowOutcome journal(FlowSink sink) {
    try {
      journal.read(line);
    } catch (IOException _) {
      return malformed("malformed_json_lines");
    }
    return journal.fromKernel
        ? message(journal.message, 0, journal.timeNanos, sink)
        : FlowOutcome.IGNORED;
  }

  private FlowOutcome message(Line text, int from, long timeNanos, FlowSink sink) {
    int inAt = NetfilterMessage.find(text, from);
    if (inAt >= 0) {
      return netfilter(text, from, inAt, timeNanos, sink);
    }
    int packetAt = PacketLogMessage.find(text, from);
    if (packetAt < 0) {
      return FlowOutcome.IGNORED;
    }
    return packetLog.read(text, packetAt, record)
        ? packet(timeNanos, sink)
        : malformed("malformed_packet_log_lines");
  }

  private FlowOutcome netfilter(Line text, int from, int inAt, long timeNanos, FlowSink sink) {
    String fault = netfilter.read(text, from, inAt, record);
    return switch (fault) {
      case NetfilterMessage.TAKEN -> packet(timeNanos, sink);
      case NetfilterMessage.NOT_IP -> FlowOutcome.IGNORED;
      default -> malformed(fault);
    };
  }

  private FlowOutcome packet(long timeNanos, FlowSink sink) {
    if (timeNanos < 0) {
      return malformed("lines_without_time");
    }
    record.startNanos = timeNanos;
    record.endNanos = timeNanos;
    record.packets = 1;
    sink.flow(record);
    return FlowOutcome.DECODED;
  }

  @Override
  protected void writeState(DataOutputStream state) throws IOException {
    years.write(state);
  }

  @Override
  protected void readState(DataInputStream state) throws IOException {
    years.read(state);
  }
}
