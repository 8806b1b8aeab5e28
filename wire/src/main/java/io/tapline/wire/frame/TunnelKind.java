package io.tapline.wire.frame;

/** Protocols that carry whole IP datagrams or frames in the payload of another one. */
public enum TunnelKind {
  /** IPv4 in IPv4 (RFC 2003). */
  IPIP("ipip", Ids.NONE),
  /** IPv4 in IPv6 (RFC 2473). */
  IPV4_IN_IPV6("4in6", Ids.NONE),
  /** IPv6 in IPv4 (RFC 4213). */
  IPV6_IN_IPV4("6in4", Ids.NONE),
  /** IPv6 in IPv6 (RFC 2473). */
  IPV6_IN_IPV6("6in6", Ids.NONE),
  /** GRE (RFC 2784, 2890); the id is the key, if there is one. */
  GRE("gre", Ids.SHARED),
  /** PPP in GRE version 1 (RFC 2637); the id is the call of the receiver. */
  PPTP("pptp", Ids.EACH_WAY),
  /** Mirrored frames in GRE, types I to III; the id is the session. */
  ERSPAN("erspan", Ids.SHARED),
  /** MPLS in IP (RFC 4023). */
  MPLS_IN_IP("mpls", Ids.NONE),
  /** Ethernet in IP (RFC 3378). */
  ETHERIP("etherip", Ids.NONE),
  /** VXLAN (RFC 7348); the id is the VNI. */
  VXLAN("vxlan", Ids.SHARED),
  /** VXLAN-GPE (draft-ietf-nvo3-vxlan-gpe); the id is the VNI. */
  VXLAN_GPE("vxlan-gpe", Ids.SHARED),
  /** Geneve (RFC 8926); the id is the VNI. */
  GENEVE("geneve", Ids.SHARED),
  /** GTP-U (3GPP TS 29.281); the id is the TEID of the receiver. */
  GTP_U("gtp-u", Ids.EACH_WAY),
  /** L2TPv2 (RFC 2661); the id is tunnel and session of the receiver, 16 bits each. */
  L2TP("l2tp", Ids.EACH_WAY),
  /** Teredo (RFC 4380). */
  TEREDO("teredo", Ids.NONE),
  /** CAPWAP data (RFC 5415), frames of IEEE 802.3 or 802.11. */
  CAPWAP("capwap", Ids.NONE);

  private enum Ids {
    NONE,
    SHARED,
    EACH_WAY
  }

  private static final TunnelKind[] ALL = values();

  private final String label;
  private final Ids ids;

  TunnelKind(String label, Ids ids) {
    this.label = label;
    this.ids = ids;
  }

  /** As written in the log, for example {@code gtp-u}. */
  public String label() {
    return label;
  }

  /**
   * Whether each direction of the same tunnel has an id of its own, which its receiver chose: then
   * the id does not tell connections apart.
   */
  public boolean hasIdEachWay() {
    return ids == Ids.EACH_WAY;
  }

  /** A level's id as text. */
  public String idText(long id) {
    return this == L2TP ? (id >>> 16) + "." + (id & 0xFFFF) : Long.toString(id);
  }

  static TunnelKind of(int number) {
    return ALL[number];
  }

  /** Of IPv4 (4) or IPv6 (6) in either. */
  static TunnelKind ipInIp(int outerVersion, int innerVersion) {
    if (outerVersion == 4) {
      return innerVersion == 4 ? IPIP : IPV6_IN_IPV4;
    }
    return innerVersion == 4 ? IPV4_IN_IPV6 : IPV6_IN_IPV6;
  }
}
