package io.tapline.report.fwctl;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.protocol.ProtocolNames;

/** A packet whose interfaces and aliases are those of the given networks. */
final class NamedPacket extends Packet {
  private final Networks networks;

  String action = "";
  String device = "";
  String chain = "";

  /** Name of the destination's host. */
  String host = "";

  /** Name of the destination's port. */
  String service = "";

  NamedPacket(Networks networks) {
    this.networks = networks;
  }

  @Override
  String word(RecordField field) {
    return switch (field) {
      case ACTION -> action;
      case DEVICE -> device;
      case INTERFACE -> networks.interfaceOfDevice(device);
      case CHAIN -> chain;
      case PROTOCOL_NAME -> ProtocolNames.name(protocol);
      case SOURCE_IP -> IpAddresses.format(sourceHigh, sourceLow);
      case SOURCE_INTERFACE -> networks.interfaceOf(sourceHigh, sourceLow);
      case SOURCE_ALIAS -> networks.aliasOf(sourceHigh, sourceLow);
      case DESTINATION_IP -> IpAddresses.format(destinationHigh, destinationLow);
      case DESTINATION_HOST -> host;
      case DESTINATION_INTERFACE -> networks.interfaceOf(destinationHigh, destinationLow);
      case DESTINATION_ALIAS -> networks.aliasOf(destinationHigh, destinationLow);
      case DESTINATION_SERVICE -> service;
      case TIME, PROTOCOL, SOURCE_HOST, SOURCE_PORT, SOURCE_SERVICE, DESTINATION_PORT -> "";
    };
  }
}
