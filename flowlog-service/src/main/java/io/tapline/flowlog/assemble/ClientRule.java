package io.tapline.flowlog.assemble;

import io.tapline.flowlog.identify.WellKnownPorts;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.frame.FrameView;
import io.tapline.wire.protocol.IpProtocols;

/** Which side of a connection's first frame, or of a flow record, is the client. */
enum ClientRule {
  SENDER_OPENED(ClientEvidence.HANDSHAKE, true),
  RECEIVER_OPENED(ClientEvidence.HANDSHAKE, false),
  SENDER_FIRST(ClientEvidence.FIRST_FRAME, true),
  SENDER_IS_SERVER(ClientEvidence.WELL_KNOWN_PORT, false),
  RECEIVER_IS_SERVER(ClientEvidence.WELL_KNOWN_PORT, true);

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

  /**
   * Of a flow record. A record with both directions names the initiator as its source. Otherwise
   * the union of its flags has SYN without ACK only when the sender opened and got no answer; the
   * order of records says little, so a well-known port comes first.
   */
  static ClientRule of(FlowRecord record) {
    if (opens(record)) {
      return SENDER_OPENED;
    }
    if (record.biflow) {
      return SENDER_FIRST;
    }
    boolean sentByServer = WellKnownPorts.isServer(record.protocol, record.sourcePort);
    boolean sentToServer = WellKnownPorts.isServer(record.protocol, record.destinationPort);
    if (sentByServer == sentToServer) {
      return SENDER_FIRST;
    }
    return sentByServer ? SENDER_IS_SERVER : RECEIVER_IS_SERVER;
  }

  /** Of a packet that a firewall logged: who sent it is who is blamed, whatever the ports. */
  static ClientRule ofLogged(FlowRecord record) {
    return opens(record) ? SENDER_OPENED : SENDER_FIRST;
  }

  private static boolean opens(FlowRecord record) {
    return record.protocol == IpProtocols.TCP && TcpFlags.opens(record.tcpFlags);
  }
}
