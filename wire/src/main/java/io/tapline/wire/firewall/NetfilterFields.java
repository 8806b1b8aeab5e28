package io.tapline.wire.firewall;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.protocol.IpProtocols;
import io.tapline.wire.protocol.ProtocolNames;
import io.tapline.wire.text.AddressField;
import io.tapline.wire.text.Line;
import io.tapline.wire.text.Numbers;
import io.tapline.wire.text.WordCache;

/**
 * The {@code KEY=value} fields and flags of a netfilter message. Of keys that come twice (LEN of
 * the datagram and of UDP) the first counts; the packet that an ICMP error quotes in brackets is
 * left out.
 */
final class NetfilterFields {
  private static final byte[] PROTO = "PROTO".getBytes(US_ASCII);
  private static final byte[] PHYSIN = "PHYSIN".getBytes(US_ASCII);
  private static final byte[] PHYSOUT = "PHYSOUT".getBytes(US_ASCII);
  private static final int NOT_TOLD = -1;
  private static final int LEVEL_LENGTH = 3;

  private final WordCache words;
  private final AddressField address = new AddressField();
  private boolean hasSource;
  private boolean hasDestination;
  private boolean hasLength;
  private int protocol;
  private int flags;

  NetfilterFields(WordCache words) {
    this.words = words;
  }

  boolean hasAddresses() {
    return hasSource && hasDestination;
  }

  boolean hasProtocol() {
    return protocol != NOT_TOLD;
  }

  /** Reads from the first field to the end of the line into a cleared record. */
  void read(Line line, int inAt, FlowRecord record) {
    hasSource = false;
    hasDestination = false;
    hasLength = false;
    protocol = NOT_TOLD;
    flags = 0;
    int at = inAt;
    while (at < line.end) {
      at = token(line, line.skipBlanks(at, line.end), record);
    }
    record.protocol = Math.max(0, protocol);
    record.tcpFlags = protocol == IpProtocols.TCP ? flags : 0;
  }

  /** Takes the word or bracket at a position; the position behind it. */
  private int token(Line line, int at, FlowRecord record) {
    if (at < line.end && line.bytes[at] == '[') {
      return line.endOf(']', at, line.end) + 1;
    }
    if (isLevel(line, at)) {
      return at + LEVEL_LENGTH;
    }
    int letters = 0;
    for (int i = at; i < line.end; i++) {
      byte b = line.bytes[i];
      if (b == ' ') {
        flag(letters, i - at);
        return i;
      }
      if (b == '=') {
        int end = line.endOf(' ', i, line.end);
        field(line, at, i, letters, end, record);
        return end;
      }
      letters = letters << 8 | (b & 0xFF);
    }
    flag(letters, line.end - at);
    return line.end;
  }

  /** Old kernels print a level ({@code <1>}) in the middle of the line. */
  private static boolean isLevel(Line line, int at) {
    return at + LEVEL_LENGTH < line.end
        && line.bytes[at] == '<'
        && line.bytes[at + LEVEL_LENGTH - 1] == '>';
  }

  private void flag(int letters, int length) {
    if (length == 3) {
      flags |=
          switch (letters) {
            case 'F' << 16 | 'I' << 8 | 'N' -> 0x01;
            case 'S' << 16 | 'Y' << 8 | 'N' -> 0x02;
            case 'R' << 16 | 'S' << 8 | 'T' -> 0x04;
            case 'P' << 16 | 'S' << 8 | 'H' -> 0x08;
            case 'A' << 16 | 'C' << 8 | 'K' -> 0x10;
            case 'U' << 16 | 'R' << 8 | 'G' -> 0x20;
            case 'E' << 16 | 'C' << 8 | 'E' -> 0x40;
            case 'C' << 16 | 'W' << 8 | 'R' -> 0x80;
            default -> 0;
          };
    }
  }

  /** The key lies in [at, equals), its last four letters in a number; the value behind it. */
  private void field(Line line, int at, int equals, int letters, int end, FlowRecord record) {
    int from = equals + 1;
    switch (equals - at) {
      case 2, 3, 4 -> shortKey(line, letters, from, end, record);
      case 5 -> {
        if (protocol == NOT_TOLD && line.is(PROTO, at, equals)) {
          protocol = ProtocolNames.number(words.word(line.bytes, from, end));
        }
      }
      case 6 -> {
        if (record.inputInterfaceName.isEmpty() && line.is(PHYSIN, at, equals)) {
          record.inputInterfaceName = words.word(line.bytes, from, end);
        }
      }
      case 7 -> {
        if (record.outputInterfaceName.isEmpty() && line.is(PHYSOUT, at, equals)) {
          record.outputInterfaceName = words.word(line.bytes, from, end);
        }
      }
      default -> {}
    }
  }

  private void shortKey(Line line, int letters, int from, int end, FlowRecord record) {
    byte[] b = line.bytes;
    switch (letters) {
      case 'I' << 8 | 'N' -> record.inputInterfaceName = words.word(b, from, end);
      case 'O' << 16 | 'U' << 8 | 'T' -> record.outputInterfaceName = words.word(b, from, end);
      case 'S' << 16 | 'R' << 8 | 'C' -> source(b, from, end, record);
      case 'D' << 16 | 'S' << 8 | 'T' -> destination(b, from, end, record);
      case 'L' << 16 | 'E' << 8 | 'N' -> length(b, from, end, record);
      case 'T' << 16 | 'O' << 8 | 'S' -> record.tos = tos(Numbers.hex(b, from, end));
      case 'T' << 8 | 'C' -> record.tos = tos(Numbers.unsigned(b, from, end));
      case 'S' << 16 | 'P' << 8 | 'T' -> record.sourcePort = upTo(0xFFFF, b, from, end);
      case 'D' << 16 | 'P' << 8 | 'T' -> record.destinationPort = upTo(0xFFFF, b, from, end);
      case 'V' << 16 | 'I' << 8 | 'D' -> record.vlan = upTo(0xFFF, b, from, end);
      case 'T' << 24 | 'Y' << 16 | 'P' << 8 | 'E' -> record.sourcePort = icmp(b, from, end);
      case 'C' << 24 | 'O' << 16 | 'D' << 8 | 'E' -> record.destinationPort = icmp(b, from, end);
      default -> {}
    }
  }

  private static int upTo(int most, byte[] bytes, int from, int end) {
    return Math.max(0, Numbers.upTo(most, bytes, from, end));
  }

  /** Type or code, where the message is ICMP's. */
  private int icmp(byte[] bytes, int from, int end) {
    return IpProtocols.isIcmp(protocol) ? upTo(0xFF, bytes, from, end) : 0;
  }

  private static int tos(long value) {
    return value >= 0 && value <= 0xFF ? (int) value : FlowRecord.UNKNOWN;
  }

  private void source(byte[] bytes, int from, int end, FlowRecord record) {
    if (!hasSource && address.read(bytes, from, end)) {
      hasSource = true;
      record.sourceHigh = address.high;
      record.sourceLow = address.low;
    }
  }

  private void destination(byte[] bytes, int from, int end, FlowRecord record) {
    if (!hasDestination && address.read(bytes, from, end)) {
      hasDestination = true;
      record.destinationHigh = address.high;
      record.destinationLow = address.low;
    }
  }

  private void length(byte[] bytes, int from, int end, FlowRecord record) {
    if (!hasLength) {
      hasLength = true;
      record.bytes = Math.max(0, Numbers.unsigned(bytes, from, end));
    }
  }
}
