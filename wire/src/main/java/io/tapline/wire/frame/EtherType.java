package io.tapline.wire.frame;

/**
 * What an EtherType (IEEE 802 Numbers) announces; smaller values are the length of an LLC frame.
 */
final class EtherType {
  private static final int FIRST = 0x0600;
  static final int IPV4 = 0x0800;
  private static final int ARP = 0x0806;
  static final int VLAN = 0x8100;
  private static final int PROVIDER_VLAN = 0x88A8;
  private static final int OLD_PROVIDER_VLAN = 0x9100;
  private static final int OTHER_PROVIDER_VLAN = 0x9200;
  static final int IPV6 = 0x86DD;
  private static final int MPLS_UNICAST = 0x8847;
  private static final int MPLS_MULTICAST = 0x8848;
  private static final int PPPOE_SESSION = 0x8864;
  private static final int MACSEC = 0x88E5;
  private static final int PROVIDER_BACKBONE = 0x88E7;
  private static final int FABRIC_PATH = 0x8903;
  private static final int CISCO_METADATA = 0x8909;
  private static final int VN_TAG = 0x8926;
  private static final int NSH = 0x894F;

  private EtherType() {}

  static FrameOutcome decode(FrameView frame, int type, long at) {
    return switch (type) {
      case IPV4 -> Ipv4.decode(frame, at);
      case IPV6 -> Ipv6.decode(frame, at);
      case ARP -> FrameOutcome.ARP;
      case VLAN, PROVIDER_VLAN -> Vlan.decode(frame, at);
      case PPPOE_SESSION -> Pppoe.decode(frame, at);
      case MPLS_UNICAST, MPLS_MULTICAST -> Mpls.decode(frame, at);
      default -> rare(frame, type, at);
    };
  }

  /** Apart, so that the types of every day stay small enough to be inlined. */
  private static FrameOutcome rare(FrameView frame, int type, long at) {
    return switch (type) {
      case OLD_PROVIDER_VLAN, OTHER_PROVIDER_VLAN -> Vlan.decode(frame, at);
      case MACSEC -> MacSec.decode(frame, at);
      case VN_TAG -> SwitchTags.vnTag(frame, at);
      case CISCO_METADATA -> SwitchTags.ciscoMetadata(frame, at);
      case PROVIDER_BACKBONE -> SwitchTags.providerBackbone(frame, at);
      case FABRIC_PATH -> SwitchTags.fabricPath(frame, at);
      case NSH -> Nsh.decode(frame, at);
      default -> type < FIRST ? Llc.decode(frame, at) : unsupported(frame, type);
    };
  }

  private static FrameOutcome unsupported(FrameView frame, int type) {
    frame.unsupportedType = type;
    return FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL;
  }
}
