package io.tapline.report.fwctl;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.firewall.FwctllogFields;
import io.tapline.wire.text.AddressField;

/** The packet of a line of fwctllog. IPv6 addresses are written as RFC 5952 says. */
final class LinePacket extends Packet {
  /** Neither a port nor nothing. */
  private static final int MALFORMED = -2;

  private final FwctllogFields fields;
  private final AddressField address = new AddressField();

  /**
   * @param fields of the line; texts are read from there
   */
  LinePacket(FwctllogFields fields) {
    this.fields = fields;
  }

  /** Takes the numbers of a line; false when it is not one. */
  boolean read(long number) {
    order = number;
    time = fields.number(FwctllogFields.TIME);
    lastTime = time;
    protocol = fields.number(FwctllogFields.PROTOCOL, 255);
    sourcePort = port(FwctllogFields.SOURCE_PORT);
    destinationPort = port(FwctllogFields.DESTINATION_PORT);
    return time >= 0
        && protocol >= 0
        && sourcePort != MALFORMED
        && destinationPort != MALFORMED
        && addresses();
  }

  private int port(int field) {
    if (fields.isEmpty(field)) {
      return Endpoint.NO_PORT;
    }
    int port = fields.number(field, 0xFFFF);
    return port < 0 ? MALFORMED : port;
  }

  private boolean addresses() {
    boolean source = fields.address(FwctllogFields.SOURCE_IP, address);
    sourceHigh = address.high;
    sourceLow = address.low;
    boolean destination = fields.address(FwctllogFields.DESTINATION_IP, address);
    destinationHigh = address.high;
    destinationLow = address.low;
    return source && destination;
  }

  @Override
  String word(RecordField field) {
    String word = fields.word(field.position());
    return switch (field) {
      case SOURCE_IP -> ip(word, sourceHigh, sourceLow);
      case DESTINATION_IP -> ip(word, destinationHigh, destinationLow);
      case TIME,
          ACTION,
          DEVICE,
          INTERFACE,
          CHAIN,
          PROTOCOL,
          PROTOCOL_NAME,
          SOURCE_HOST,
          SOURCE_INTERFACE,
          SOURCE_ALIAS,
          SOURCE_PORT,
          SOURCE_SERVICE,
          DESTINATION_HOST,
          DESTINATION_INTERFACE,
          DESTINATION_ALIAS,
          DESTINATION_PORT,
          DESTINATION_SERVICE ->
          word;
    };
  }

  private static String ip(String word, long high, long low) {
    return word.indexOf(':') < 0 ? word : IpAddresses.format(high, low);
  }
}
