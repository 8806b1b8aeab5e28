package io.tapline.report.fwctl;

import io.tapline.wire.firewall.FirewallLogDecoder;
import io.tapline.wire.firewall.FwctllogFields;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.text.Line;
import io.tapline.wire.text.WordCache;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reads lines of fwctllog as they are, and those of packet filters (ipchains, iptables, nftables)
 * with aliases and interfaces of the given networks. Lines of other programs are ignored; those
 * that cannot be read are counted, the first {@value #SAMPLES} kept. For one thread.
 */
public final class FirewallLines {
  /** Lines that could not be read and are kept. */
  public static final int SAMPLES = 5;

  private static final int BUFFER_BYTES = 1 << 18;

  /** A "message repeated N times" counts as at most so many packets. */
  private static final int MOST_REPEATS = 100_000;

  /** A line that does not fit is dropped and counted; the decoder refuses shorter ones already. */
  private static final int LONGEST_BYTES = 2 * Line.MAX_BYTES;

  private static final int SAMPLE_CHARACTERS = 200;
  private static final long NANOS = 1_000_000_000;

  private final WordCache words = new WordCache();
  private final FwctllogFields fields = new FwctllogFields(words);
  private final LinePacket packet = new LinePacket(fields);
  private final Line line = new Line();
  private final FlowUnit unit = new FlowUnit();
  private final FirewallLogDecoder decoder;
  private final long fileNanos;
  private final NamedPacket flowPacket;
  private final Consumer<Packet> sink;
  private final FlowSink flows =
      new FlowSink() {
        @Override
        public void flow(FlowRecord flow) {
          packet(flow);
        }

        @Override
        public void lost(FlowLoss loss) {
          throw new IllegalStateException("lines have no numbers that could be missing");
        }
      };
  private final List<String> malformedSamples = new ArrayList<>();
  private long lines;
  private long malformed;
  private boolean overlong;

  /**
   * @param firstYear of the first line whose time has no year; 0 = inferred from {@code fileTime}
   * @param zone of times that name none
   * @param fileTime no line is later than this
   */
  public FirewallLines(
      int firstYear, ZoneId zone, Instant fileTime, Networks networks, Consumer<Packet> sink) {
    this.decoder = new FirewallLogDecoder(firstYear, zone);
    this.fileNanos = fileTime.toEpochMilli() * 1_000_000;
    this.flowPacket = new NamedPacket(networks);
    this.sink = sink;
  }

  /** Lines read so far. */
  public long lines() {
    return lines;
  }

  /** Lines that told of a packet and could not be read. */
  public long malformed() {
    return malformed;
  }

  /** The first of them, shortened. */
  public List<String> malformedSamples() {
    return List.copyOf(malformedSamples);
  }

  /** Reads a stream to its end; the last line needs no newline. */
  public void read(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    int filled = 0;
    for (int read = in.read(buffer); read >= 0; ) {
      int rest = whole(buffer, filled, filled + read);
      filled += read - rest;
      System.arraycopy(buffer, rest, buffer, 0, filled);
      if (filled == buffer.length) {
        overlong = filled == LONGEST_BYTES;
        filled = overlong ? 0 : filled;
        buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, LONGEST_BYTES));
      }
      read = in.read(buffer, filled, buffer.length - filled);
    }
    if (filled > 0 || overlong) {
      fields.scan(buffer, 0, filled);
      line(buffer, 0, filled);
    }
  }

  /**
   * Reads the whole lines of a buffer whose first bytes, without a newline, were there before;
   * where the rest begins.
   */
  private int whole(byte[] buffer, int before, int filled) {
    int end = filled;
    while (end > before && buffer[end - 1] != '\n') {
      end--;
    }
    int start = 0;
    while (start < end && end > before) {
      int newline = fields.scan(buffer, start, end);
      line(buffer, start, newline - start);
      start = newline + 1;
    }
    return start;
  }

  /** A line, or the end of one whose beginning was dropped because it is too long. */
  private void line(byte[] buffer, int from, int length) {
    lines++;
    if (overlong) {
      overlong = false;
      malformed++;
    } else if (!isFwctllog(length) && !isUnderstood(buffer, from, length)) {
      malformed++;
      sample();
    }
  }

  /** Whether the fields that were found are a line of fwctllog; nothing of it is copied. */
  private boolean isFwctllog(int length) {
    return length <= Line.MAX_BYTES && fields.isWhole() && take();
  }

  private boolean take() {
    if (!packet.read(lines)) {
      return false;
    }
    sink.accept(packet);
    return true;
  }

  private boolean isUnderstood(byte[] buffer, int from, int length) {
    unit.of(MemorySegment.ofArray(buffer), from, length, fileNanos);
    boolean ours = line.take(unit) && FwctllogFields.isOne(line);
    return ours
        ? fields.split(line) && take()
        : decoder.decode(unit, flows) != FlowOutcome.MALFORMED;
  }

  private void sample() {
    if (malformedSamples.size() < SAMPLES) {
      int end = Math.min(line.end, line.start + SAMPLE_CHARACTERS);
      malformedSamples.add(WordCache.decode(line.bytes, line.start, end));
    }
  }

  private void packet(FlowRecord flow) {
    flowPacket.order = lines;
    flowPacket.time = flow.startNanos / NANOS;
    flowPacket.lastTime = flowPacket.time;
    flowPacket.protocol = flow.protocol;
    flowPacket.sourceHigh = flow.sourceHigh;
    flowPacket.sourceLow = flow.sourceLow;
    flowPacket.sourcePort = flow.sourcePort;
    flowPacket.destinationHigh = flow.destinationHigh;
    flowPacket.destinationLow = flow.destinationLow;
    flowPacket.destinationPort = flow.destinationPort;
    flowPacket.action = flow.firewallAction.toUpperCase(Locale.ROOT);
    flowPacket.device = flow.inputInterfaceName + flow.outputInterfaceName;
    flowPacket.chain = flow.firewallChain;
    flowPacket.service = flow.service;
    for (long i = 0; i < Math.min(flow.packets, MOST_REPEATS); i++) {
      sink.accept(flowPacket);
    }
  }
}
