package io.tapline.wire.flowtools;

import java.nio.ByteOrder;

/** Records of stream format 1 as records of version 1 or 5. */
final class StreamOneRecord {
  private StreamOneRecord() {}

  static FlowToolsRecord convert(RecordLayout layout, byte[] bytes, ByteOrder order) {
    long fraction = new FileBytes(bytes, order).field(layout, FlowField.UNIX_NSECS, 0);
    long nanos = (fraction * layout.fractionNanos()) & FlowField.UNIX_NSECS.maximum();
    return new RecordBuilder(layout.version())
        .copy(layout, bytes, 0, order)
        .set(FlowField.UNIX_NSECS, nanos)
        .build();
  }
}
