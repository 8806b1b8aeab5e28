package io.tapline.bench;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * Synthetic connections as datagrams of NetFlow 9 (RFC 3954) of one exporter: two records for each,
 * one a direction, in the order of their starts. Every hundredth datagram repeats the template.
 */
final class ConnectionExport {
  /** Fits an Ethernet frame. */
  private static final int CONNECTIONS_PER_DATAGRAM = 14;

  /** Element and length. */
  private static final int[][] FIELDS = {
    {8, 4}, {12, 4}, {7, 2}, {11, 2}, {4, 1}, {6, 1}, {1, 4}, {2, 4}, {22, 4}, {21, 4}, {10, 4},
    {14, 4}
  };

  private static final int RECORD_BYTES = 38;
  private static final int TEMPLATE_ID = 256;
  private static final int TEMPLATE_EVERY = 100;
  private static final int SYN = 0x02;
  private static final int RESET = 0x14;
  private static final int WHOLE = 0x1B;

  /** The exporter's start, some days before the first connection. */
  private static final long BOOT_NANOS = SyntheticConnection.T0 - TimeUnit.DAYS.toNanos(10);

  private final long total;
  private final ByteBuffer datagram = ByteBuffer.allocateDirect(2_048);
  private long next;
  private int sequence;

  /**
   * @param total connections
   */
  ConnectionExport(long total) {
    this.total = total;
  }

  boolean hasNext() {
    return next < total;
  }

  /** Records of all datagrams so far. */
  long records() {
    return 2 * next;
  }

  /** The next datagram; valid until the one after. */
  ByteBuffer next() {
    long last = Math.min(next + CONNECTIONS_PER_DATAGRAM, total);
    boolean template = sequence % TEMPLATE_EVERY == 0;
    int records = (int) (2 * (last - next));
    long now = SyntheticConnection.of(last - 1, total).startNanos() + TimeUnit.MINUTES.toNanos(1);
    datagram.clear();
    datagram.putShort((short) 9).putShort((short) (records + (template ? 1 : 0)));
    datagram.putInt(uptimeMillis(now)).putInt((int) TimeUnit.NANOSECONDS.toSeconds(now));
    datagram.putInt(sequence++).putInt(1);
    if (template) {
      putTemplate();
    }
    int padding = -(4 + records * RECORD_BYTES) & 3;
    datagram.putShort((short) TEMPLATE_ID);
    datagram.putShort((short) (4 + records * RECORD_BYTES + padding));
    for (; next < last; next++) {
      SyntheticConnection connection = SyntheticConnection.of(next, total);
      putRecord(connection, true, now);
      putRecord(connection, false, now);
    }
    return datagram.put(new byte[padding]).flip();
  }

  private void putTemplate() {
    datagram.putShort((short) 0).putShort((short) (8 + 4 * FIELDS.length));
    datagram.putShort((short) TEMPLATE_ID).putShort((short) FIELDS.length);
    for (int[] field : FIELDS) {
      datagram.putShort((short) field[0]).putShort((short) field[1]);
    }
  }

  /** An exporter reports finished flows: an end beyond the export is cut. */
  private void putRecord(SyntheticConnection connection, boolean ofClient, long now) {
    int client = (int) connection.clientLow();
    int server = (int) connection.serverLow();
    int clientPort = connection.protocol() == 1 ? 0 : connection.clientPort();
    int serverPort = connection.serverPort();
    datagram.putInt(ofClient ? client : server).putInt(ofClient ? server : client);
    datagram.putShort((short) (ofClient ? clientPort : serverPort));
    datagram.putShort((short) (ofClient ? serverPort : clientPort));
    datagram.put((byte) connection.protocol()).put((byte) flags(connection, ofClient));
    datagram.putInt((int) (ofClient ? connection.clientBytes() : connection.serverBytes()));
    datagram.putInt((int) (ofClient ? connection.clientPackets() : connection.serverPackets()));
    datagram.putInt(uptimeMillis(connection.startNanos()));
    datagram.putInt(uptimeMillis(Math.min(connection.endNanos(), now)));
    datagram.putInt(ofClient ? 1 : 2).putInt(ofClient ? 2 : 1);
  }

  private static int flags(SyntheticConnection connection, boolean ofClient) {
    if (connection.protocol() != 6) {
      return 0;
    }
    return connection.scan() ? ofClient ? SYN : RESET : WHOLE;
  }

  private static int uptimeMillis(long nanos) {
    return (int) TimeUnit.NANOSECONDS.toMillis(nanos - BOOT_NANOS);
  }
}
