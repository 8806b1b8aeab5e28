package io.tapline.wire.frame;

/**
 * Tunnels in UDP, known by their port; Teredo also by its addresses. A port proves nothing: what is
 * there must also be a valid header of the tunnel with an IP datagram inside that fits, else it is
 * plain UDP.
 */
final class UdpTunnels {
  private static final int L2TP = 1701;
  private static final int GTP_U = 2152;
  private static final int TEREDO = 3544;
  private static final int VXLAN = 4789;
  private static final int VXLAN_GPE = 4790;
  private static final int CAPWAP_DATA = 5247;
  private static final int GENEVE = 6081;
  private static final int LINUX_VXLAN = 8472;

  private UdpTunnels() {}

  /**
   * The outer connection is known.
   *
   * @param at where the payload of UDP begins
   * @param length of the payload as the UDP header says, which a fragment may exceed
   */
  static FrameOutcome decode(FrameView frame, long at, int length) {
    return switch (frame.destinationPort) {
      case VXLAN, LINUX_VXLAN -> Vxlan.decode(frame, at);
      case VXLAN_GPE -> Vxlan.decodeGpe(frame, at);
      case GENEVE -> Geneve.decode(frame, at);
      case GTP_U -> GtpU.decode(frame, at, length);
      case TEREDO -> Teredo.decode(frame, at, length);
      case L2TP -> L2tp.decode(frame, at, length);
      case CAPWAP_DATA -> Capwap.decode(frame, at);
      default -> ofSourcePort(frame, at, length);
    };
  }

  /** Those whose answers go to a port that the other side chose. */
  private static FrameOutcome ofSourcePort(FrameView frame, long at, int length) {
    return switch (frame.sourcePort) {
      case GTP_U -> GtpU.decode(frame, at, length);
      case TEREDO -> Teredo.decode(frame, at, length);
      case L2TP -> L2tp.decode(frame, at, length);
      case CAPWAP_DATA -> Capwap.decode(frame, at);
      default ->
          Teredo.mayBeData(frame, at)
              ? Teredo.decodeData(frame, at, length)
              : FrameOutcome.CONNECTION;
    };
  }
}
