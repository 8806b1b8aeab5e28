package io.tapline.rpc.listen;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether a server may listen where it is told to. An address that other machines reach needs
 * callers to be authenticated, or has to be allowed by the operator.
 */
public final class PublicAddress {
  /** The setting that allows it. */
  public static final String SETTING = "tapline.allow-public-address";

  /** The same in the environment. */
  public static final String VARIABLE = "TAPLINE_ALLOW_PUBLIC_ADDRESS";

  private PublicAddress() {}

  /**
   * Why no server may listen on one of {@code hosts}, in a sentence; empty where they may.
   *
   * @param allowed whether addresses that other machines reach may be listened on, since callers
   *     are authenticated or the operator says so
   * @param hosts names or addresses of this machine
   */
  public static Optional<String> objection(boolean allowed, String... hosts) {
    return Arrays.stream(hosts).flatMap(host -> objection(allowed, host).stream()).findFirst();
  }

  /**
   * What to know of listening on one of {@code hosts} without TLS, in a sentence; empty where it
   * does not matter.
   */
  public static Optional<String> warning(boolean encrypted, String... hosts) {
    return encrypted
        ? Optional.empty()
        : Arrays.stream(hosts)
            .filter(host -> objection(false, host).isPresent())
            .findFirst()
            .map(
                host ->
                    "Nothing is encrypted on %s: tokens and data cross the network in clear (`tapline certs` makes what TLS needs; docs/secure.md)."
                        .formatted(host));
  }

  private static Optional<String> objection(boolean allowed, String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return allowed || address.isLoopbackAddress()
          ? Optional.empty()
          : Optional.of(
              "%s is reached by other machines, and callers are not authenticated: make a token (`tapline token create`), use 127.0.0.1 or ::1, or set %s=true where something else decides who may connect."
                  .formatted(host, VARIABLE));
    } catch (UnknownHostException e) {
      return Optional.of(host + " is not an address of this machine.");
    }
  }
}
