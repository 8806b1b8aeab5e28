package io.tapline.flowlog.ingest;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.checkpoint.SourceEncoding.Kind;
import io.tapline.flowlog.v1.OpenSource;
import io.tapline.rpc.Refusal;
import io.tapline.type.v1.Encoding;
import java.time.DateTimeException;
import java.time.ZoneId;

/** The opening of a source off the wire: checked here, and only here. */
final class OpenMessages {
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 9999;

  private OpenMessages() {}

  static SourceName name(OpenSource open) {
    return new SourceName(open.getSensor(), open.getSource());
  }

  /**
   * What the frames are; packets unless it is said.
   *
   * @throws Refusal INVALID_OPEN
   */
  static SourceEncoding encoding(OpenSource open) {
    Encoding encoding = open.getEncoding();
    int year = encoding.getFirstYear();
    require(
        year == 0 || (year >= FIRST_YEAR && year <= LAST_YEAR),
        "first_year",
        "The first year lies between 1970 and 9999.");
    require(
        encoding.getTimeZone().isEmpty() || isZone(encoding.getTimeZone()),
        "time_zone",
        "A time zone has an IANA name such as Europe/Prague.");
    return new SourceEncoding(kind(encoding), year, encoding.getTimeZone());
  }

  private static Kind kind(Encoding encoding) {
    return switch (encoding.getKind()) {
      case ENCODING_KIND_UNSPECIFIED, ENCODING_KIND_PACKETS -> Kind.PACKETS;
      case ENCODING_KIND_FLOW_EXPORT -> Kind.FLOW_EXPORT;
      case ENCODING_KIND_FLOW_TOOLS -> Kind.FLOW_TOOLS;
      case ENCODING_KIND_FIREWALL_LOG -> Kind.FIREWALL_LOG;
      case ENCODING_KIND_ZEEK_CONN -> Kind.ZEEK_CONN;
      case ENCODING_KIND_EVE -> Kind.EVE;
      case ENCODING_KIND_NFDUMP_CSV -> Kind.NFDUMP_CSV;
      case ENCODING_KIND_DATAGRAMS -> Kind.DATAGRAMS;
      case UNRECOGNIZED ->
          throw invalid(
              "kind", "Encoding " + encoding.getKindValue() + " is not known to this version.");
    };
  }

  private static boolean isZone(String name) {
    try {
      ZoneId.of(name);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static void require(boolean valid, String field, String rule) {
    if (!valid) {
      throw invalid(field, rule);
    }
  }

  private static Refusal invalid(String field, String rule) {
    return Refusal.ofField(Reason.INVALID_OPEN, "open.encoding." + field, rule);
  }
}
