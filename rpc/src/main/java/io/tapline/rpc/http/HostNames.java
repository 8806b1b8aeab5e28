package io.tapline.rpc.http;

import io.tapline.rpc.Refusal;
import io.tapline.rpc.auth.AuthReason;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.Set;

/**
 * The name under which an address of this machine is asked. A web page can have its own name point
 * to 127.0.0.1 (DNS rebinding) and its browser then sends requests here; the name gives it away.
 */
final class HostNames {
  private HostNames() {}

  /**
   * @param others names that are allowed besides {@code localhost} and addresses
   * @throws Refusal HOST_NOT_ALLOWED
   */
  static void check(HttpServerRequest request, Set<String> others) {
    HostAndPort authority = request.authority();
    if (authority != null && isLoopback(request.localAddress())) {
      check(authority.host(), others);
    }
  }

  private static void check(String host, Set<String> others) {
    if (!host.equalsIgnoreCase("localhost") && !isAddress(host) && !others.contains(host)) {
      throw new Refusal(
          AuthReason.HOST_NOT_ALLOWED,
          "The name of this request's Host header is not known; use localhost, or add the name to tapline.auth.hosts.");
    }
  }

  private static boolean isLoopback(SocketAddress local) {
    return local != null
        && local.hostAddress() != null
        && InetAddress.ofLiteral(local.hostAddress()).isLoopbackAddress();
  }

  private static boolean isAddress(String host) {
    try {
      var _ = InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
