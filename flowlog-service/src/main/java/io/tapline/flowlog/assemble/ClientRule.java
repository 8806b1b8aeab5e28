package io.tapline.flowlog.assemble;

import io.tapline.flowlog.identify.IpProtocols;
import io.tapline.flowlog.identify.WellKnownPorts;
import io.tapline.wire.frame.FrameView;

/** Which side of a connection's first frame is the client. */
enum ClientRule {
  SENDER_OPENED(ClientEvidence.HANDSHAKE, true),
  RECEIVER_OPENED(ClientEvidence.HANDSHAKE, false),
  SENDER_FIRST(ClientEvidence.FIRST_FRAME, true),
  SENDER_IS_SERVER(ClientEvidence.WELL_KNOWN_PORT, false);

  final ClientEvidence evidence;
  final boolean senderIsClient;

  ClientRule(ClientEvidence evidence, boolean senderIsClient) {
    this.evidence = evidence;
    this.senderIsClient = senderIsClient;
  }

  static ClientRule of(FrameView frame) {
    int protocol = frame.protocol();
    if (protocol == IpProtocols.TCP) {
      int flags = frame.tcpFlags();
      if (TcpFlags.opens(flags)) {
        return SENDER_OPENED;
      }
      if (TcpFlags.answers(flags)) {
        return RECEIVER_OPENED;
      }
    }
    boolean sentByServer =
        WellKnownPorts.isServer(protocol, frame.sourcePort())
            && !WellKnownPorts.isServer(protocol, frame.destinationPort());
    return sentByServer ? SENDER_IS_SERVER : SENDER_FIRST;
  }
}
