package io.tapline.wire.flowtools;

import java.nio.ByteOrder;

/** Records of stream format 1 as records of version 1 or 5. */
final class StreamOneRecord {
  private StreamOneRecord() {}

  static FlowToolsRecord convert(RecordLayout layout, byte[] bytes, ByteOrder order) {
    FileBytes fields = new FileBytes(bytes, order);
    RecordBuilder record = new RecordBuilder(layout.version());
    for (FlowField field : FlowField.values()) {
      if (layout.has(field)) {
        record.set(field, value(layout, fields, field));
      }
    }
    return record.build();
  }

  private static long value(RecordLayout layout, FileBytes fields, FlowField field) {
    int at = layout.offset(field);
    return switch (field.size()) {
      case 1 -> fields.unsignedByte(at);
      case 2 -> fields.unsignedShort(at);
      default -> scaled(layout, field, fields.unsignedInt(at));
    };
  }

  private static long scaled(RecordLayout layout, FlowField field, long value) {
    return field == FlowField.UNIX_NSECS
        ? (value * layout.fractionNanos()) & FlowField.UNIX_NSECS.maximum()
        : value;
  }
}
