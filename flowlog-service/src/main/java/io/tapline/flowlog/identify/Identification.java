package io.tapline.flowlog.identify;

/**
 * What the payload told about a connection, or another connection that announced it.
 *
 * @param service short lower-case name, for example {@code http}; empty where the payload
 *     contradicts the port and is nothing that is known
 * @param hostname as the client asked for it, lower case; empty where none was seen
 * @param settled later payloads cannot tell more
 * @param announced it was another connection that told it
 */
public record Identification(String service, String hostname, boolean settled, boolean announced) {

  /** The payload is not what the port says, and nothing that is known. */
  static final Identification CONTRADICTED = new Identification("", "", false);

  /** What the connection's own payload told. */
  public Identification(String service, String hostname, boolean settled) {
    this(service, hostname, settled, false);
  }

  /**
   * A service that another connection announced.
   *
   * @param settled whether that is beyond doubt; otherwise a payload of another service counts
   */
  public static Identification announced(String service, boolean settled) {
    return new Identification(service, "", settled, true);
  }

  /** A service that is recognised at once and names no host. */
  static Identification ofService(String service) {
    return new Identification(service, "", true);
  }

  /** A service whose host name may still follow. */
  static Identification unnamed(String service) {
    return new Identification(service, "", false);
  }

  /** A proxy's way to an address; who is there may be named inside. */
  Identification tunnelTo(String address) {
    return new Identification(service, address, false);
  }

  /** Whether a host is known and a better one may be named inside. */
  boolean isTunnel() {
    return !settled && !hostname.isEmpty();
  }

  /** Whether all that is known is that the service is not the port's. */
  public boolean isContradicted() {
    return service.isEmpty();
  }

  /**
   * Whether connections of this service announce others, so that all of their payloads are looked
   * at.
   */
  public boolean announces() {
    return !settled && (service.equals(FtpChannels.SERVICE) || service.equals(SipChannels.SERVICE));
  }

  Identification named(String name) {
    return name.isEmpty() ? this : new Identification(service, name, true);
  }
}
