package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;

/** IP directly in IP (RFC 2003, 2473, 4213), and MPLS in IP (RFC 4023). */
final class IpInIp {
  private IpInIp() {}

  /** {@code version} is what the protocol number of the outer header announces. */
  static FrameOutcome decode(FrameView frame, int version, long at) {
    FrameOutcome outer = frame.payloadAt(at);
    boolean valid = at < frame.end && BigEndian.uint8(frame.bytes, at) >>> 4 == version;
    return valid
        ? Tunnel.ip(frame, TunnelKind.ipInIp(frame.ipVersion, version), TunnelStack.NO_ID, at)
        : outer;
  }

  static FrameOutcome decodeMpls(FrameView frame, long at) {
    FrameOutcome outer = frame.payloadAt(at);
    return at < frame.end
        ? Tunnel.mpls(frame, TunnelKind.MPLS_IN_IP, TunnelStack.NO_ID, at)
        : outer;
  }
}
