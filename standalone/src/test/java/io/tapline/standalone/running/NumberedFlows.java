package io.tapline.standalone.running;

import io.tapline.flowlog.v1.Connection;
import java.nio.ByteBuffer;

/**
 * Flows that are numbered by their client: no two have the same address and port, so that each is a
 * connection of its own and one that is counted twice is seen.
 */
final class NumberedFlows {
  static final int PACKETS = 3;
  static final int BYTES = 400;

  private static final int CLIENTS = 0x0A800000;
  private static final int SERVER = 0xC0000202;
  private static final int FIRST_PORT = 10_000;
  private static final int PORTS = 50_000;
  private static final int HEADER_BYTES = 24;
  private static final int RECORD_BYTES = 48;

  private NumberedFlows() {}

  /**
   * A datagram of NetFlow v5.
   *
   * @param first number of its first flow, which is also its sequence number
   * @param count 1 to 30 flows
   * @param uptimeMillis since the exporter began, at least 1000
   * @param epochMillis the time now
   */
  static byte[] datagram(long first, int count, int uptimeMillis, long epochMillis) {
    ByteBuffer datagram = ByteBuffer.allocate(HEADER_BYTES + count * RECORD_BYTES);
    datagram.putShort((short) 5).putShort((short) count).putInt(uptimeMillis);
    datagram.putInt((int) (epochMillis / 1000)).putInt((int) (epochMillis % 1000) * 1_000_000);
    datagram.putInt((int) first);
    for (int i = 0; i < count; i++) {
      record(
          datagram.slice(HEADER_BYTES + i * RECORD_BYTES, RECORD_BYTES), first + i, uptimeMillis);
    }
    return datagram.array();
  }

  private static void record(ByteBuffer record, long number, int uptimeMillis) {
    record.putInt(0, CLIENTS + (int) (number / PORTS)).putInt(4, SERVER);
    record.putInt(16, PACKETS).putInt(20, BYTES);
    record.putInt(24, uptimeMillis - 1000).putInt(28, uptimeMillis);
    record.putShort(32, (short) (FIRST_PORT + number % PORTS)).putShort(34, (short) 443);
    record.put(38, (byte) 6);
  }

  /** The number of the flow that became this row. */
  static int number(Connection row) {
    String[] bytes = row.getClientAddress().split("\\.", -1);
    int address = 0;
    for (String each : bytes) {
      address = address << 8 | Integer.parseInt(each);
    }
    return (address - CLIENTS) * PORTS + row.getClientPort() - FIRST_PORT;
  }
}
