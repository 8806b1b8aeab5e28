package io.tapline.wire.netflow;

import io.tapline.wire.flowexport.Bytes;
import io.tapline.wire.flowexport.Messages;
import java.nio.ByteBuffer;

/** Datagrams for tests. */
public final class Pdus {
  static final long EXPORTER = 0x0A00_0001;

  private Pdus() {}

  /** A header of version 5 with so many empty records. */
  static byte[] v5(long sequence, int count, long uptimeMillis, long seconds, int engine) {
    ByteBuffer pdu = ByteBuffer.allocate(24 + 48 * count);
    pdu.putShort((short) 5).putShort((short) count).putInt((int) uptimeMillis);
    pdu.putInt((int) seconds).putInt(0).putInt((int) sequence).putShort((short) engine);
    return pdu.array();
  }

  /** A datagram of version 5 with flows between 10.0.0.1 and 10.0.0.2. */
  public static byte[] flows(long sequence, int engine, int records) {
    Bytes bytes = new Bytes().u16(5).u16(records).u32(3_600_000).u32(Messages.EXPORT_SECONDS);
    bytes.u32(0).u32(sequence).u8(0).u8(engine).u16(0x4000 | 10);
    for (int i = 0; i < records; i++) {
      bytes.ipv4("10.0.0.1").ipv4("10.0.0.2").u32(0).u16(1).u16(2).u32(5).u32(500);
      bytes.u32(3_500_000).u32(3_599_000).u16(1000 + i).u16(80).u8(0).u8(0x1B).u8(6).u8(0);
      bytes.u16(0).u16(0).u8(24).u8(24).u16(0);
    }
    return bytes.get();
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
