package io.tapline.flowlog.ingest;

import io.tapline.flowlog.FlowlogException;
import io.tapline.flowlog.FlowlogException.Reason;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.wire.flow.FlowDecoder;
import io.tapline.wire.flowtools.FlowToolsDecoder;

/** A new decoder for an encoding of flows. */
final class Decoders {
  private Decoders() {}

  /**
   * @throws FlowlogException INVALID_OPEN for packets, and what this version cannot read
   */
  static FlowDecoder of(SourceEncoding encoding) {
    return switch (encoding.kind()) {
      case FLOW_TOOLS -> new FlowToolsDecoder();
      case PACKETS, FLOW_EXPORT, FIREWALL_LOG, ZEEK_CONN, EVE, NFDUMP_CSV ->
          throw new FlowlogException(
              Reason.INVALID_OPEN,
              "This version cannot read frames with encoding " + encoding + ".");
    };
  }
}
