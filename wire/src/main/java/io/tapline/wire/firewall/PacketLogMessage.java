package io.tapline.wire.firewall;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.protocol.IpProtocols;
import io.tapline.wire.text.AddressField;
import io.tapline.wire.text.Line;
import io.tapline.wire.text.Numbers;
import io.tapline.wire.text.WordCache;

/**
 * The message of ipchains: {@code Packet log: CHAIN ACTION DEVICE PROTO=6 10.0.0.1:1025 10.0.0.2:80
 * L=60 S=0x00 I=1 F=0x4000 T=54 SYN (#5)}. Chains and devices may have any letters but blanks.
 * Instead of ports ICMP has type and code; protocols without ports, and fragments behind the first,
 * have 65535, which is left out here.
 */
final class PacketLogMessage {
  private static final byte[] MARK = "Packet log: ".getBytes(US_ASCII);
  private static final byte[] PROTO = "PROTO=".getBytes(US_ASCII);
  private static final byte[] SYN = "SYN".getBytes(US_ASCII);
  private static final int SYN_FLAG = 2;
  private static final int FRAGMENT_OFFSET = 0x1FFF;
  private static final int NO_PORT = 0xFFFF;

  private final WordCache words;
  private final Actions actions;
  private final AddressField address = new AddressField();
  private int at;
  private int port;

  PacketLogMessage(WordCache words, Actions actions) {
    this.words = words;
    this.actions = actions;
  }

  /** Where a message of this kind stands, or {@link Line#NONE}. */
  static int find(Line line, int from) {
    int found = line.indexOf(MARK, from, line.end);
    return found < 0 ? Line.NONE : found + MARK.length;
  }

  /** Reads from behind the mark into a cleared record; false when it is not whole. */
  boolean read(Line line, int from, FlowRecord record) {
    at = from;
    record.firewallChain = word(line);
    record.firewallAction = actions.of(word(line));
    Devices.set(record, word(line));
    if (!protocol(line, record) || !source(line, record) || !destination(line, record)) {
      return false;
    }
    boolean fragment = rest(line, record);
    dropAbsentPorts(record, fragment);
    return true;
  }

  private String word(Line line) {
    int from = line.skipBlanks(at, line.end);
    at = line.endOf(' ', from, line.end);
    return words.word(line.bytes, from, at);
  }

  private boolean protocol(Line line, FlowRecord record) {
    int from = line.skipBlanks(at, line.end);
    at = line.endOf(' ', from, line.end);
    if (!line.startsWith(PROTO, from, at)) {
      return false;
    }
    int protocol = Numbers.upTo(255, line.bytes, from + PROTO.length, at);
    record.protocol = Math.max(0, protocol);
    return protocol >= 0;
  }

  private boolean source(Line line, FlowRecord record) {
    boolean read = endpoint(line);
    record.sourceHigh = address.high;
    record.sourceLow = address.low;
    record.sourcePort = port;
    return read;
  }

  private boolean destination(Line line, FlowRecord record) {
    boolean read = endpoint(line);
    record.destinationHigh = address.high;
    record.destinationLow = address.low;
    record.destinationPort = port;
    return read;
  }

  private boolean endpoint(Line line) {
    int from = line.skipBlanks(at, line.end);
    at = line.endOf(' ', from, line.end);
    int colon = line.indexOf(':', from, at);
    if (colon < 0) {
      return false;
    }
    port = Numbers.upTo(NO_PORT, line.bytes, colon + 1, at);
    return port >= 0 && address.read(line.bytes, from, colon);
  }

  /** The fields behind the addresses; whether the packet is a fragment behind the first. */
  private boolean rest(Line line, FlowRecord record) {
    boolean fragment = false;
    while (at < line.end) {
      int from = line.skipBlanks(at, line.end);
      at = line.endOf(' ', from, line.end);
      if (at - from > 2 && line.bytes[from + 1] == '=') {
        fragment |= field(line, line.bytes[from], from + 2, record);
      } else if (line.is(SYN, from, at)) {
        record.tcpFlags = SYN_FLAG;
      }
    }
    return fragment;
  }

  private boolean field(Line line, byte key, int from, FlowRecord record) {
    if (key == 'L') {
      record.bytes = Math.max(0, Numbers.unsigned(line.bytes, from, at));
    } else if (key == 'S') {
      long tos = Numbers.hex(line.bytes, from, at);
      record.tos = tos <= 255 ? (int) tos : FlowRecord.UNKNOWN;
    } else if (key == 'F') {
      long fragment = Numbers.hex(line.bytes, from, at);
      return fragment > 0 && (fragment & FRAGMENT_OFFSET) != 0;
    }
    return false;
  }

  /** In a fragment, and without ports, 65535 stands for none. */
  static void dropAbsentPorts(FlowRecord record, boolean fragment) {
    boolean told = IpProtocols.hasPorts(record.protocol) || IpProtocols.isIcmp(record.protocol);
    boolean absent = record.sourcePort == NO_PORT && record.destinationPort == NO_PORT;
    if (absent && (fragment || !told)) {
      record.sourcePort = 0;
      record.destinationPort = 0;
    }
  }
}
