package io.tapline.report.fwctl;

import io.tapline.wire.address.IpAddress;
import io.tapline.wire.protocol.IpProtocols;
import java.util.EnumSet;
import java.util.Set;

/**
 * A logged packet as it is read: a struct that is filled anew for each, valid while it is handed
 * on. Texts are made only where somebody asks for them. For one thread.
 */
public abstract class Packet {
  /** Values of a port: 0 to 65535, and {@link Endpoint#NO_PORT}. */
  private static final int PORT_BITS = 17;

  private static final Set<RecordField> ALL = EnumSet.allOf(RecordField.class);

  /** Seconds since 1970-01-01T00:00:00Z. */
  long time;

  /** Seconds since 1970-01-01T00:00:00Z of the last of several equal ones. */
  long lastTime;

  /** How many equal ones there are. */
  long count = 1;

  /**
   * Place among the records of a report: of a group, the one with the smallest gives its names.
   * Several may have the same.
   */
  long order;

  /** 0 to 255. */
  int protocol;

  /** Halves of addresses, as in {@link IpAddress}. */
  long sourceHigh;

  long sourceLow;
  long destinationHigh;
  long destinationLow;

  /** TCP or UDP port, or ICMP's type; {@link Endpoint#NO_PORT} where it is not known. */
  int sourcePort;

  /** TCP or UDP port, or ICMP's code; {@link Endpoint#NO_PORT} where it is not known. */
  int destinationPort;

  final void addresses(IpAddress source, IpAddress destination) {
    sourceHigh = source.high();
    sourceLow = source.low();
    destinationHigh = destination.high();
    destinationLow = destination.low();
  }

  /** A field that is neither time nor number, empty where it is not known. */
  abstract String word(RecordField field);

  /** A field, empty where it is not known. */
  final String text(RecordField field) {
    return switch (field) {
      case TIME -> Long.toString(time);
      case PROTOCOL -> Integer.toString(protocol);
      case SOURCE_PORT -> portText(sourcePort);
      case DESTINATION_PORT -> portText(destinationPort);
      case ACTION,
          DEVICE,
          INTERFACE,
          CHAIN,
          PROTOCOL_NAME,
          SOURCE_IP,
          SOURCE_HOST,
          SOURCE_INTERFACE,
          SOURCE_ALIAS,
          SOURCE_SERVICE,
          DESTINATION_IP,
          DESTINATION_HOST,
          DESTINATION_INTERFACE,
          DESTINATION_ALIAS,
          DESTINATION_SERVICE ->
          word(field);
    };
  }

  private static String portText(int port) {
    return port == Endpoint.NO_PORT ? "" : Integer.toString(port);
  }

  /** Whether the destination port alone is the service: TCP and UDP. */
  final boolean hasPorts() {
    return protocol == IpProtocols.TCP || protocol == IpProtocols.UDP;
  }

  /** Protocol, destination port and, of others than TCP and UDP, source port as one number. */
  final long service() {
    long source = hasPorts() ? 0 : sourcePort + 1;
    return ((long) protocol << PORT_BITS | source) << PORT_BITS | destinationPort + 1;
  }

  /** The same, to be kept. */
  public final FirewallRecord record() {
    return record(ALL);
  }

  /** The same, to be kept; of texts only those of the fields. */
  final FirewallRecord record(Set<RecordField> fields) {
    return new FirewallRecord(
        time,
        word(fields, RecordField.ACTION),
        word(fields, RecordField.DEVICE),
        word(fields, RecordField.INTERFACE),
        word(fields, RecordField.CHAIN),
        protocol,
        word(fields, RecordField.PROTOCOL_NAME),
        new Endpoint(
            word(fields, RecordField.SOURCE_IP),
            word(fields, RecordField.SOURCE_HOST),
            word(fields, RecordField.SOURCE_INTERFACE),
            word(fields, RecordField.SOURCE_ALIAS),
            sourcePort,
            word(fields, RecordField.SOURCE_SERVICE)),
        new Endpoint(
            word(fields, RecordField.DESTINATION_IP),
            word(fields, RecordField.DESTINATION_HOST),
            word(fields, RecordField.DESTINATION_INTERFACE),
            word(fields, RecordField.DESTINATION_ALIAS),
            destinationPort,
            word(fields, RecordField.DESTINATION_SERVICE)));
  }

  private String word(Set<RecordField> fields, RecordField field) {
    return fields.contains(field) ? word(field) : "";
  }
}
