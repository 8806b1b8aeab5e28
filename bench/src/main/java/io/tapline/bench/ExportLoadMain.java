package io.tapline.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.locks.LockSupport;

/** {@code ExportLoadMain HOST:PORT CONNECTIONS RECORDS_PER_SECOND}: NetFlow 9 by UDP. */
public final class ExportLoadMain {
  private static final int SEND_BUFFER = 8 << 20;

  private ExportLoadMain() {}

  public static void main(String... arguments) throws IOException {
    int colon = arguments[0].lastIndexOf(':');
    InetSocketAddress target =
        new InetSocketAddress(
            arguments[0].substring(0, colon), Integer.parseInt(arguments[0].substring(colon + 1)));
    long rate = Long.parseLong(arguments[2]);
    ConnectionExport export = new ConnectionExport(Long.parseLong(arguments[1]));
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
      channel.connect(target);
      long begin = System.nanoTime();
      send(export, channel, rate, begin);
      long records = export.records();
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf(
          "sent %,d records in %.1f s = %,.0f a second%n", records, seconds, records / seconds);
    }
  }

  private static void send(ConnectionExport export, DatagramChannel channel, long rate, long begin)
      throws IOException {
    while (export.hasNext()) {
      channel.write(export.next());
      long due = begin + (long) (1e9 * export.records() / rate);
      long early = due - System.nanoTime();
      if (early > 0) {
        LockSupport.parkNanos(early);
      }
    }
  }
}
