package io.tapline.cli.importing;

import io.tapline.capture.v1.ImportSummary;
import io.tapline.cli.encoding.ReadAs;
import io.tapline.type.v1.IngestSummary;
import java.util.Locale;
import java.util.Set;

/** What an imported file was, in the words of its format. */
final class ImportFormat {
  /** A file of export messages: read as flow exports without saying so. */
  private static final String MESSAGES = "flow-messages";

  /** Outcomes of units that were read and hold no connection. */
  private static final Set<String> UNDERSTOOD =
      Set.of(
          "connection",
          "arp",
          "unsupported_network_protocol",
          "encrypted_link",
          "decoded",
          "duplicate");

  private ImportFormat() {}

  /** For example {@code pcap (gzip)}, or {@code pcapng read as flow exports}. */
  static String name(ImportSummary summary) {
    String compression =
        summary.getCompression().isEmpty() ? "" : " (" + summary.getCompression() + ")";
    ReadAs as = read(summary);
    return summary.getFormat()
        + compression
        + (as == ReadAs.NETFLOW && !messages(summary) ? " read as " + as.description() : "");
  }

  /** What its frames are. */
  static String unit(ImportSummary summary) {
    return switch (read(summary)) {
      case PACKETS, DATAGRAMS -> "frames";
      case NETFLOW -> messages(summary) ? "messages" : "frames";
      case FLOW_TOOLS -> "records";
      case SYSLOG, ZEEK, EVE, NFDUMP -> "lines";
    };
  }

  /** Whether connections were assembled from packets. */
  static boolean captured(ImportSummary summary) {
    return read(summary) == ReadAs.PACKETS;
  }

  /**
   * Whether anything came of the file: a connection, a record, or a unit that was understood though
   * it tells of no connection. A file without units, or of header lines only, is empty.
   */
  static boolean understood(ImportSummary summary) {
    IngestSummary ingest = summary.getIngest();
    long headers = ingest.getOutcomesOrDefault("header", 0);
    return ingest.getFrames() == headers
        || ingest.getConnections() > 0
        || ingest.getFlowRecords() > 0
        || ingest.getOutcomesMap().entrySet().stream()
            .anyMatch(outcome -> outcome.getValue() > 0 && UNDERSTOOD.contains(outcome.getKey()));
  }

  /** The encoding's name in lower case. */
  static String readAs(ImportSummary summary) {
    return read(summary).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static boolean messages(ImportSummary summary) {
    return summary.getFormat().equals(MESSAGES);
  }

  private static ReadAs read(ImportSummary summary) {
    return ReadAs.of(summary.getEncoding().getKind());
  }
}
