package io.tapline.wire.frame;

/** What was known of a frame before a tunnel was entered, to come back to. Reused. */
final class OuterDatagram {
  TunnelKind kind = TunnelKind.IPIP;
  long id;
  long sourceHigh;
  long sourceLow;
  long destinationHigh;
  long destinationLow;
  int protocol;
  int datagramProtocol;
  int ipVersion;
  int vlan;
  Fragment fragment = Fragment.NONE;
  int fragmentId;
  private int sourcePort;
  private int destinationPort;
  private int tags;
  private long end;
  private long wireEnd;
  private long datagramEnd;
  private long declaredEnd;
  private long networkOffset;
  private long transportOffset;
  private long payloadOffset;
  private int payloadCapturedLength;
  private int payloadLength;

  void save(FrameView frame) {
    sourceHigh = frame.sourceHigh;
    sourceLow = frame.sourceLow;
    destinationHigh = frame.destinationHigh;
    destinationLow = frame.destinationLow;
    protocol = frame.protocol;
    datagramProtocol = frame.datagramProtocol;
    ipVersion = frame.ipVersion;
    vlan = frame.vlan;
    fragment = frame.fragment;
    fragmentId = frame.fragmentId;
    sourcePort = frame.sourcePort;
    destinationPort = frame.destinationPort;
    tags = frame.tags;
    savePlaces(frame);
  }

  private void savePlaces(FrameView frame) {
    end = frame.end;
    wireEnd = frame.wireEnd;
    datagramEnd = frame.datagramEnd;
    declaredEnd = frame.declaredEnd;
    networkOffset = frame.networkOffset;
    transportOffset = frame.transportOffset;
    payloadOffset = frame.payloadOffset;
    payloadCapturedLength = frame.payloadCapturedLength;
    payloadLength = frame.payloadLength;
  }

  void restore(FrameView frame) {
    frame.clearTransport();
    frame.sourceHigh = sourceHigh;
    frame.sourceLow = sourceLow;
    frame.destinationHigh = destinationHigh;
    frame.destinationLow = destinationLow;
    frame.protocol = protocol;
    frame.datagramProtocol = datagramProtocol;
    frame.ipVersion = ipVersion;
    frame.vlan = vlan;
    frame.fragment = fragment;
    frame.fragmentId = fragmentId;
    frame.sourcePort = sourcePort;
    frame.destinationPort = destinationPort;
    frame.tags = tags;
    restorePlaces(frame);
  }

  private void restorePlaces(FrameView frame) {
    frame.end = end;
    frame.wireEnd = wireEnd;
    frame.datagramEnd = datagramEnd;
    frame.declaredEnd = declaredEnd;
    frame.networkOffset = networkOffset;
    frame.transportOffset = transportOffset;
    frame.payloadOffset = payloadOffset;
    frame.payloadCapturedLength = payloadCapturedLength;
    frame.payloadLength = payloadLength;
  }
}
