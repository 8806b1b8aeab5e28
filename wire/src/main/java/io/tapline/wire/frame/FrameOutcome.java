package io.tapline.wire.frame;

import java.util.Locale;

/** What became of a frame: part of a connection, or the reason why it is part of none. */
public enum FrameOutcome {
  /** Addresses, protocol and (where the protocol has them) ports are known. */
  CONNECTION,
  /** Not one byte was captured. */
  EMPTY,
  /** The capture's link type is not one that is decoded. */
  UNSUPPORTED_LINK_TYPE,
  /** The captured bytes end within the link layer header. */
  TRUNCATED_LINK,
  /** The link layer header contradicts itself. */
  MALFORMED_LINK,
  /** The link layer encrypts: MACsec, or WPA and the like of 802.11. */
  ENCRYPTED_LINK,
  /** More VLAN tags, MPLS labels or SNAP headers than the limit. */
  TOO_MANY_TAGS,
  /** Address resolution (RFC 826), which has no connections. */
  ARP,
  /** A network protocol other than IP: spanning tree, LLDP, IPX, PPP control and the like. */
  UNSUPPORTED_NETWORK_PROTOCOL,
  /** The captured bytes end within the IP header or its extension headers. */
  TRUNCATED_NETWORK,
  /**
   * The IP header contradicts itself: version, header length, total length, or too many headers.
   */
  MALFORMED_NETWORK,
  /** The captured bytes end before the ports. */
  TRUNCATED_TRANSPORT,
  /** The transport header contradicts itself or does not fit into the datagram. */
  MALFORMED_TRANSPORT,
  /**
   * A later fragment: the ports, or what is inside of a tunnel, are in the first fragment only. As
   * a final outcome: the first fragment was not seen before.
   */
  FRAGMENT_WITHOUT_PORTS,
  /** A checksum is wrong; only where checksums are verified. */
  BAD_CHECKSUM;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in lower case, as used for counters and in {@code IngestSummary.outcomes}. */
  public String label() {
    return label;
  }
}
