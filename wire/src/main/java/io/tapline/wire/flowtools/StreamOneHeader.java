package io.tapline.wire.flowtools;

import java.nio.ByteOrder;

/** The header of stream format 1: 360 bytes, all fields at fixed places. */
final class StreamOneHeader {
  static final int BYTES = 360;

  private static final int RECORD_VERSION = 4;
  private static final int START = 8;
  private static final int END = 12;
  private static final int FLAGS = 16;
  private static final int ROTATION = 20;
  private static final int FLOWS = 24;
  private static final int DROPS = 28;
  private static final int MISORDERED = 32;
  private static final int HOSTNAME = 36;
  private static final int HOSTNAME_BYTES = 68;
  private static final int COMMENTS = 104;
  private static final int COMMENTS_BYTES = 256;

  /** What old writers put where they knew no record version. */
  private static final int UNSPECIFIED_VERSION = 65_535;

  private StreamOneHeader() {}

  static FlowToolsHeader parse(byte[] bytes, ByteOrder order) throws FlowToolsException {
    FileBytes fields = new FileBytes(bytes, order);
    RecordLayout layout = layout(fields.unsignedShort(RECORD_VERSION));
    return new FlowToolsHeader(bytes, order, 1, layout, fields.unsignedInt(FLAGS), values(fields));
  }

  private static RecordLayout layout(int version) throws FlowToolsException {
    return switch (version) {
      case 1, UNSPECIFIED_VERSION -> RecordLayout.streamOne(RecordVersion.V1);
      case 5 -> RecordLayout.streamOne(RecordVersion.V5);
      default ->
          throw HeaderParser.unsupportedRecords(RECORD_VERSION, version + " in stream format 1");
    };
  }

  private static HeaderValues values(FileBytes fields) {
    HeaderValues values = new HeaderValues();
    values.put(HeaderField.CAPTURE_START, fields.unsignedInt(START));
    values.put(HeaderField.CAPTURE_END, fields.unsignedInt(END));
    values.put(HeaderField.ROTATION_SCHEDULE, fields.unsignedInt(ROTATION));
    values.put(HeaderField.FLOW_COUNT, fields.unsignedInt(FLOWS));
    values.put(HeaderField.FLOWS_LOST, fields.unsignedInt(DROPS));
    values.put(HeaderField.FLOWS_MISORDERED, fields.unsignedInt(MISORDERED));
    values.put(HeaderField.CAPTURE_HOSTNAME, fields.text(HOSTNAME, HOSTNAME_BYTES));
    values.put(HeaderField.COMMENTS, fields.text(COMMENTS, COMMENTS_BYTES));
    return values;
  }
}
