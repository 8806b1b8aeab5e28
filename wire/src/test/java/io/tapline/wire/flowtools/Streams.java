package io.tapline.wire.flowtools;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Streams for tests. */
final class Streams {
  private Streams() {}

  /** A stream of records whose fields hold different values that fit them. */
  static byte[] of(RecordVersion version, ByteOrder order, int level, int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HeaderBuilder header = new HeaderBuilder(version, order).comments("test");
    try (FlowToolsWriter writer = FlowToolsWriter.stream(out, header, level)) {
      for (int i = 0; i < count; i++) {
        writer.write(record(version, i));
      }
      writer.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The record with this number. */
  static FlowToolsRecord record(RecordVersion version, int number) {
    RecordBuilder record = new RecordBuilder(version);
    long value = 0x0102_0304_0506_0708L + 31L * number;
    for (FlowField field : FlowField.values()) {
      value = value * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
      if (version.has(field)) {
        record.set(field, (value >>> 16) & field.maximum());
      }
    }
    return record.build();
  }

  static List<FlowToolsRecord> read(byte[] stream) throws IOException {
    return read(stream, ForeignOrder.AS_DOCUMENTED);
  }

  static List<FlowToolsRecord> read(byte[] stream, ForeignOrder order) throws IOException {
    List<FlowToolsRecord> records = new ArrayList<>();
    try (FlowToolsReader reader = new FlowToolsReader(FlowToolsFrames.of(stream), order)) {
      for (FlowToolsRecord record = reader.read(); record != null; record = reader.read()) {
        records.add(record);
      }
    }
    return records;
  }
}
