package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.cli.ExitCode;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** UDP ports of the loopback, and sources at them. */
final class UdpPorts {
  private UdpPorts() {}

  /**
   * Adds a source at a free port; returns the port.
   *
   * @param as what its datagrams carry, as the command names it
   */
  static int add(TaplineProcess tapline, String name, String as) throws IOException {
    int port = free();
    Command added =
        Command.run(tapline, "capture", "add", name, "--udp", Integer.toString(port), "--as", as);
    assertThat(added.exit()).as(added.err()).isEqualTo(ExitCode.DONE);
    return port;
  }

  static int free() throws IOException {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      return socket.getLocalPort();
    }
  }
}
