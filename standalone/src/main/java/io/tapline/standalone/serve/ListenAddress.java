package io.tapline.standalone.serve;

import io.tapline.rpc.listen.PublicAddress;
import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Where one of the two servers is to listen.
 *
 * @param option the command's option that chooses the port, for the sentence when it is taken
 * @param publicAllowed whether the host may be one that other machines reach
 */
public record ListenAddress(String host, int port, String option, boolean publicAllowed) {

  /** On this machine only. */
  public ListenAddress(String host, int port, String option) {
    this(host, port, option, false);
  }

  /** Refuses what is no port, public addresses, and ports that somebody else listens on. */
  public void check() {
    if (port < 0 || port > 65535) {
      throw new StandaloneException(
          Reason.PORT_INVALID, "%s %d is no port; use 1 to 65535.".formatted(option, port));
    }
    PublicAddress.objection(publicAllowed, host)
        .ifPresent(
            sentence -> {
              throw new StandaloneException(Reason.PUBLIC_ADDRESS, sentence);
            });
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw inUse(e);
    }
  }

  /** Refuses to listen twice on one port; 0 is any free one. */
  public void checkApartFrom(ListenAddress other) {
    if (port != 0 && port == other.port) {
      throw new StandaloneException(
          Reason.PORT_INVALID,
          "%s and %s are both %d; choose two different ports."
              .formatted(option, other.option, port));
    }
  }

  public String text() {
    return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
  }

  /** Where this process connects to itself: all addresses of a machine include loopback. */
  public String ownHost() {
    InetAddress address = new InetSocketAddress(host, port).getAddress();
    return address != null && address.isAnyLocalAddress() ? "127.0.0.1" : host;
  }

  private StandaloneException inUse(IOException e) {
    return new StandaloneException(
        Reason.PORT_IN_USE,
        "Port %d on %s cannot be used (%s); choose another with %s PORT."
            .formatted(port, host, e.getMessage(), option),
        e);
  }
}
