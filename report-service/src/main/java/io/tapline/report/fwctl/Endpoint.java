package io.tapline.report.fwctl;

/**
 * One side of a logged packet; what is not known is empty.
 *
 * @param ip address as the log writes it
 * @param host name of the host
 * @param interfaceName the Fwctl interface that the address is behind
 * @param alias the Fwctl alias of the address
 * @param port TCP or UDP port; of ICMP the type (source) or code (destination); {@link #NO_PORT}
 * @param service name of the port, or of ICMP's type or code
 */
public record Endpoint(
    String ip, String host, String interfaceName, String alias, int port, String service) {
  /** The port is not known. */
  public static final int NO_PORT = -1;

  /** The port as digits, empty when it is not known. */
  public String portText() {
    return port == NO_PORT ? "" : Integer.toString(port);
  }

  /** Name of the port, else its digits. */
  String serviceOrPort() {
    return service.isEmpty() ? portText() : service;
  }
}
