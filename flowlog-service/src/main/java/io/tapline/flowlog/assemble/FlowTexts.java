package io.tapline.flowlog.assemble;

import io.tapline.flowlog.identify.Identification;
import io.tapline.flowlog.identify.WellKnownPorts;
import io.tapline.wire.flow.FlowRecord;
import java.util.Locale;

/** Texts of flow records, as long as the log takes them. */
final class FlowTexts {
  /** Characters that are kept of a text. */
  static final int MAX_CHARACTERS = 255;

  private FlowTexts() {}

  static boolean identifies(FlowRecord record) {
    return !record.service.isEmpty() || !record.hostname.isEmpty();
  }

  /**
   * Service and host name as reported; the service by the server's port where only the name was.
   */
  static Identification identification(FlowRecord record) {
    String service = service(record);
    if (service.isEmpty()) {
      String byPort = WellKnownPorts.name(record.protocol, serverPort(record));
      service = byPort == null ? PortService.UNKNOWN : byPort;
    }
    return new Identification(service.intern(), hostname(record), true);
  }

  private static int serverPort(FlowRecord record) {
    return ClientRule.of(record).senderIsClient ? record.destinationPort : record.sourcePort;
  }

  /**
   * As reported, in lower case and by the log's own word: Zeek says ssl of what is tls here, and
   * lists of services (/etc/services) know other names, too.
   */
  static String service(FlowRecord record) {
    String reported = record.service.toLowerCase(Locale.ROOT);
    return switch (reported) {
      case "ssl", "https" -> "tls";
      case "domain" -> "dns";
      case "www", "http2", "http-alt", "webcache" -> "http";
      case "microsoft-ds" -> "smb";
      default -> clip(reported);
    };
  }

  /** As reported, in lower case as all host names of the log: filters compare it so. */
  static String hostname(FlowRecord record) {
    return clip(record.hostname.toLowerCase(Locale.ROOT));
  }

  static String clip(String text) {
    return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS);
  }
}
