package io.tapline.flowlog.ingest;

import io.tapline.flowlog.assemble.ConnectionSink;
import io.tapline.flowlog.assemble.ConnectionTable;
import io.tapline.flowlog.assemble.RecordView;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.checkpoint.SourceLoss;
import java.util.function.Consumer;

/** Which consumer an encoding has. */
final class FrameConsumers {
  private FrameConsumers() {}

  /**
   * @param rows takes connections that are rows of their own
   */
  static FrameConsumer of(
      SourceEncoding encoding,
      ConnectionTable table,
      ConnectionSink rows,
      Consumer<SourceLoss> losses) {
    return switch (encoding.kind()) {
      case PACKETS -> new PacketConsumer(table);
      case FLOW_EXPORT -> new FlowConsumer(Decoders.of(encoding), table::trackFlow, losses);
      case FLOW_TOOLS ->
          new FlowConsumer(
              Decoders.of(encoding),
              (record, number, unitNanos) -> table.trackFlow(record, number, record.endNanos),
              losses);
      case FIREWALL_LOG, ZEEK_CONN, EVE, NFDUMP_CSV ->
          new FlowConsumer(Decoders.of(encoding), single(rows), losses);
    };
  }

  private static FlowConsumer.Records single(ConnectionSink rows) {
    RecordView view = new RecordView();
    return (record, number, unitNanos) -> rows.accept(view.of(record, number));
  }
}
