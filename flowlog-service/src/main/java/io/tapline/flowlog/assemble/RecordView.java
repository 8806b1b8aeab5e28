package io.tapline.flowlog.assemble;

import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.protocol.IpProtocols;

/**
 * One flow record as a connection of its own, as lines of logs are: closed from the beginning.
 * Reused for all; valid while the record is.
 */
public final class RecordView implements ConnectionView {
  /** IPFIX flowEndReason (element 136). */
  private static final int END_IDLE = 1;

  private static final int END_ACTIVE = 2;

  private FlowRecord record = new FlowRecord();
  private long number;
  private ClientRule rule = ClientRule.SENDER_FIRST;

  /**
   * @param recordNumber of the record within its source, from 0
   */
  public RecordView of(FlowRecord newRecord, long recordNumber) {
    record = newRecord;
    number = recordNumber;
    rule =
        newRecord.firewallAction.isEmpty()
            ? ClientRule.of(newRecord)
            : ClientRule.ofLogged(newRecord);
    return this;
  }

  @Override
  public long firstFrame() {
    return number;
  }

  @Override
  public long startNanos() {
    return OpenConnections.time(record.startNanos);
  }

  @Override
  public long endNanos() {
    return Math.max(startNanos(), OpenConnections.time(record.endNanos));
  }

  @Override
  public CloseReason closeReason() {
    if (protocol() == IpProtocols.TCP && TcpRules.ended(record.tcpFlags, record.reverseTcpFlags)) {
      return CloseReason.TCP_CLOSED;
    }
    return switch (record.endReason) {
      case END_IDLE -> CloseReason.IDLE_TIMEOUT;
      case END_ACTIVE -> CloseReason.ACTIVE_TIMEOUT;
      default -> CloseReason.SOURCE_ENDED;
    };
  }

  @Override
  public int protocol() {
    return record.protocol & 0xff;
  }

  @Override
  public long clientHigh() {
    return rule.senderIsClient ? record.sourceHigh : record.destinationHigh;
  }

  @Override
  public long clientLow() {
    return rule.senderIsClient ? record.sourceLow : record.destinationLow;
  }

  @Override
  public int clientPort() {
    return port(rule.senderIsClient);
  }

  @Override
  public long serverHigh() {
    return rule.senderIsClient ? record.destinationHigh : record.sourceHigh;
  }

  @Override
  public long serverLow() {
    return rule.senderIsClient ? record.destinationLow : record.sourceLow;
  }

  @Override
  public int serverPort() {
    return port(!rule.senderIsClient);
  }

  private int port(boolean ofSource) {
    return ofSource ? FlowCounts.sourcePort(record) : FlowCounts.destinationPort(record);
  }

  @Override
  public ClientEvidence clientEvidence() {
    return rule.evidence;
  }

  @Override
  public long clientPackets() {
    return scaled(rule.senderIsClient ? record.packets : record.reversePackets);
  }

  @Override
  public long clientBytes() {
    return scaled(rule.senderIsClient ? record.bytes : record.reverseBytes);
  }

  @Override
  public long clientPayloadBytes() {
    return scaled(rule.senderIsClient ? record.payloadBytes : record.reversePayloadBytes);
  }

  @Override
  public int clientTcpFlags() {
    return (rule.senderIsClient ? record.tcpFlags : record.reverseTcpFlags) & 0xff;
  }

  @Override
  public long serverPackets() {
    return scaled(rule.senderIsClient ? record.reversePackets : record.packets);
  }

  @Override
  public long serverBytes() {
    return scaled(rule.senderIsClient ? record.reverseBytes : record.bytes);
  }

  @Override
  public long serverPayloadBytes() {
    return scaled(rule.senderIsClient ? record.reversePayloadBytes : record.payloadBytes);
  }

  @Override
  public int serverTcpFlags() {
    return (rule.senderIsClient ? record.reverseTcpFlags : record.tcpFlags) & 0xff;
  }

  /** Whether a counter is at the limit, where it says no more how many. */
  public boolean isSaturated() {
    return isLimit(clientPackets(), clientBytes(), clientPayloadBytes())
        || isLimit(serverPackets(), serverBytes(), serverPayloadBytes());
  }

  private static boolean isLimit(long packets, long bytes, long payloadBytes) {
    return Math.max(packets, Math.max(bytes, payloadBytes)) == FlowCounts.MAX_COUNT;
  }

  private long scaled(long count) {
    return FlowCounts.scaled(count, FlowCounts.interval(record));
  }

  @Override
  public String service() {
    return record.service.isEmpty()
        ? PortService.name(protocol(), serverPort())
        : FlowTexts.service(record);
  }

  @Override
  public ServiceEvidence serviceEvidence() {
    return record.service.isEmpty()
        ? PortService.evidence(protocol(), serverPort())
        : ServiceEvidence.PAYLOAD;
  }

  @Override
  public String hostname() {
    return FlowTexts.hostname(record);
  }

  @Override
  public ConnState connState() {
    if (protocol() != IpProtocols.TCP) {
      return ConnState.NONE;
    }
    ConnState reported = ConnState.ofName(record.connState);
    return reported == ConnState.NONE ? TcpRules.connState(this) : reported;
  }

  @Override
  public String history() {
    return FlowTexts.clip(record.history);
  }

  @Override
  public long rttNanos() {
    return Math.max(-1, record.rttNanos);
  }

  @Override
  public int vlan() {
    return record.vlan & 0xfff;
  }

  @Override
  public String tunnel() {
    return FlowTexts.clip(record.tunnel);
  }

  @Override
  public long flowRecords() {
    return 1;
  }

  @Override
  public long samplingInterval() {
    return FlowCounts.sampling(record);
  }

  @Override
  public long exporterHigh() {
    return record.exporterHigh;
  }

  @Override
  public long exporterLow() {
    return record.exporterLow;
  }

  @Override
  public long observationDomain() {
    return record.observationDomain;
  }

  @Override
  public EndpointDetails client() {
    return side(rule.senderIsClient);
  }

  @Override
  public EndpointDetails server() {
    return side(!rule.senderIsClient);
  }

  private EndpointDetails side(boolean source) {
    return source ? EndpointDetails.ofSource(record) : EndpointDetails.ofDestination(record);
  }

  @Override
  public String firewallAction() {
    return FlowTexts.clip(record.firewallAction);
  }

  @Override
  public String firewallChain() {
    return FlowTexts.clip(record.firewallChain);
  }
}
