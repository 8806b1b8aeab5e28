package io.tapline.flowlog.assemble;

import io.tapline.flowlog.identify.Identification;
import io.tapline.wire.protocol.IpProtocols;
import org.jspecify.annotations.Nullable;

/** Reads one entry as a connection; reused for all. */
final class EntryView implements ConnectionView {
  private final Entries entries;
  private final Contexts contexts;
  private long[] words = new long[Entries.WORDS];
  private int entry;
  private int base;
  private @Nullable Identification identification;
  private @Nullable ExportedDetails details;
  private CloseReason reason = CloseReason.OPEN;

  EntryView(Entries entries, Contexts contexts) {
    this.entries = entries;
    this.contexts = contexts;
  }

  EntryView of(int entry, CloseReason closeReason) {
    this.entry = entry;
    words = entries.chunk(entry);
    base = entries.base(entry);
    identification = entries.identified(entry);
    details = entries.details(entry);
    reason = closeReason;
    return this;
  }

  @Override
  public long firstFrame() {
    return words[base + Entries.FIRST_FRAME];
  }

  @Override
  public long startNanos() {
    return words[base + Entries.START];
  }

  @Override
  public long endNanos() {
    return words[base + Entries.END];
  }

  @Override
  public CloseReason closeReason() {
    return reason;
  }

  @Override
  public int protocol() {
    return ConnectionKey.protocol(words[base + Entries.PORTS]);
  }

  @Override
  public long clientHigh() {
    return words[base + (clientIsHigh() ? Entries.HIGH_HIGH : Entries.LOW_HIGH)];
  }

  @Override
  public long clientLow() {
    return words[base + (clientIsHigh() ? Entries.HIGH_LOW : Entries.LOW_LOW)];
  }

  @Override
  public int clientPort() {
    return port(clientIsHigh());
  }

  @Override
  public long serverHigh() {
    return words[base + (clientIsHigh() ? Entries.LOW_HIGH : Entries.HIGH_HIGH)];
  }

  @Override
  public long serverLow() {
    return words[base + (clientIsHigh() ? Entries.LOW_LOW : Entries.HIGH_LOW)];
  }

  @Override
  public int serverPort() {
    return port(!clientIsHigh());
  }

  @Override
  public ClientEvidence clientEvidence() {
    return EntryState.clientEvidence(state());
  }

  @Override
  public long clientPackets() {
    return sent(clientIsHigh(), Entries.PACKETS);
  }

  @Override
  public long clientBytes() {
    return sent(clientIsHigh(), Entries.BYTES);
  }

  @Override
  public long clientPayloadBytes() {
    return sent(clientIsHigh(), Entries.PAYLOAD_BYTES);
  }

  @Override
  public int clientTcpFlags() {
    return EntryState.flags(state(), clientIsHigh());
  }

  @Override
  public long serverPackets() {
    return sent(!clientIsHigh(), Entries.PACKETS);
  }

  @Override
  public long serverBytes() {
    return sent(!clientIsHigh(), Entries.BYTES);
  }

  @Override
  public long serverPayloadBytes() {
    return sent(!clientIsHigh(), Entries.PAYLOAD_BYTES);
  }

  @Override
  public int serverTcpFlags() {
    return EntryState.flags(state(), !clientIsHigh());
  }

  @Override
  public String service() {
    if (identification == null) {
      return PortService.name(protocol(), serverPort());
    }
    return identification.isContradicted() ? PortService.UNKNOWN : identification.service();
  }

  @Override
  public ServiceEvidence serviceEvidence() {
    if (identification == null) {
      return PortService.evidence(protocol(), serverPort());
    }
    if (identification.isContradicted()) {
      return ServiceEvidence.NONE;
    }
    return identification.announced() ? ServiceEvidence.ANNOUNCED : ServiceEvidence.PAYLOAD;
  }

  @Override
  public String hostname() {
    return identification == null ? "" : identification.hostname();
  }

  @Override
  public ConnState connState() {
    if (protocol() != IpProtocols.TCP) {
      return ConnState.NONE;
    }
    return EntryState.flow(state())
        ? TcpRules.connState(this)
        : TcpRules.connState(
            words[base + Entries.TCP],
            clientIsHigh(),
            clientPayloadBytes() + serverPayloadBytes() > 0,
            History.isResetAttempt(words[base + Entries.HISTORY]));
  }

  @Override
  public String history() {
    return protocol() != IpProtocols.TCP || EntryState.flow(state())
        ? ""
        : History.text(words[base + Entries.HISTORY], EntryState.turned(state()));
  }

  @Override
  public long rttNanos() {
    return EntryState.rttPhase(state()) == EntryState.RTT_KNOWN ? words[base + Entries.RTT] : -1;
  }

  @Override
  public int vlan() {
    return EntryState.vlan(state());
  }

  @Override
  public String tunnel() {
    String tunnel = context().tunnel();
    return tunnel.isEmpty() ? tunnel : TunnelContexts.text(tunnel, entries.tunnelId(entry));
  }

  @Override
  public long outerFirstHigh() {
    OuterHosts ends = outer();
    return ends == null ? 0 : ends.lowHigh();
  }

  @Override
  public long outerFirstLow() {
    OuterHosts ends = outer();
    return ends == null ? 0 : ends.lowLow();
  }

  @Override
  public long outerSecondHigh() {
    OuterHosts ends = outer();
    return ends == null ? 0 : ends.highHigh();
  }

  @Override
  public long outerSecondLow() {
    OuterHosts ends = outer();
    return ends == null ? 0 : ends.highLow();
  }

  private @Nullable OuterHosts outer() {
    OuterHosts innermost = context().outer();
    return innermost == null ? null : innermost.outermost();
  }

  @Override
  public int icmpError() {
    return EntryState.icmpError(state());
  }

  @Override
  public long flowRecords() {
    return EntryState.flow(state()) ? words[base + Entries.RECORDS] : 0;
  }

  @Override
  public long samplingInterval() {
    return details == null ? 0 : details.samplingInterval();
  }

  @Override
  public long exporterHigh() {
    return context().exporterHigh();
  }

  @Override
  public long exporterLow() {
    return context().exporterLow();
  }

  @Override
  public long observationDomain() {
    return context().observationDomain();
  }

  @Override
  public EndpointDetails client() {
    return side(clientIsHigh());
  }

  @Override
  public EndpointDetails server() {
    return side(!clientIsHigh());
  }

  private EndpointDetails side(boolean high) {
    return details == null ? EndpointDetails.NOTHING : details.side(high);
  }

  @Override
  public String firewallAction() {
    return details == null ? "" : details.firewallAction();
  }

  @Override
  public String firewallChain() {
    return details == null ? "" : details.firewallChain();
  }

  private Context context() {
    return contexts.get(ConnectionKey.context(words[base + Entries.PORTS]));
  }

  private long state() {
    return words[base + Entries.STATE];
  }

  private boolean clientIsHigh() {
    return EntryState.clientHigh(state());
  }

  private int port(boolean high) {
    return ConnectionKey.port(words[base + Entries.PORTS], high);
  }

  private long sent(boolean high, int what) {
    return words[base + (high ? Entries.HIGH_SENT : Entries.LOW_SENT) + what];
  }
}
