package io.tapline.report.rule;

import java.util.List;

/**
 * Who is behind a sighting and whom it hits.
 *
 * @param subject the address that it is about
 * @param protocol as filters name it, for example {@code tcp}
 * @param named whose values are looked up when the event is made
 */
public record Sides(String subject, Side source, Side target, String protocol, Named named) {
  /** Whether an address of the source is known, or looked up. */
  boolean hasSource() {
    return !source.addresses().isEmpty()
        || named == Named.SOURCE_CLIENTS
        || named == Named.SOURCE_SERVERS;
  }

  /** One side, as far as it is known. */
  public record Side(List<String> addresses, List<Integer> ports, List<String> hostnames) {
    public static final Side NONE = new Side(List.of(), List.of(), List.of());

    static Side address(String address) {
      return new Side(List.of(address), List.of(), List.of());
    }

    static Side port(String port) {
      return new Side(List.of(), List.of(Integer.parseInt(port)), List.of());
    }

    static Side hostname(String hostname) {
      return new Side(List.of(), List.of(), List.of(hostname));
    }

    static Side endpoint(String address, String port) {
      return new Side(List.of(address), List.of(Integer.parseInt(port)), List.of());
    }
  }

  /** Where the values of a column belong that are looked up, at most a hundred. */
  public enum Named {
    NOTHING(""),
    SOURCE_CLIENTS("client"),
    SOURCE_SERVERS("server"),
    TARGET_SERVERS("server"),
    TARGET_CLIENTS("client"),
    TARGET_PORTS("server_port");

    private final String column;

    Named(String column) {
      this.column = column;
    }

    public String column() {
      return column;
    }
  }
}
