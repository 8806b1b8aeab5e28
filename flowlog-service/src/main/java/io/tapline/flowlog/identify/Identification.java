package io.tapline.flowlog.identify;

/**
 * What the payload told about a connection.
 *
 * @param service short lower-case name, for example {@code http}
 * @param hostname as the client asked for it, lower case; empty where none was seen
 * @param settled later payloads cannot tell more
 */
public record Identification(String service, String hostname, boolean settled) {

  /** A service that is recognised at once and names no host. */
  static Identification ofService(String service) {
    return new Identification(service, "", true);
  }

  /** A service whose host name may still follow. */
  static Identification unnamed(String service) {
    return new Identification(service, "", false);
  }

  Identification named(String name) {
    return name.isEmpty() ? this : new Identification(service, name, true);
  }
}
