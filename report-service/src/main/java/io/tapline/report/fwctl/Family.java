package io.tapline.report.fwctl;

/** What records are grouped by. */
public enum Family {
  /** {@code service_report}: protocol and destination port; of others than TCP and UDP both. */
  SERVICE,
  /** {@code service_alias_report}: the destination's alias and the service. */
  SERVICE_ALIAS,
  /** {@code service_host_report}: the destination's address and the service. */
  SERVICE_HOST,
  /** {@code src_alias_report}. */
  SRC_ALIAS,
  /** {@code src_host_report}. */
  SRC_HOST,
  /** {@code dst_alias_report}. */
  DST_ALIAS,
  /**
   * {@code dst_host_report}; the documentation calls its summary {@code src_host_summary_report} a
   * second time.
   */
  DST_HOST;

  /** Whether the service is part of the key. */
  public boolean hasService() {
    return this == SERVICE || this == SERVICE_ALIAS || this == SERVICE_HOST;
  }

  /** Whether the address is part of the key. */
  public boolean hasHost() {
    return this == SERVICE_HOST || this == SRC_HOST || this == DST_HOST;
  }

  /** Whether rows have an alias. */
  public boolean hasAlias() {
    return this != SERVICE;
  }

  /** The side whose host or alias is reported. */
  public Endpoint side(FirewallRecord packet) {
    return this == SRC_ALIAS || this == SRC_HOST ? packet.source() : packet.destination();
  }

  GroupKey key(FirewallRecord packet) {
    String place = hasHost() ? side(packet).ip() : hasAlias() ? side(packet).alias() : "";
    if (!hasService()) {
      return new GroupKey(place, -1, 0, 0);
    }
    return new GroupKey(
        place,
        packet.protocol(),
        packet.hasPorts() ? Endpoint.NO_PORT : packet.source().port(),
        packet.destination().port());
  }

  /** The key as the original writes it, by which groups are ordered: {@code BADNET/6/80}. */
  String text(FirewallRecord packet) {
    String place = hasHost() ? side(packet).ip() : side(packet).alias();
    if (!hasService()) {
      return place;
    }
    String ports =
        packet.hasPorts()
            ? packet.destination().portText()
            : packet.source().portText() + "/" + packet.destination().portText();
    return (this == SERVICE ? "" : place + "/") + packet.protocol() + "/" + ports;
  }

  /** Equal for records of one group. */
  record GroupKey(String place, int protocol, int sourcePort, int destinationPort) {
    @Override
    public int hashCode() {
      return (place.hashCode() * 31 + protocol) * 31 + destinationPort * 31 + sourcePort;
    }
  }
}
