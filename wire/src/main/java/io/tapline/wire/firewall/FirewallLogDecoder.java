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

/**
 * Decodes lines of packet filters; each that tells a packet is a flow of one packet, or of as many
 * as it repeats.
 */
public final class FirewallLogDecoder extends LineDecoder {
  private static final int MAGIC = 0x54_4C_66_77; // TLfw

  /** Longest datagram: a jumbogram of IPv6 (RFC 2675). */
  private static final long MOST_BYTES = 0xFFFF_FFFFL;

  private final WordCache words = new WordCache();
  private final Actions actions = new Actions();
  private final FwctllogLine fwctllog = new FwctllogLine(words, actions);
  private final PacketLogMessage packetLog = new PacketLogMessage(words, actions);
  private final NetfilterMessage netfilter = new NetfilterMessage(words);
  private final JournalLine journal = new JournalLine();
  private final RepeatedMessage repeated = new RepeatedMessage();
  private final PveHeader pve = new PveHeader();
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
    repeated.times = 1;
    if (FwctllogFields.isOne(line)) {
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
    return message(line, header.messageFrom, header.timeNanos, header.fromKernel, sink);
  }

  private FlowOutcome journal(FlowSink sink) {
    try {
      journal.read(line);
    } catch (IOException _) {
      return malformed("malformed_json_lines");
    }
    return message(journal.message, 0, journal.timeNanos, journal.fromKernel, sink);
  }

  private FlowOutcome message(
      Line text, int from, long timeNanos, boolean fromKernel, FlowSink sink) {
    if (RepeatedMessage.isOfUnknown(text, from)) {
      return ignored("ignored_last_message_repeated");
    }
    if (!fromKernel) {
      return ignored("ignored_lines_of_other_programs");
    }
    repeated.read(text, from);
    return pve.read(text, repeated.from)
        ? pveMessage(text, sink)
        : message(text, repeated.from, timeNanos, sink);
  }

  private FlowOutcome message(Line text, int from, long timeNanos, FlowSink sink) {
    int fieldsAt = NetfilterMessage.find(text, from);
    if (fieldsAt >= 0) {
      return netfilter(netfilter.read(text, from, fieldsAt, record), timeNanos, sink);
    }
    int packetAt = PacketLogMessage.find(text, from);
    if (packetAt < 0) {
      return ignored("ignored_lines_without_packet");
    }
    return packetLog.read(text, packetAt, record)
        ? packet(timeNanos, sink)
        : malformed("malformed_packet_log_lines");
  }

  private FlowOutcome pveMessage(Line text, FlowSink sink) {
    int fieldsAt = NetfilterMessage.find(text, pve.messageFrom);
    if (fieldsAt < 0) {
      return ignored("ignored_lines_without_packet");
    }
    String fault = netfilter.read(text, pve.messageFrom, fieldsAt, record);
    record.firewallChain = words.word(text.bytes, pve.chainFrom, pve.chainTo);
    return netfilter(fault, pve.timeNanos, sink);
  }

  private FlowOutcome netfilter(String fault, long timeNanos, FlowSink sink) {
    return switch (fault) {
      case NetfilterMessage.TAKEN -> packet(timeNanos, sink);
      case NetfilterMessage.NOT_IP -> ignored("ignored_frames_without_ip");
      default -> malformed(fault);
    };
  }

  private FlowOutcome packet(long timeNanos, FlowSink sink) {
    if (timeNanos < 0) {
      return malformed("lines_without_time");
    }
    if (record.bytes > MOST_BYTES) {
      return malformed("impossible_packet_lengths");
    }
    record.startNanos = timeNanos;
    record.endNanos = timeNanos;
    record.packets = repeated.times;
    record.bytes *= repeated.times;
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
