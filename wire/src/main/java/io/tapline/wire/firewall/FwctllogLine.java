package io.tapline.wire.firewall;

import static io.tapline.wire.firewall.FwctllogFields.ACTION;
import static io.tapline.wire.firewall.FwctllogFields.CHAIN;
import static io.tapline.wire.firewall.FwctllogFields.DESTINATION_HOST;
import static io.tapline.wire.firewall.FwctllogFields.DESTINATION_IP;
import static io.tapline.wire.firewall.FwctllogFields.DESTINATION_PORT;
import static io.tapline.wire.firewall.FwctllogFields.DESTINATION_SERVICE;
import static io.tapline.wire.firewall.FwctllogFields.DEVICE;
import static io.tapline.wire.firewall.FwctllogFields.PROTOCOL;
import static io.tapline.wire.firewall.FwctllogFields.SOURCE_IP;
import static io.tapline.wire.firewall.FwctllogFields.SOURCE_PORT;
import static io.tapline.wire.firewall.FwctllogFields.TIME;

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
  private final FwctllogFields fields;
  private final Actions actions;
  private final AddressField address = new AddressField();

  FwctllogLine(WordCache words, Actions actions) {
    this.fields = new FwctllogFields(words);
    this.actions = actions;
  }

  /** Reads the line into a cleared record; false when fields that must be there are not. */
  boolean read(Line line, FlowRecord record) {
    if (!fields.split(line)) {
      return false;
    }
    long nanos = Numbers.secondsToNanos(line.bytes, fields.start(TIME), fields.end(TIME));
    int protocol = fields.number(PROTOCOL, 255);
    record.startNanos = nanos;
    record.protocol = Math.max(0, protocol);
    record.firewallAction = actions.of(fields.word(ACTION));
    record.firewallChain = fields.word(CHAIN);
    Devices.set(record, fields.word(DEVICE));
    return nanos >= 0 && protocol >= 0 && addresses(record) && ports(record);
  }

  private boolean addresses(FlowRecord record) {
    boolean source = fields.address(SOURCE_IP, address);
    record.sourceHigh = address.high;
    record.sourceLow = address.low;
    boolean destination = fields.address(DESTINATION_IP, address);
    record.destinationHigh = address.high;
    record.destinationLow = address.low;
    record.hostname = fields.word(DESTINATION_HOST);
    return source && destination;
  }

  private boolean ports(FlowRecord record) {
    boolean source = fields.isEmpty(SOURCE_PORT);
    boolean destination = fields.isEmpty(DESTINATION_PORT);
    int sourcePort = source ? 0 : fields.number(SOURCE_PORT, 0xFFFF);
    int destinationPort = destination ? 0 : fields.number(DESTINATION_PORT, 0xFFFF);
    record.sourcePort = Math.max(0, sourcePort);
    record.destinationPort = Math.max(0, destinationPort);
    PacketLogMessage.dropAbsentPorts(record, false);
    if (record.protocol == 6 || record.protocol == 17) {
      record.service = fields.word(DESTINATION_SERVICE).toLowerCase(Locale.ROOT);
    }
    return sourcePort >= 0 && destinationPort >= 0;
  }
}
