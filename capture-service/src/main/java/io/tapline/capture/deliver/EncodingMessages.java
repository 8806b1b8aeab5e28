package io.tapline.capture.deliver;

import io.tapline.capture.Reason;
import io.tapline.capture.batch.Encoding;
import io.tapline.rpc.Refusal;
import io.tapline.type.v1.EncodingKind;
import java.time.DateTimeException;
import java.time.ZoneId;

/** Between the message of an encoding and the engine's value. */
public final class EncodingMessages {
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 9999;

  private EncodingMessages() {}

  public static io.tapline.type.v1.Encoding toMessage(Encoding encoding) {
    return io.tapline.type.v1.Encoding.newBuilder()
        .setKind(
            switch (encoding.kind()) {
              case PACKETS -> EncodingKind.ENCODING_KIND_PACKETS;
              case FLOW_EXPORT -> EncodingKind.ENCODING_KIND_FLOW_EXPORT;
              case FLOW_TOOLS -> EncodingKind.ENCODING_KIND_FLOW_TOOLS;
              case FIREWALL_LOG -> EncodingKind.ENCODING_KIND_FIREWALL_LOG;
              case ZEEK_CONN -> EncodingKind.ENCODING_KIND_ZEEK_CONN;
              case EVE -> EncodingKind.ENCODING_KIND_EVE;
              case NFDUMP_CSV -> EncodingKind.ENCODING_KIND_NFDUMP_CSV;
              case DATAGRAMS -> EncodingKind.ENCODING_KIND_DATAGRAMS;
            })
        .setFirstYear(encoding.firstYear())
        .setTimeZone(encoding.timeZone())
        .build();
  }

  /**
   * What a request says; its kind is PACKETS when it says none.
   *
   * @param reason of the refusal of a year, a zone or a kind that is none
   * @param field name of the message in the request
   */
  public static Encoding fromMessage(
      io.tapline.type.v1.Encoding message, Reason reason, String field) {
    int year = message.getFirstYear();
    if (year != 0 && (year < FIRST_YEAR || year > LAST_YEAR)) {
      throw Refusal.ofField(
          reason, field + ".first_year", "A year is " + FIRST_YEAR + " to " + LAST_YEAR + ".");
    }
    checkZone(message.getTimeZone(), reason, field);
    return new Encoding(kind(message.getKind(), reason, field), year, message.getTimeZone());
  }

  private static Encoding.Kind kind(EncodingKind kind, Reason reason, String field) {
    return switch (kind) {
      case ENCODING_KIND_UNSPECIFIED, ENCODING_KIND_PACKETS -> Encoding.Kind.PACKETS;
      case ENCODING_KIND_FLOW_EXPORT -> Encoding.Kind.FLOW_EXPORT;
      case ENCODING_KIND_FLOW_TOOLS -> Encoding.Kind.FLOW_TOOLS;
      case ENCODING_KIND_FIREWALL_LOG -> Encoding.Kind.FIREWALL_LOG;
      case ENCODING_KIND_ZEEK_CONN -> Encoding.Kind.ZEEK_CONN;
      case ENCODING_KIND_EVE -> Encoding.Kind.EVE;
      case ENCODING_KIND_NFDUMP_CSV -> Encoding.Kind.NFDUMP_CSV;
      case ENCODING_KIND_DATAGRAMS -> Encoding.Kind.DATAGRAMS;
      case UNRECOGNIZED ->
          throw Refusal.ofField(
              reason, field + ".kind", "This sensor does not know that encoding.");
    };
  }

  private static void checkZone(String zone, Reason reason, String field) {
    try {
      if (!zone.isEmpty()) {
        ZoneId.of(zone);
      }
    } catch (DateTimeException e) {
      throw Refusal.ofField(
          reason,
          field + ".time_zone",
          "'" + zone + "' is not a time zone such as UTC or Europe/Prague.");
    }
  }
}
