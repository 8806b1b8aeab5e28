package io.tapline.flowlog.assemble;

/** Every column of a connection, for comparing logs. */
record Row(
    long firstFrame,
    long startNanos,
    long endNanos,
    CloseReason closeReason,
    int protocol,
    String client,
    String server,
    ClientEvidence clientEvidence,
    String clientSent,
    String serverSent,
    String service,
    ServiceEvidence serviceEvidence,
    String hostname,
    ConnState connState,
    String history,
    long rttNanos,
    int vlan,
    String tunnel,
    int icmpError,
    String exporter,
    long flowRecords,
    long samplingInterval,
    EndpointDetails clientDetails,
    EndpointDetails serverDetails) {

  static Row of(ConnectionView view) {
    return new Row(
        view.firstFrame(),
        view.startNanos(),
        view.endNanos(),
        view.closeReason(),
        view.protocol(),
        endpoint(view.clientHigh(), view.clientLow(), view.clientPort()),
        endpoint(view.serverHigh(), view.serverLow(), view.serverPort()),
        view.clientEvidence(),
        sent(
            view.clientPackets(),
            view.clientBytes(),
            view.clientPayloadBytes(),
            view.clientTcpFlags()),
        sent(
            view.serverPackets(),
            view.serverBytes(),
            view.serverPayloadBytes(),
            view.serverTcpFlags()),
        view.service(),
        view.serviceEvidence(),
        view.hostname(),
        view.connState(),
        view.history(),
        view.rttNanos(),
        view.vlan(),
        view.tunnel(),
        view.icmpError(),
        Long.toHexString(view.exporterLow()) + "/" + view.observationDomain(),
        view.flowRecords(),
        view.samplingInterval(),
        view.client(),
        view.server());
  }

  private static String endpoint(long high, long low, int port) {
    return Long.toHexString(high) + "/" + Long.toHexString(low) + ":" + port;
  }

  /** packets/bytes/payload bytes/flags. */
  static String sent(long packets, long bytes, long payloadBytes, int flags) {
    return packets + "/" + bytes + "/" + payloadBytes + "/" + flags;
  }
}
