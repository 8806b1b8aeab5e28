package io.tapline.wire.tabular;

import static io.tapline.wire.tabular.ColumnType.ADDRESS;
import static io.tapline.wire.tabular.ColumnType.COUNT;
import static io.tapline.wire.tabular.ColumnType.DURATION;
import static io.tapline.wire.tabular.ColumnType.FLAG;
import static io.tapline.wire.tabular.ColumnType.PORT;
import static io.tapline.wire.tabular.ColumnType.TEXT;
import static io.tapline.wire.tabular.ColumnType.TIME;
import static io.tapline.wire.tabular.ColumnType.WORD;

import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.protocol.ProtocolNames;
import java.io.IOException;
import java.util.List;

/**
 * Flows with all that a {@link FlowRecord} tells, under its names; what is not told has no value.
 */
public final class FlowTable {
  /** The columns in the order of {@link #write}. */
  public static final List<Column> COLUMNS =
      List.of(
          new Column("start", TIME),
          new Column("end", TIME),
          new Column("protocol", WORD),
          new Column("source", ADDRESS),
          new Column("source_port", PORT),
          new Column("destination", ADDRESS),
          new Column("destination_port", PORT),
          new Column("packets", COUNT),
          new Column("bytes", COUNT),
          new Column("payload_bytes", COUNT),
          new Column("biflow", FLAG),
          new Column("reverse_packets", COUNT),
          new Column("reverse_bytes", COUNT),
          new Column("reverse_payload_bytes", COUNT),
          new Column("tcp_flags", COUNT),
          new Column("reverse_tcp_flags", COUNT),
          new Column("flows", COUNT),
          new Column("sampling_interval", COUNT),
          new Column("exporter", ADDRESS),
          new Column("observation_domain", COUNT),
          new Column("tos", COUNT),
          new Column("reverse_tos", COUNT),
          new Column("input_interface", COUNT),
          new Column("output_interface", COUNT),
          new Column("input_interface_name", TEXT),
          new Column("output_interface_name", TEXT),
          new Column("source_as", COUNT),
          new Column("destination_as", COUNT),
          new Column("source_mask", COUNT),
          new Column("destination_mask", COUNT),
          new Column("next_hop", ADDRESS),
          new Column("source_tag", COUNT),
          new Column("destination_tag", COUNT),
          new Column("vlan", COUNT),
          new Column("nat_source", ADDRESS),
          new Column("nat_source_port", PORT),
          new Column("nat_destination", ADDRESS),
          new Column("nat_destination_port", PORT),
          new Column("end_reason", COUNT),
          new Column("rtt", DURATION),
          new Column("service", TEXT),
          new Column("hostname", TEXT),
          new Column("conn_state", TEXT),
          new Column("history", TEXT),
          new Column("firewall_action", WORD),
          new Column("firewall_chain", TEXT),
          new Column("tunnel", TEXT));

  private FlowTable() {}

  /** Writes a flow as a row. */
  public static void write(FlowRecord flow, RowWriter rows) throws IOException {
    rows.time(flow.startNanos).time(flow.endNanos);
    rows.text(ProtocolNames.name(flow.protocol));
    address(rows, flow.sourceHigh, flow.sourceLow).number(flow.sourcePort);
    address(rows, flow.destinationHigh, flow.destinationLow).number(flow.destinationPort);
    counters(flow, rows);
    path(flow, rows);
    translation(flow, rows);
    texts(flow, rows);
    rows.endRow();
  }

  private static void counters(FlowRecord flow, RowWriter rows) {
    rows.number(flow.packets).number(flow.bytes);
    known(rows, flow.payloadBytes).flag(flow.biflow);
    known(rows, flow.biflow ? flow.reversePackets : FlowRecord.UNKNOWN);
    known(rows, flow.biflow ? flow.reverseBytes : FlowRecord.UNKNOWN);
    known(rows, flow.reversePayloadBytes);
    rows.number(flow.tcpFlags).number(flow.reverseTcpFlags);
    rows.number(flow.flows).number(flow.samplingInterval);
  }

  private static void path(FlowRecord flow, RowWriter rows) {
    address(rows, flow.exporterHigh, flow.exporterLow).number(flow.observationDomain);
    known(rows, flow.tos);
    known(rows, flow.reverseTos);
    known(rows, flow.inputInterface);
    known(rows, flow.outputInterface);
    told(rows, flow.inputInterfaceName);
    told(rows, flow.outputInterfaceName);
    known(rows, flow.sourceAs);
    known(rows, flow.destinationAs);
    known(rows, flow.sourceMask);
    known(rows, flow.destinationMask);
    address(rows, flow.nextHopHigh, flow.nextHopLow);
    known(rows, flow.sourceTag);
    known(rows, flow.destinationTag);
    known(rows, flow.vlan == 0 ? FlowRecord.UNKNOWN : flow.vlan);
  }

  private static void translation(FlowRecord flow, RowWriter rows) {
    address(rows, flow.natSourceHigh, flow.natSourceLow).number(flow.natSourcePort);
    address(rows, flow.natDestinationHigh, flow.natDestinationLow).number(flow.natDestinationPort);
  }

  private static void texts(FlowRecord flow, RowWriter rows) {
    rows.number(flow.endReason);
    if (flow.rttNanos == FlowRecord.UNKNOWN) {
      rows.none();
    } else {
      rows.duration(flow.rttNanos);
    }
    told(rows, flow.service);
    told(rows, flow.hostname);
    told(rows, flow.connState);
    told(rows, flow.history);
    told(rows, flow.firewallAction);
    told(rows, flow.firewallChain);
    told(rows, flow.tunnel);
  }

  private static RowWriter known(RowWriter rows, long number) {
    return number == FlowRecord.UNKNOWN ? rows.none() : rows.number(number);
  }

  private static void told(RowWriter rows, String text) {
    if (text.isEmpty()) {
      rows.none();
    } else {
      rows.text(text);
    }
  }

  private static RowWriter address(RowWriter rows, long high, long low) {
    return (high | low) == 0 ? rows.none() : rows.address(high, low);
  }
}
