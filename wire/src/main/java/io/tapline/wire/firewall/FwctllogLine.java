package io.tapline.wire.firewall;

import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.text.AddressField;
import io.tapline.wire.text.Line;
import io.tapline.wire.text.Numbers;
import io.tapline.wire.text.WordCache;
import java.util.Locale;

/**
 * A line of fwctllog: 19 fields between {@code |}, empty ones not known, the last one or more
 * absent: TIME ACTION DEVICE IF CHAIN PROTO PROTO_NAME SRC_IP SRC_HOST SRC_IF SRC_ALIAS SRC_PORT
 * SRC_SERV DST_IP DST_HOST DST_IF DST_ALIAS DST_PORT DST_SERV. For ICMP the ports are type and
 * code. Groups of interfaces and aliases are left out: they are configuration, resolved anew.
 */
final class FwctllogLine {
  private static final int FIELDS = 19;
  private static final int FEWEST_FIELDS = 18;
  private static final int TIME = 0;
  private static final int ACTION = 1;
  private static final int DEVICE = 2;
  private static final int CHAIN = 4;
  private static final int PROTOCOL = 5;
  private static final int SOURCE = 7;
  private static final int SOURCE_PORT = 11;
  private static final int DESTINATION = 13;
  private static final int DESTINATION_HOST = 14;
  private static final int DESTINATION_PORT = 17;
  private static final int DESTINATION_SERVICE = 18;

  private final WordCache words;
  private final Actions actions;
  private final AddressField address = new AddressField();

  /** Where field i begins; the one behind the last begins behind the line's end. */
  private final int[] starts = new int[FIELDS + 1];

  FwctllogLine(WordCache words, Actions actions) {
    this.words = words;
    this.actions = actions;
  }

  /** Whether the line begins with digits and a bar. */
  static boolean isOne(Line line) {
    int at = line.start;
    while (at < line.end && line.bytes[at] >= '0' && line.bytes[at] <= '9') {
      at++;
    }
    return at > line.start && at < line.end && line.bytes[at] == '|';
  }

  /** Reads the line into a cleared record; false when fields that must be there are not. */
  boolean read(Line line, FlowRecord record) {
    if (!split(line)) {
      return false;
    }
    long nanos = Numbers.secondsToNanos(line.bytes, starts[TIME], end(TIME));
    int protocol = number(line, PROTOCOL, 255);
    record.startNanos = nanos;
    record.protocol = Math.max(0, protocol);
    record.firewallAction = actions.of(word(line, ACTION));
    record.firewallChain = word(line, CHAIN);
    Devices.set(record, word(line, DEVICE));
    return nanos >= 0 && protocol >= 0 && addresses(line, record) && ports(line, record);
  }

  private boolean split(Line line) {
    int fields = 0;
    starts[0] = line.start;
    for (int at = line.start; at <= line.end; at++) {
      if (at == line.end || line.bytes[at] == '|') {
        if (++fields > FIELDS) {
          return false;
        }
        starts[fields] = at + 1;
      }
    }
    if (fields < FIELDS) {
      starts[FIELDS] = line.end + 1;
      starts[FIELDS - 1] = line.end + 1;
    }
    return fields >= FEWEST_FIELDS;
  }

  private int end(int field) {
    return Math.max(starts[field], starts[field + 1] - 1);
  }

  private String word(Line line, int field) {
    return words.word(line.bytes, starts[field], end(field));
  }

  private int number(Line line, int field, int most) {
    return Numbers.upTo(most, line.bytes, starts[field], end(field));
  }

  private boolean addresses(Line line, FlowRecord record) {
    boolean source = address.read(line.bytes, starts[SOURCE], end(SOURCE));
    record.sourceHigh = address.high;
    record.sourceLow = address.low;
    boolean destination = address.read(line.bytes, starts[DESTINATION], end(DESTINATION));
    record.destinationHigh = address.high;
    record.destinationLow = address.low;
    record.hostname = word(line, DESTINATION_HOST);
    return source && destination;
  }

  private boolean ports(Line line, FlowRecord record) {
    boolean source = starts[SOURCE_PORT] == end(SOURCE_PORT);
    boolean destination = starts[DESTINATION_PORT] == end(DESTINATION_PORT);
    int sourcePort = source ? 0 : number(line, SOURCE_PORT, 0xFFFF);
    int destinationPort = destination ? 0 : number(line, DESTINATION_PORT, 0xFFFF);
    record.sourcePort = Math.max(0, sourcePort);
    record.destinationPort = Math.max(0, destinationPort);
    PacketLogMessage.dropAbsentPorts(record, false);
    if (record.protocol == 6 || record.protocol == 17) {
      record.service = word(line, DESTINATION_SERVICE).toLowerCase(Locale.ROOT);
    }
    return sourcePort >= 0 && destinationPort >= 0;
  }
}
