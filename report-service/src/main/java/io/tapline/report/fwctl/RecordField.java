package io.tapline.report.fwctl;

import io.tapline.wire.firewall.FwctllogFields;

/** The fields of a record by their names in Fwctl::Report. */
enum RecordField {
  TIME("time", FwctllogFields.TIME),
  ACTION("action", FwctllogFields.ACTION),
  DEVICE("device", FwctllogFields.DEVICE),
  INTERFACE("if", FwctllogFields.INTERFACE),
  CHAIN("chain", FwctllogFields.CHAIN),
  PROTOCOL("proto", FwctllogFields.PROTOCOL),
  PROTOCOL_NAME("proto_name", FwctllogFields.PROTOCOL_NAME),
  SOURCE_IP("src_ip", FwctllogFields.SOURCE_IP),
  SOURCE_HOST("src_host", FwctllogFields.SOURCE_HOST),
  SOURCE_INTERFACE("src_if", FwctllogFields.SOURCE_INTERFACE),
  SOURCE_ALIAS("src_alias", FwctllogFields.SOURCE_ALIAS),
  SOURCE_PORT("src_port", FwctllogFields.SOURCE_PORT),
  SOURCE_SERVICE("src_serv", FwctllogFields.SOURCE_SERVICE),
  DESTINATION_IP("dst_ip", FwctllogFields.DESTINATION_IP),
  DESTINATION_HOST("dst_host", FwctllogFields.DESTINATION_HOST),
  DESTINATION_INTERFACE("dst_if", FwctllogFields.DESTINATION_INTERFACE),
  DESTINATION_ALIAS("dst_alias", FwctllogFields.DESTINATION_ALIAS),
  DESTINATION_PORT("dst_port", FwctllogFields.DESTINATION_PORT),
  DESTINATION_SERVICE("dst_serv", FwctllogFields.DESTINATION_SERVICE);

  private final String text;
  private final int position;

  RecordField(String text, int position) {
    this.text = text;
    this.position = position;
  }

  /** The name. */
  String text() {
    return text;
  }

  /** Which of the fields of a line it is. */
  int position() {
    return position;
  }
}
