package io.tapline.wire.frame;

/** The link types that are decoded: LINKTYPE_ values of the tcpdump group. */
public final class LinkTypes {
  /** BSD loopback: address family in the byte order of the capturing machine. */
  public static final int NULL = 0;

  /** Ethernet. */
  public static final int ETHERNET = 1;

  /** PPP, with or without the HDLC address and control bytes (RFC 1662). */
  public static final int PPP = 9;

  /** Raw IP, as some systems number it. */
  public static final int RAW_BSD = 12;

  /** Raw IP, as OpenBSD numbers it. */
  public static final int RAW_OPENBSD = 14;

  /** PPP in HDLC-like framing. */
  public static final int PPP_HDLC = 50;

  /** A PPPoE session without its Ethernet header. */
  public static final int PPP_ETHER = 51;

  /** Raw IPv4 or IPv6, told apart by the version. */
  public static final int RAW = 101;

  /** Cisco HDLC. */
  public static final int CISCO_HDLC = 104;

  /** IEEE 802.11 without a header of the card. */
  public static final int WIRELESS = 105;

  /** Frame Relay. */
  public static final int FRAME_RELAY = 107;

  /** OpenBSD loopback: address family in network byte order. */
  public static final int LOOP = 108;

  /** Linux cooked capture, version 1. */
  public static final int LINUX_COOKED = 113;

  /** IEEE 802.11 behind a Prism (or AVS) header. */
  public static final int PRISM = 119;

  /** IEEE 802.11 behind a radiotap header. */
  public static final int RADIOTAP = 127;

  /** LINKTYPE_USER0: private use, no packet that could be decoded. */
  public static final int USER0 = 147;

  /** IEEE 802.11 behind an AVS header. */
  public static final int AVS = 163;

  /** Per-Packet Information before another link type. */
  public static final int PPI = 192;

  /** PPP behind a byte that tells the direction. */
  public static final int PPP_WITH_DIRECTION = 204;

  /** An MPLS label stack (RFC 3032) without anything before it. */
  public static final int MPLS = 219;

  /** Raw IPv4. */
  public static final int IPV4 = 228;

  /** Raw IPv6. */
  public static final int IPV6 = 229;

  /** Linux netfilter log messages. */
  public static final int NFLOG = 239;

  /** Linux cooked capture, version 2. */
  public static final int LINUX_COOKED_2 = 276;

  private LinkTypes() {}

  static FrameOutcome decode(FrameView frame, long at, int linkType) {
    return switch (linkType) {
      case ETHERNET -> Ethernet.decode(frame, at);
      case RAW, RAW_BSD, RAW_OPENBSD -> RawIp.decode(frame, at);
      case LINUX_COOKED -> LinuxCooked.decode(frame, at);
      case LINUX_COOKED_2 -> LinuxCooked.decodeVersion2(frame, at);
      case NULL, LOOP -> Loopback.decode(frame, at);
      case IPV4 -> Ipv4.decode(frame, at);
      case IPV6 -> Ipv6.decode(frame, at);
      default -> rare(frame, at, linkType);
    };
  }

  /** Apart, so that those of every day stay small enough to be inlined. */
  private static FrameOutcome rare(FrameView frame, long at, int linkType) {
    return switch (linkType) {
      case PPP, PPP_HDLC -> Ppp.decodeLink(frame, at);
      case MPLS -> Mpls.decode(frame, at);
      case PPP_ETHER -> Pppoe.decode(frame, at);
      case PPI -> Ppi.decode(frame, at);
      case WIRELESS -> Wireless.decode(frame, at);
      case RADIOTAP -> Radiotap.decode(frame, at);
      case PRISM, AVS -> Prism.decode(frame, at);
      case PPP_WITH_DIRECTION -> Ppp.decodeLink(frame, at + 1);
      case CISCO_HDLC -> CiscoHdlc.decode(frame, at);
      case NFLOG -> Nflog.decode(frame, at);
      case FRAME_RELAY -> FrameRelay.decode(frame, at);
      default -> unsupported(frame, linkType);
    };
  }

  private static FrameOutcome unsupported(FrameView frame, int linkType) {
    frame.unsupportedType = linkType;
    return FrameOutcome.UNSUPPORTED_LINK_TYPE;
  }
}
