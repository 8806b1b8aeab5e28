package io.tapline.report.fwctl;

import static io.tapline.report.fwctl.RecordField.DESTINATION_ALIAS;
import static io.tapline.report.fwctl.RecordField.DESTINATION_HOST;
import static io.tapline.report.fwctl.RecordField.DESTINATION_IP;
import static io.tapline.report.fwctl.RecordField.DESTINATION_PORT;
import static io.tapline.report.fwctl.RecordField.DESTINATION_SERVICE;
import static io.tapline.report.fwctl.RecordField.PROTOCOL;
import static io.tapline.report.fwctl.RecordField.PROTOCOL_NAME;
import static io.tapline.report.fwctl.RecordField.SOURCE_ALIAS;
import static io.tapline.report.fwctl.RecordField.SOURCE_HOST;
import static io.tapline.report.fwctl.RecordField.SOURCE_IP;
import static io.tapline.report.fwctl.RecordField.SOURCE_PORT;
import static io.tapline.report.fwctl.RecordField.SOURCE_SERVICE;

import java.util.EnumSet;
import java.util.Set;

/** What records are grouped by. */
public enum Family {
  /** {@code service_report}: protocol and destination port; of others than TCP and UDP both. */
  SERVICE,
  /** {@code service_alias_report}: the destination's alias and the service. */
  SERVICE_ALIAS,
  /** {@code service_host_report}: the destination's address and the service. */
  SERVICE_HOST,
  /** {@code src_alias_report}. */
  SRC_ALIAS,
  /** {@code src_host_report}. */
  SRC_HOST,
  /** {@code dst_alias_report}. */
  DST_ALIAS,
  /**
   * {@code dst_host_report}; the documentation calls its summary {@code src_host_summary_report} a
   * second time.
   */
  DST_HOST;

  /** Whether the service is part of the key. */
  public boolean hasService() {
    return this == SERVICE || this == SERVICE_ALIAS || this == SERVICE_HOST;
  }

  /** Whether the address is part of the key. */
  public boolean hasHost() {
    return this == SERVICE_HOST || this == SRC_HOST || this == DST_HOST;
  }

  /** Whether rows have an alias. */
  public boolean hasAlias() {
    return this != SERVICE;
  }

  /** The side whose host or alias is reported. */
  public Endpoint side(FirewallRecord packet) {
    return isSource() ? packet.source() : packet.destination();
  }

  /** Whether that side is the source. */
  boolean isSource() {
    return this == SRC_ALIAS || this == SRC_HOST;
  }

  /** The fields of a row, and of its key. Source ports are those of others than TCP and UDP. */
  Set<RecordField> fields() {
    Set<RecordField> fields = EnumSet.noneOf(RecordField.class);
    if (hasService()) {
      fields.addAll(EnumSet.of(PROTOCOL, PROTOCOL_NAME, SOURCE_PORT, SOURCE_SERVICE));
      fields.addAll(EnumSet.of(DESTINATION_PORT, DESTINATION_SERVICE));
    }
    if (hasHost()) {
      fields.addAll(
          isSource()
              ? EnumSet.of(SOURCE_IP, SOURCE_HOST)
              : EnumSet.of(DESTINATION_IP, DESTINATION_HOST));
    }
    if (hasAlias()) {
      fields.add(isSource() ? SOURCE_ALIAS : DESTINATION_ALIAS);
    }
    return fields;
  }

  /** The names of a row that are not part of its key: of the service, and of the host. */
  String names(FirewallRecord packet) {
    String service = hasService() ? packet.destination().service() : "";
    return hasHost() ? service + "\n" + side(packet).host() : service;
  }

  /** The key as the original writes it, by which groups are ordered: {@code BADNET/6/80}. */
  String text(FirewallRecord packet) {
    String place = hasHost() ? side(packet).ip() : side(packet).alias();
    if (!hasService()) {
      return place;
    }
    String ports =
        packet.hasPorts()
            ? packet.destination().portText()
            : packet.source().portText() + "/" + packet.destination().portText();
    return (this == SERVICE ? "" : place + "/") + packet.protocol() + "/" + ports;
  }
}
