package io.tapline.wire.flowtools;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes a record field by field; what is not set is 0. For one record and one thread. */
public final class RecordBuilder {
  private final RecordVersion version;
  private final ByteBuffer bytes;

  public RecordBuilder(RecordVersion version) {
    this.version = version;
    this.bytes = ByteBuffer.allocate(version.size()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Sets a field.
   *
   * @throws UnsupportedFieldException if the version does not have it
   * @throws IllegalArgumentException if the value is negative or does not fit
   */
  public RecordBuilder set(FlowField field, long value) {
    int at = version.layout().offset(field);
    if (at == RecordLayout.ABSENT) {
      throw new UnsupportedFieldException(field, version);
    }
    if (value < 0 || value > field.maximum()) {
      throw new IllegalArgumentException(
          "%s is 0 to %d, not %d.".formatted(field.label(), field.maximum(), value));
    }
    put(at, field.size(), value);
    return this;
  }

  private void put(int at, int size, long value) {
    switch (size) {
      case 1 -> bytes.put(at, (byte) value);
      case 2 -> bytes.putShort(at, (short) value);
      default -> bytes.putInt(at, (int) value);
    }
  }

  /** Takes over every field that both versions have. */
  public RecordBuilder copy(FlowToolsRecord record) {
    for (FlowField field : FlowField.values()) {
      if (version.has(field) && record.has(field)) {
        set(field, record.get(field));
      }
    }
    return this;
  }

  /**
   * Takes over every field that the version and a record that lies otherwise have.
   *
   * @param bytes the record begins at {@code at} and is whole
   */
  public RecordBuilder copy(RecordLayout layout, byte[] bytes, int at, ByteOrder order) {
    FileBytes fields = new FileBytes(bytes, order);
    for (FlowField field : FlowField.values()) {
      if (version.has(field) && layout.has(field)) {
        set(field, fields.field(layout, field, at));
      }
    }
    return this;
  }

  public FlowToolsRecord build() {
    return new FlowToolsRecord(version, bytes.array().clone(), ByteOrder.LITTLE_ENDIAN);
  }
}
