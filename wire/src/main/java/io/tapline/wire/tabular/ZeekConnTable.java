package io.tapline.wire.tabular;

import static io.tapline.wire.tabular.ColumnType.ADDRESS;
import static io.tapline.wire.tabular.ColumnType.COUNT;
import static io.tapline.wire.tabular.ColumnType.DURATION;
import static io.tapline.wire.tabular.ColumnType.INTEGER;
import static io.tapline.wire.tabular.ColumnType.PORT;
import static io.tapline.wire.tabular.ColumnType.TEXT;
import static io.tapline.wire.tabular.ColumnType.TIME;
import static io.tapline.wire.tabular.ColumnType.WORD;

import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.protocol.IcmpTypes;
import io.tapline.wire.protocol.IpProtocols;
import java.io.IOException;
import java.util.List;

/**
 * Flows with the columns of Zeek's conn.log, as far as they are known, and {@code tunnel}, which
 * Zeek does not have. For ICMP the responder's port is, as in Zeek, the answering type where there
 * is one and the code is 0, otherwise the code.
 */
public final class ZeekConnTable {
  /** The columns in the order of {@link #write}. */
  public static final List<Column> COLUMNS =
      List.of(
          new Column("ts", TIME),
          new Column("uid", TEXT),
          new Column("id.orig_h", ADDRESS),
          new Column("id.orig_p", PORT),
          new Column("id.resp_h", ADDRESS),
          new Column("id.resp_p", PORT),
          new Column("proto", WORD),
          new Column("service", TEXT),
          new Column("duration", DURATION),
          new Column("orig_bytes", COUNT),
          new Column("resp_bytes", COUNT),
          new Column("conn_state", TEXT),
          new Column("history", TEXT),
          new Column("orig_pkts", COUNT),
          new Column("orig_ip_bytes", COUNT),
          new Column("resp_pkts", COUNT),
          new Column("resp_ip_bytes", COUNT),
          new Column("ip_proto", COUNT),
          new Column("vlan", INTEGER),
          new Column("tunnel", TEXT));

  private ZeekConnTable() {}

  /** Writes a flow as a row. */
  public static void write(FlowRecord flow, String uid, RowWriter rows) throws IOException {
    rows.time(flow.startNanos);
    text(rows, uid);
    rows.address(flow.sourceHigh, flow.sourceLow).number(flow.sourcePort);
    rows.address(flow.destinationHigh, flow.destinationLow).number(responderPort(flow));
    rows.text(protocol(flow.protocol));
    text(rows, flow.service);
    rows.duration(flow.endNanos - flow.startNanos);
    count(rows, flow.payloadBytes);
    count(rows, flow.biflow ? flow.reversePayloadBytes : FlowRecord.UNKNOWN);
    text(rows, flow.connState);
    text(rows, flow.history);
    rows.number(flow.packets).number(flow.bytes);
    count(rows, flow.biflow ? flow.reversePackets : FlowRecord.UNKNOWN);
    count(rows, flow.biflow ? flow.reverseBytes : FlowRecord.UNKNOWN);
    rows.number(flow.protocol);
    count(rows, flow.vlan > 0 ? flow.vlan : FlowRecord.UNKNOWN);
    text(rows, flow.tunnel);
    rows.endRow();
  }

  private static void count(RowWriter rows, long count) {
    if (count == FlowRecord.UNKNOWN) {
      rows.none();
    } else {
      rows.number(count);
    }
  }

  private static void text(RowWriter rows, String text) {
    if (text.isEmpty()) {
      rows.none();
    } else {
      rows.text(text);
    }
  }

  private static int responderPort(FlowRecord flow) {
    if (!IpProtocols.isIcmp(flow.protocol) || flow.destinationPort != 0) {
      return flow.destinationPort;
    }
    return Math.max(0, IcmpTypes.counterpart(flow.protocol, flow.sourcePort));
  }

  /** Zeek knows four names. */
  private static String protocol(int protocol) {
    return switch (protocol) {
      case 1, 58 -> "icmp";
      case 6 -> "tcp";
      case 17 -> "udp";
      default -> "unknown_transport";
    };
  }
}
