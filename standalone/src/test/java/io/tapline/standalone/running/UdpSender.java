package io.tapline.standalone.running;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/** Devices that send lines of a firewall to UDP sources; each line is a connection of its own. */
final class UdpSender implements AutoCloseable {
  private final DatagramSocket socket;

  UdpSender() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  }

  /** Sends lines with these numbers, each of which is a client port. */
  void send(int port, int first, int count) throws IOException {
    for (int i = first; i < first + count; i++) {
      byte[] line = line(i).getBytes(UTF_8);
      socket.send(new DatagramPacket(line, line.length, InetAddress.getLoopbackAddress(), port));
    }
  }

  private static String line(int port) {
    return "<4>Nov 21 03:00:01 gate kernel: [1.5] DROP IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2"
        + " LEN=60 TOS=0x00 PREC=0x00 TTL=64 ID=1 DF PROTO=TCP SPT=%d DPT=443".formatted(port)
        + " WINDOW=1 RES=0x00 SYN URGP=0";
  }

  @Override
  public void close() {
    socket.close();
  }
}
