package io.tapline.capture.importing;

import io.tapline.capture.Reason;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.batch.Encoding.Kind;
import io.tapline.rpc.Refusal;
import io.tapline.wire.detect.Detection;
import io.tapline.wire.detect.FormatDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds out what a file is, and whether it is what the client says. */
final class FileFormats {
  private FileFormats() {}

  /**
   * The format of a file that is not compressed, or of its beginning.
   *
   * @throws Refusal EMPTY_FILE, UNKNOWN_FORMAT, CORRUPT_FILE with what was found, and why it is
   *     none of the formats that were tried
   */
  static FileFormat of(Path file, ImportRequest request) {
    try {
      FileFormat format = format(file, request);
      FileHeads.check(file, format, request.fileName());
      return format;
    } catch (IOException e) {
      throw ServerFiles.unreadable(request.fileName(), e);
    }
  }

  private static FileFormat format(Path file, ImportRequest request) throws IOException {
    if (Files.size(file) == 0) {
      throw new Refusal(Reason.EMPTY_FILE, request.fileName() + " is empty.");
    }
    return switch (FormatDetector.detect(file)) {
      case Detection.Known known -> asSaid(known, request);
      case Detection.Unknown unknown -> {
        FileHeads.checkUnknown(file, request.fileName());
        yield forced(file, unknown, request);
      }
    };
  }

  private static FileFormat asSaid(Detection.Known known, ImportRequest request) {
    FileFormat found = found(known);
    Kind as = request.reading().as();
    if (as == null || as == found.kind()) {
      return found;
    }
    if (as.captured() && found.captured()) {
      return new FileFormat(found.name(), as);
    }
    FileFormat log = log(as);
    if (log != null && log(found.kind()) != null) {
      return log;
    }
    throw new Refusal(
        Reason.UNKNOWN_FORMAT,
        request.fileName()
            + " is "
            + found.name()
            + " and cannot be read as "
            + name(as)
            + ": leave the format out, or name the right one.");
  }

  /** A log of the kind; null where its files are no lines of text. */
  private static @Nullable FileFormat log(Kind kind) {
    return switch (kind) {
      case FIREWALL_LOG -> new FileFormat("firewall-syslog", kind);
      case EVE -> new FileFormat("eve", kind);
      case ZEEK_CONN -> new FileFormat("zeek-tsv", kind);
      case NFDUMP_CSV -> new FileFormat("nfdump-csv", kind);
      case PACKETS, FLOW_EXPORT, FLOW_TOOLS, DATAGRAMS -> null;
    };
  }

  /** How files of a format are read when nothing else is asked for. */
  static Kind detectedKind(String format, Kind kind) {
    return format.equals("pcap") || format.equals("pcapng") ? Kind.PACKETS : kind;
  }

  private static FileFormat found(Detection.Known known) {
    return switch (known.format()) {
      case PCAP -> new FileFormat("pcap", Kind.PACKETS);
      case PCAPNG -> new FileFormat("pcapng", Kind.PACKETS);
      case FLOW_TOOLS -> new FileFormat("flow-tools", Kind.FLOW_TOOLS);
      case FIREWALL_JOURNAL -> new FileFormat("firewall-journal", Kind.FIREWALL_LOG);
      case FIREWALL_FWCTLLOG -> new FileFormat("fwctllog", Kind.FIREWALL_LOG);
      case FIREWALL_SYSLOG -> new FileFormat("firewall-syslog", Kind.FIREWALL_LOG);
      case EVE_JSON -> new FileFormat("eve", Kind.EVE);
      case ZEEK_JSON -> new FileFormat("zeek-json", Kind.ZEEK_CONN);
      case ZEEK_TSV -> new FileFormat("zeek-tsv", Kind.ZEEK_CONN);
      case NFDUMP_CSV -> new FileFormat("nfdump-csv", Kind.NFDUMP_CSV);
      case FLOW_MESSAGES -> FileFormat.FLOW_MESSAGES;
    };
  }

  /**
   * A log whose beginning holds no line of its kind is taken when the client says what it is, if it
   * is a text; of lines that cannot be read the import says how many there were.
   */
  private static FileFormat forced(Path file, Detection.Unknown unknown, ImportRequest request)
      throws IOException {
    Kind as = request.reading().as();
    FileFormat log = as == null ? null : log(as);
    if (log != null && FormatDetector.isText(file)) {
      return log;
    }
    String advice = unknown.advice().isEmpty() ? "its format is not known." : unknown.advice();
    throw new Refusal(Reason.UNKNOWN_FORMAT, request.fileName() + ": " + advice, reasons(unknown));
  }

  private static Map<String, String> reasons(Detection.Unknown unknown) {
    Map<String, String> reasons = new TreeMap<>();
    for (Detection.Reason reason : unknown.reasons()) {
      reasons.put("not_" + reason.format().label().replace(' ', '-'), reason.why());
    }
    return reasons;
  }

  private static String name(Encoding.Kind kind) {
    return switch (kind) {
      case PACKETS -> "a capture";
      case FLOW_EXPORT -> "flow exports";
      case FLOW_TOOLS -> "a flow-tools stream";
      case FIREWALL_LOG -> "a firewall log";
      case ZEEK_CONN -> "Zeek's conn.log";
      case EVE -> "Suricata's EVE";
      case NFDUMP_CSV -> "nfdump's CSV";
      case DATAGRAMS -> "flow exports and firewall logs";
    };
  }
}
