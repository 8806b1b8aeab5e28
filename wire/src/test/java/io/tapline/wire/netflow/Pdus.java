package io.tapline.wire.netflow;

import java.nio.ByteBuffer;

/** Datagrams for tests. */
final class Pdus {
  static final long EXPORTER = 0x0A00_0001;

  private Pdus() {}

  /** A header of version 5 with so many empty records. */
  static byte[] v5(long sequence, int count, long uptimeMillis, long seconds, int engine) {
    ByteBuffer pdu = ByteBuffer.allocate(24 + 48 * count);
    pdu.putShort((short) 5).putShort((short) count).putInt((int) uptimeMillis);
    pdu.putInt((int) seconds).putInt(0).putInt((int) sequence).putShort((short) engine);
    return pdu.array();
  }

  static FlowPdu pdu(long sequence, int count, long uptimeMillis, long seconds) {
    return of(v5(sequence, count, uptimeMillis, seconds, 0));
  }

  static FlowPdu of(byte[] payload) {
    try {
      return new FlowPdu(EXPORTER, payload);
    } catch (PduException e) {
      throw new AssertionError(e);
    }
  }
}
