package io.tapline.wire.flowtools;

/** Kinds of the fields in a header of format 3: {@code u16 kind, u16 length, value}. */
enum HeaderField {
  NULL(0),
  VENDOR(1),
  EXPORT_VERSION(2),
  AGGREGATION_VERSION(3),
  AGGREGATION_METHOD(4),
  EXPORTER_ADDRESS(5),
  CAPTURE_START(6),
  CAPTURE_END(7),
  FLAGS(8),
  ROTATION_SCHEDULE(9),
  FLOW_COUNT(0xA),
  FLOWS_LOST(0xB),
  FLOWS_MISORDERED(0xC),
  PACKETS_CORRUPT(0xD),
  SEQUENCE_RESETS(0xE),
  CAPTURE_HOSTNAME(0xF),
  COMMENTS(0x10),
  INTERFACE_NAME(0x11),
  INTERFACE_ALIAS(0x12),
  INTERRUPT(0x13);

  final int code;

  HeaderField(int code) {
    this.code = code;
  }
}
