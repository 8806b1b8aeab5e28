package io.tapline.wire.nfdump;

import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.protocol.IpProtocols;
import io.tapline.wire.protocol.ProtocolNames;
import io.tapline.wire.text.AddressField;
import io.tapline.wire.text.Line;
import io.tapline.wire.text.LocalClock;
import io.tapline.wire.text.Numbers;
import io.tapline.wire.text.WordCache;

/** Puts the values of one row, column by column, into a record. */
final class NfdumpFields {
  private static final int UNTOLD = -1;
  private static final long UNSIGNED_INT = 0xFFFF_FFFFL;
  private static final long NOWHERE = 0xFFFF_0000_0000L;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final WordCache words = new WordCache();
  private final AddressField address = new AddressField();
  private final FlowRecord record;
  private final NfdumpTime time;
  private long first;
  private long last;
  private long duration;
  private long latency;
  private int protocol;
  private int icmpType;
  private int icmpCode;
  private boolean fault;

  NfdumpFields(FlowRecord record, LocalClock clock) {
    this.record = record;
    this.time = new NfdumpTime(clock);
  }

  /** Begins a row. */
  void clear() {
    record.clear();
    first = UNTOLD;
    last = UNTOLD;
    duration = UNTOLD;
    latency = 0;
    protocol = UNTOLD;
    icmpType = UNTOLD;
    icmpCode = UNTOLD;
    fault = false;
  }

  void set(NfdumpColumn column, Line line, int from, int to) {
    byte[] bytes = line.bytes;
    switch (column) {
      case FIRST -> first = time.nanos(bytes, from, to);
      case LAST -> last = time.nanos(bytes, from, to);
      case DURATION -> duration = time.duration(bytes, from, to);
      case SOURCE, DESTINATION, NEXT_HOP, ROUTER, NAT_SOURCE, NAT_DESTINATION ->
          address(column, bytes, from, to);
      case SOURCE_PORT -> record.sourcePort = port(bytes, from, to);
      case DESTINATION_PORT -> destinationPort(line, from, to);
      case ICMP_TYPE -> icmpType = Numbers.upTo(0xFF, bytes, from, to);
      case ICMP_CODE -> icmpCode = Numbers.upTo(0xFF, bytes, from, to);
      case PROTOCOL -> protocol = ProtocolNames.nfdumpNumber(words.word(bytes, from, to));
      case FLAGS -> record.tcpFlags = flags(bytes, from, to);
      case IN_PACKETS -> record.packets = count(bytes, from, to);
      case IN_BYTES -> record.bytes = count(bytes, from, to);
      case OUT_PACKETS -> record.reversePackets = count(bytes, from, to);
      case OUT_BYTES -> record.reverseBytes = count(bytes, from, to);
      case OTHER -> {}
      default -> optional(column, line, from, to);
    }
  }

  /** Values that a row can do without. */
  private void optional(NfdumpColumn column, Line line, int from, int to) {
    byte[] bytes = line.bytes;
    switch (column) {
      case SOURCE_TOS -> record.tos = Numbers.upTo(0xFF, bytes, from, to);
      case DESTINATION_TOS -> record.reverseTos = Numbers.upTo(0xFF, bytes, from, to);
      case FLOWS -> record.flows = Math.max(1, Numbers.unsigned(bytes, from, to));
      case INPUT -> record.inputInterface = index(bytes, from, to);
      case OUTPUT -> record.outputInterface = index(bytes, from, to);
      case INPUT_NAME -> record.inputInterfaceName = words.word(bytes, from, to);
      case OUTPUT_NAME -> record.outputInterfaceName = words.word(bytes, from, to);
      case SOURCE_AS -> record.sourceAs = index(bytes, from, to);
      case DESTINATION_AS -> record.destinationAs = index(bytes, from, to);
      case SOURCE_MASK -> record.sourceMask = Numbers.upTo(128, bytes, from, to);
      case DESTINATION_MASK -> record.destinationMask = Numbers.upTo(128, bytes, from, to);
      case SOURCE_VLAN -> record.vlan = Math.max(0, Numbers.upTo(0xFFF, bytes, from, to));
      case CLIENT_LATENCY, SERVER_LATENCY -> latency += milliseconds(bytes, from, to);
      case ENGINE -> engine(line, from, to);
      case DOMAIN -> record.observationDomain = Math.max(0, index(bytes, from, to));
      case NAT_SOURCE_PORT -> record.natSourcePort = port(bytes, from, to);
      case NAT_DESTINATION_PORT -> record.natDestinationPort = port(bytes, from, to);
      default -> {}
    }
  }

  private static long index(byte[] bytes, int from, int to) {
    long value = Numbers.unsigned(bytes, from, to);
    return value <= UNSIGNED_INT ? value : FlowRecord.UNKNOWN;
  }

  private static int port(byte[] bytes, int from, int to) {
    return Math.max(0, Numbers.upTo(0xFFFF, bytes, from, to));
  }

  private long count(byte[] bytes, int from, int to) {
    long value = Numbers.unsigned(bytes, from, to);
    fault |= value < 0;
    return Math.max(0, value);
  }

  /** Milliseconds with a fraction as nanoseconds; 0 = not told. */
  private static long milliseconds(byte[] bytes, int from, int to) {
    return Math.max(0, Numbers.secondsToNanos(bytes, from, to)) / 1000;
  }

  /** {@code type/id}. */
  private void engine(Line line, int from, int to) {
    int slash = line.endOf('/', from, to);
    int type = Numbers.upTo(0xFF, line.bytes, from, slash);
    int id = Numbers.upTo(0xFF, line.bytes, Math.min(to, slash + 1), to);
    record.observationDomain = type >= 0 && id >= 0 ? type << 8 | id : record.observationDomain;
  }

  private void address(NfdumpColumn column, byte[] bytes, int from, int to) {
    boolean read = address.read(bytes, from, to);
    boolean told = read && !isNowhere(address.high, address.low);
    switch (column) {
      case SOURCE -> {
        fault |= !read;
        record.sourceHigh = address.high;
        record.sourceLow = address.low;
      }
      case DESTINATION -> {
        fault |= !read;
        record.destinationHigh = address.high;
        record.destinationLow = address.low;
      }
      default -> {
        if (told) {
          furtherAddress(column);
        }
      }
    }
  }

  private void furtherAddress(NfdumpColumn column) {
    if (column == NfdumpColumn.NEXT_HOP) {
      record.nextHopHigh = address.high;
      record.nextHopLow = address.low;
    } else if (column == NfdumpColumn.ROUTER) {
      record.exporterHigh = address.high;
      record.exporterLow = address.low;
    } else if (column == NfdumpColumn.NAT_SOURCE) {
      record.natSourceHigh = address.high;
      record.natSourceLow = address.low;
    } else {
      record.natDestinationHigh = address.high;
      record.natDestinationLow = address.low;
    }
  }

  /** A port, or type and code with a dot between. */
  private void destinationPort(Line line, int from, int to) {
    int dot = line.indexOf('.', from, to);
    if (dot < 0) {
      record.destinationPort = port(line.bytes, from, to);
    } else {
      icmpType = Numbers.upTo(0xFF, line.bytes, from, dot);
      icmpCode = Numbers.upTo(0xFF, line.bytes, dot + 1, to);
    }
  }

  /** Letters at their places ({@code ...AP.S.}), or a number. */
  private static int flags(byte[] bytes, int from, int to) {
    int flags = 0;
    for (int i = from; i < to; i++) {
      flags |=
          switch (bytes[i]) {
            case 'F' -> 0x01;
            case 'S' -> 0x02;
            case 'R' -> 0x04;
            case 'P' -> 0x08;
            case 'A' -> 0x10;
            case 'U' -> 0x20;
            case 'E' -> 0x40;
            case 'C' -> 0x80;
            default -> 0;
          };
    }
    boolean number = to > from && bytes[from] >= '0' && bytes[from] <= '9';
    return number ? (int) Math.max(0, Numbers.hex(bytes, from, to)) & 0xFF : flags;
  }

  /** Ends a row; false when a value was no value or one that must be there was not. */
  boolean finish() {
    if (fault || first < 0 || protocol == UNTOLD) {
      return false;
    }
    record.protocol = protocol;
    times();
    record.biflow = record.reversePackets > 0 || record.reverseBytes > 0;
    record.rttNanos = latency > 0 ? latency : FlowRecord.UNKNOWN;
    record.tcpFlags = protocol == IpProtocols.TCP ? record.tcpFlags : 0;
    if (IpProtocols.isIcmp(protocol)) {
      icmp();
    }
    return true;
  }

  /**
   * Times are often printed in seconds, the duration in milliseconds: the earliest times that agree
   * with all three.
   */
  private void times() {
    long start = duration >= 0 && last >= 0 ? Math.max(first, last - duration) : first;
    boolean agree = start - first < NANOS_PER_SECOND;
    record.startNanos = agree ? start : first;
    long end = agree && duration >= 0 ? start + duration : last;
    record.endNanos = Math.max(record.startNanos, end);
  }

  /** Whether it was the row that nfdump prints for the tunnel of the flow behind it. */
  boolean isTunnel() {
    return isNowhere(record.sourceHigh, record.sourceLow)
        && isNowhere(record.destinationHigh, record.destinationLow)
        && record.packets + record.bytes == 0;
  }

  /** {@code 0.0.0.0} or {@code ::}. */
  private static boolean isNowhere(long high, long low) {
    return ((low & ~NOWHERE) | high) == 0;
  }

  private void icmp() {
    record.sourcePort = icmpType >= 0 ? icmpType : record.destinationPort >>> 8;
    record.destinationPort = icmpType >= 0 ? Math.max(0, icmpCode) : record.destinationPort & 0xFF;
  }
}
