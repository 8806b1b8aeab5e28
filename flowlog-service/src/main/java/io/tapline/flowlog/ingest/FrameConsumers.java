package io.tapline.flowlog.ingest;

import io.tapline.flowlog.assemble.ConnectionSink;
import io.tapline.flowlog.assemble.ConnectionTable;
import io.tapline.flowlog.assemble.RecordView;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.checkpoint.SourceLoss;
import io.tapline.wire.datagram.DatagramDecoder;
import io.tapline.wire.exporter.SamplingRules;
import io.tapline.wire.flow.FlowRecord;
import java.util.function.Consumer;

/** Which consumer an encoding has. */
final class FrameConsumers {
  private FrameConsumers() {}

  /**
   * @param sampling what the operator says about exporters
   * @param rows takes connections that are rows of their own
   */
  static FrameConsumer of(
      SourceEncoding encoding,
      SamplingRules sampling,
      ConnectionTable table,
      ConnectionSink rows,
      Consumer<SourceLoss> losses) {
    FlowConsumer.Records single = single(table, rows);
    return switch (encoding.kind()) {
      case PACKETS -> new PacketConsumer(table);
      case FLOW_EXPORT ->
          new FlowConsumer(
              Decoders.of(encoding, sampling),
              (record, number, unitNanos) -> track(table, single, record, number, unitNanos),
              losses);
      case FLOW_TOOLS ->
          new FlowConsumer(
              Decoders.of(encoding, sampling),
              (record, number, unitNanos) -> track(table, single, record, number, record.endNanos),
              losses);
      case DATAGRAMS -> datagrams(Decoders.datagrams(encoding, sampling), table, single, losses);
      case FIREWALL_LOG, ZEEK_CONN, EVE, NFDUMP_CSV ->
          new FlowConsumer(Decoders.of(encoding, sampling), single, losses);
    };
  }

  /** Log lines are connections of their own, flows of exporters are assembled. */
  private static FlowConsumer datagrams(
      DatagramDecoder decoder,
      ConnectionTable table,
      FlowConsumer.Records single,
      Consumer<SourceLoss> losses) {
    return new FlowConsumer(
        decoder,
        (record, number, unitNanos) -> {
          if (decoder.fromLine()) {
            single.take(record, number, unitNanos);
          } else {
            track(table, single, record, number, unitNanos);
          }
        },
        losses);
  }

  /** Sums over many flows, or over many hosts, are no connection: they stay as they were told. */
  private static void track(
      ConnectionTable table,
      FlowConsumer.Records single,
      FlowRecord record,
      long number,
      long clockNanos) {
    boolean source = (record.sourceHigh | record.sourceLow) != 0;
    boolean destination = (record.destinationHigh | record.destinationLow) != 0;
    if (source && destination && record.flows <= 1) {
      table.trackFlow(record, number, clockNanos);
    } else {
      single.take(record, number, clockNanos);
    }
  }

  private static FlowConsumer.Records single(ConnectionTable table, ConnectionSink rows) {
    RecordView view = new RecordView();
    return (record, number, unitNanos) -> {
      table.noteRow(view.of(record, number));
      rows.accept(view);
    };
  }
}
