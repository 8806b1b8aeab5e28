package io.tapline.cli.importing;

import io.tapline.capture.v1.ImportSummary;
import io.tapline.cli.encoding.ReadAs;
import java.util.Locale;

/** What an imported file was, in the words of its format. */
final class ImportFormat {
  /** A file of export messages: read as flow exports without saying so. */
  private static final String MESSAGES = "flow-messages";

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
