package io.tapline.wire.flowtools;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Mends, and makes, the faults that {@link ForeignOrder#AS_FLOW_TOOLS} describes. */
final class SwapFaults {
  private SwapFaults() {}

  /** From the faulty bytes to those that are big-endian throughout. */
  static void mend(RecordVersion version, byte[] record) {
    switch (version) {
      case V1005 -> {
        reverseInt(record, version, FlowField.EXADDR);
        mendTag(record, version, FlowField.SRC_TAG);
        mendTag(record, version, FlowField.DST_TAG);
      }
      case V8_12 -> reverseShort(record, version, FlowField.DST_AS);
      default -> {}
    }
  }

  /** From bytes that are big-endian throughout to the faulty ones. */
  static void make(RecordVersion version, byte[] record) {
    switch (version) {
      case V1005 -> {
        reverseInt(record, version, FlowField.EXADDR);
        makeTag(record, version, FlowField.SRC_TAG);
        makeTag(record, version, FlowField.DST_TAG);
      }
      case V8_12 -> reverseShort(record, version, FlowField.DST_AS);
      default -> {}
    }
  }

  private static void reverseInt(byte[] record, RecordVersion version, FlowField field) {
    int at = version.layout().offset(field);
    ByteBuffer bytes = ByteBuffer.wrap(record);
    bytes.putInt(at, Integer.reverseBytes(bytes.getInt(at)));
  }

  private static void reverseShort(byte[] record, RecordVersion version, FlowField field) {
    int at = version.layout().offset(field);
    ByteBuffer bytes = ByteBuffer.wrap(record);
    bytes.putShort(at, Short.reverseBytes(bytes.getShort(at)));
  }

  private static void mendTag(byte[] record, RecordVersion version, FlowField field) {
    int at = version.layout().offset(field);
    int stored = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    ByteBuffer.wrap(record).putInt(at, Short.reverseBytes((short) stored) & 0xFFFF);
  }

  private static void makeTag(byte[] record, RecordVersion version, FlowField field) {
    int at = version.layout().offset(field);
    int tag = ByteBuffer.wrap(record).getInt(at);
    int stored = Short.reverseBytes((short) tag) & 0xFFFF;
    ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).putInt(at, stored);
  }
}
