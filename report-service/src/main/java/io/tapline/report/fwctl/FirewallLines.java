package io.tapline.report.fwctl;

import static io.tapline.wire.firewall.FwctllogFields.DESTINATION_IP;
import static io.tapline.wire.firewall.FwctllogFields.SOURCE_IP;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.firewall.FirewallLogDecoder;
import io.tapline.wire.firewall.FwctllogFields;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.protocol.ProtocolNames;
import io.tapline.wire.text.AddressField;
import io.tapline.wire.text.Line;
import io.tapline.wire.text.Numbers;
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
  private final AddressField address = new AddressField();
  private final Line line = new Line();
  private final FlowUnit unit = new FlowUnit();
  private final FirewallLogDecoder decoder;
  private final long fileNanos;
  private final Networks networks;
  private final Consumer<FirewallRecord> sink;
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
      int firstYear,
      ZoneId zone,
      Instant fileTime,
      Networks networks,
      Consumer<FirewallRecord> sink) {
    this.decoder = new FirewallLogDecoder(firstYear, zone);
    this.fileNanos = fileTime.toEpochMilli() * 1_000_000;
    this.networks = networks;
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
      line(MemorySegment.ofArray(buffer), 0, filled);
    }
  }

  /**
   * Reads the whole lines of a buffer whose first bytes, without a newline, were there before;
   * where the rest begins.
   */
  private int whole(byte[] buffer, int before, int filled) {
    MemorySegment bytes = MemorySegment.ofArray(buffer);
    int start = 0;
    for (int at = before; at < filled; at++) {
      if (buffer[at] == '\n') {
        line(bytes, start, at - start);
        start = at + 1;
      }
    }
    return start;
  }

  /** A line, or the end of one whose beginning was dropped because it is too long. */
  private void line(MemorySegment bytes, int from, int length) {
    if (overlong) {
      overlong = false;
      lines++;
      malformed++;
    } else {
      one(bytes, from, length);
    }
  }

  private void one(MemorySegment bytes, int from, int length) {
    lines++;
    unit.of(bytes, from, length, fileNanos);
    if (!understood()) {
      malformed++;
      sample();
    }
  }

  private boolean understood() {
    boolean ours = line.take(unit) && FwctllogFields.isOne(line);
    return ours ? fwctllog() : decoder.decode(unit, flows) != FlowOutcome.MALFORMED;
  }

  private void sample() {
    if (malformedSamples.size() < SAMPLES) {
      int end = Math.min(line.end, line.start + SAMPLE_CHARACTERS);
      malformedSamples.add(WordCache.decode(line.bytes, line.start, end));
    }
  }

  private boolean fwctllog() {
    if (!fields.split(line) || !isAddress(SOURCE_IP) || !isAddress(DESTINATION_IP)) {
      return false;
    }
    int protocol = fields.number(line, FwctllogFields.PROTOCOL, 255);
    long time =
        Numbers.unsigned(
            line.bytes, fields.start(FwctllogFields.TIME), fields.end(FwctllogFields.TIME));
    Endpoint source = endpoint(SOURCE_IP);
    Endpoint destination = endpoint(DESTINATION_IP);
    if (time < 0 || protocol < 0 || source.port() < -1 || destination.port() < -1) {
      return false;
    }
    sink.accept(
        new FirewallRecord(
            time,
            word(FwctllogFields.ACTION),
            word(FwctllogFields.DEVICE),
            word(FwctllogFields.INTERFACE),
            word(FwctllogFields.CHAIN),
            protocol,
            word(FwctllogFields.PROTOCOL_NAME),
            source,
            destination));
    return true;
  }

  private boolean isAddress(int field) {
    return address.read(line.bytes, fields.start(field), fields.end(field));
  }

  private String word(int field) {
    return fields.word(line, field);
  }

  /** The six fields from an address on; a port that is no number is -2. */
  private Endpoint endpoint(int ip) {
    int port = ip + FwctllogFields.SOURCE_PORT - SOURCE_IP;
    int number = fields.number(line, port, 0xFFFF);
    return new Endpoint(
        word(ip),
        word(ip + 1),
        word(ip + 2),
        word(ip + 3),
        number >= 0 ? number : fields.isEmpty(port) ? Endpoint.NO_PORT : -2,
        word(port + 1));
  }

  private void packet(FlowRecord flow) {
    String device = flow.inputInterfaceName + flow.outputInterfaceName;
    FirewallRecord record =
        new FirewallRecord(
            flow.startNanos / NANOS,
            flow.firewallAction.toUpperCase(Locale.ROOT),
            device,
            networks.interfaceOfDevice(device),
            flow.firewallChain,
            flow.protocol,
            ProtocolNames.name(flow.protocol),
            endpoint(flow.sourceHigh, flow.sourceLow, flow.sourcePort, ""),
            endpoint(
                flow.destinationHigh, flow.destinationLow, flow.destinationPort, flow.service));
    for (long i = 0; i < Math.min(flow.packets, MOST_REPEATS); i++) {
      sink.accept(record);
    }
  }

  private Endpoint endpoint(long high, long low, int port, String service) {
    return new Endpoint(
        IpAddresses.format(high, low),
        "",
        networks.interfaceOf(high, low),
        networks.aliasOf(high, low),
        port,
        service);
  }
}
