package io.tapline.flowlog.ingest;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.rpc.Refusal;
import io.tapline.wire.datagram.DatagramDecoder;
import io.tapline.wire.eve.EveDecoder;
import io.tapline.wire.export.FlowExportDecoder;
import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.exporter.JudgedDecoder;
import io.tapline.wire.exporter.SamplingRules;
import io.tapline.wire.firewall.FirewallLogDecoder;
import io.tapline.wire.flow.FlowDecoder;
import io.tapline.wire.flowtools.FlowToolsDecoder;
import io.tapline.wire.nfdump.NfdumpCsvDecoder;
import io.tapline.wire.zeek.ZeekConnDecoder;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A new decoder for an encoding of flows; records of all but firewall logs are judged. */
final class Decoders {
  private Decoders() {}

  /**
   * @throws Refusal INVALID_OPEN for packets
   */
  static FlowDecoder of(SourceEncoding encoding, SamplingRules sampling) {
    return switch (encoding.kind()) {
      case FLOW_EXPORT -> new FlowExportDecoder(ExportLimits.DEFAULTS, sampling);
      case FLOW_TOOLS -> new JudgedDecoder(new FlowToolsDecoder());
      case FIREWALL_LOG -> new FirewallLogDecoder(encoding.firstYear(), zone(encoding));
      case ZEEK_CONN -> new JudgedDecoder(new ZeekConnDecoder());
      case EVE -> new JudgedDecoder(new EveDecoder());
      case NFDUMP_CSV -> new JudgedDecoder(new NfdumpCsvDecoder(zone(encoding)));
      case DATAGRAMS -> datagrams(encoding, sampling);
      case PACKETS -> throw new Refusal(Reason.INVALID_OPEN, "Packets have no decoder of flows.");
    };
  }

  static DatagramDecoder datagrams(SourceEncoding encoding, SamplingRules sampling) {
    return new DatagramDecoder(
        ExportLimits.DEFAULTS, sampling, encoding.firstYear(), zone(encoding));
  }

  private static ZoneId zone(SourceEncoding encoding) {
    return encoding.timeZone().isEmpty() ? ZoneOffset.UTC : ZoneId.of(encoding.timeZone());
  }
}
