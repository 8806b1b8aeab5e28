package io.tapline.wire.zeek;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.protocol.IcmpTypes;
import io.tapline.wire.protocol.IpProtocols;
import io.tapline.wire.protocol.ProtocolNames;
import io.tapline.wire.text.AddressField;
import io.tapline.wire.text.Line;
import io.tapline.wire.text.LocalClock;
import io.tapline.wire.text.Numbers;
import io.tapline.wire.text.TimeField;
import io.tapline.wire.text.WordCache;
import java.time.ZoneOffset;

/** Puts the values of one line, column by column, into a record. */
final class ConnFields {
  private static final int UNTOLD = -1;

  /** The largest exponent that is looked at; times beyond it do not exist. */
  private static final double MOST_SECONDS = 9e9;

  /** Whole numbers above it are milliseconds (Zeek's JSON::TS_MILLIS). */
  private static final long MOST_WHOLE_SECONDS = 100_000_000_000L;

  private final WordCache words = new WordCache();
  private final AddressField address = new AddressField();
  private final TimeField time = new TimeField();
  private final LocalClock utc = new LocalClock(ZoneOffset.UTC);
  private final FlowRecord record;
  private long start;
  private long duration;
  private int protocol;
  private long wireBytes;
  private long reverseWireBytes;
  private boolean ofConnections;
  private boolean hasOriginator;
  private boolean hasResponder;
  private boolean numbered;
  private boolean fault;

  ConnFields(FlowRecord record) {
    this.record = record;
  }

  /** Begins a line. */
  void clear() {
    record.clear();
    record.biflow = true;
    start = UNTOLD;
    duration = 0;
    protocol = UNTOLD;
    wireBytes = UNTOLD;
    reverseWireBytes = UNTOLD;
    ofConnections = false;
    hasOriginator = false;
    hasResponder = false;
    numbered = false;
    fault = false;
  }

  /** Whether a column came that only connections have. */
  boolean ofConnections() {
    return ofConnections;
  }

  /** Takes a value that is set. */
  void set(ConnColumn column, Line line, int from, int to) {
    byte[] bytes = line.bytes;
    ofConnections |= column.isOfConnections();
    switch (column) {
      case TIME -> start = checked(time(bytes, from, to));
      case ORIGINATOR, RESPONDER -> address(column, bytes, from, to);
      case ORIGINATOR_PORT -> record.sourcePort = port(bytes, from, to);
      case RESPONDER_PORT -> record.destinationPort = port(bytes, from, to);
      case PROTOCOL -> name(bytes, from, to);
      case PROTOCOL_NUMBER -> number(bytes, from, to);
      case SERVICE -> record.service = words.word(bytes, from, to);
      case DURATION -> duration = checked(seconds(bytes, from, to));
      case ORIGINATOR_PAYLOAD -> record.payloadBytes = count(bytes, from, to);
      case RESPONDER_PAYLOAD -> record.reversePayloadBytes = count(bytes, from, to);
      case STATE -> record.connState = words.word(bytes, from, to);
      case HISTORY -> record.history = words.word(bytes, from, to);
      case ORIGINATOR_PACKETS -> record.packets = count(bytes, from, to);
      case ORIGINATOR_BYTES -> wireBytes = count(bytes, from, to);
      case RESPONDER_PACKETS -> record.reversePackets = count(bytes, from, to);
      case RESPONDER_BYTES -> reverseWireBytes = count(bytes, from, to);
      case TUNNEL_PARENTS -> parents(line, from, to);
      case TUNNEL -> record.tunnel = words.word(bytes, from, to);
      case VLAN -> record.vlan = (int) checked(Numbers.upTo(0xFFF, bytes, from, to));
      case OTHER -> {}
    }
  }

  private long checked(long value) {
    fault |= value < 0;
    return Math.max(0, value);
  }

  private long count(byte[] bytes, int from, int to) {
    return checked(Numbers.unsigned(bytes, from, to));
  }

  private int port(byte[] bytes, int from, int to) {
    return (int) checked(Numbers.upTo(0xFFFF, bytes, from, to));
  }

  /** A number tells more than the name, whichever comes first. */
  private void number(byte[] bytes, int from, int to) {
    protocol = (int) checked(Numbers.upTo(255, bytes, from, to));
    numbered = true;
  }

  private void name(byte[] bytes, int from, int to) {
    int number = ProtocolNames.number(words.word(bytes, from, to));
    protocol = numbered ? protocol : Math.max(0, number);
  }

  private void address(ConnColumn column, byte[] bytes, int from, int to) {
    fault |= !address.read(bytes, from, to);
    if (column == ConnColumn.ORIGINATOR) {
      hasOriginator = true;
      record.sourceHigh = address.high;
      record.sourceLow = address.low;
    } else {
      hasResponder = true;
      record.destinationHigh = address.high;
      record.destinationLow = address.low;
    }
  }

  /** The first of the parents; the texts of a set are parted by commas. */
  private void parents(Line line, int from, int to) {
    String parent = words.word(line.bytes, from, line.endOf(',', from, to));
    record.tunnel = parent.isEmpty() ? "" : "parent/" + parent;
  }

  /** Seconds of the epoch, milliseconds of it, or ISO 8601. */
  private long time(byte[] bytes, int from, int to) {
    if (to - from > 10 && bytes[from + 4] == '-') {
      long nanos = time.iso(bytes, from, to, utc);
      return time.end == to ? nanos : UNTOLD;
    }
    long whole = Numbers.unsigned(bytes, from, to);
    boolean millis = whole > MOST_WHOLE_SECONDS && whole < Long.MAX_VALUE / 1_000_000;
    return millis ? whole * 1_000_000 : seconds(bytes, from, to);
  }

  /** Seconds as nanoseconds, exactly; JSON may write small ones with an exponent. */
  private long seconds(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if ((bytes[i] | 0x20) == 'e') {
        return withExponent(WordCache.decode(bytes, from, to));
      }
    }
    return Numbers.secondsToNanos(bytes, from, to);
  }

  private static long withExponent(String text) {
    try {
      double seconds = Double.parseDouble(text);
      return seconds >= 0 && seconds < MOST_SECONDS ? Math.round(seconds * 1e9) : UNTOLD;
    } catch (NumberFormatException _) {
      return UNTOLD;
    }
  }

  /** Ends a line; false when a value was no value or one that must be there was not. */
  boolean finish() {
    boolean told = start != UNTOLD && protocol != UNTOLD && hasOriginator && hasResponder;
    if (fault || !told || start + duration < 0) {
      return false;
    }
    record.startNanos = start;
    record.endNanos = start + duration;
    record.bytes = wireBytes == UNTOLD ? Math.max(0, record.payloadBytes) : wireBytes;
    record.reverseBytes =
        reverseWireBytes == UNTOLD ? Math.max(0, record.reversePayloadBytes) : reverseWireBytes;
    protocol();
    return true;
  }

  private void protocol() {
    boolean version4 = IpAddresses.isIpv4(record.sourceHigh, record.sourceLow);
    record.protocol =
        protocol == IpProtocols.ICMP && !version4 && !numbered ? IpProtocols.ICMPV6 : protocol;
    if (IpProtocols.isIcmp(record.protocol)) {
      int answer = IcmpTypes.counterpart(record.protocol, record.sourcePort);
      record.destinationPort = record.destinationPort == answer ? 0 : record.destinationPort;
    }
  }
}
