package io.tapline.eventstore.notify.send;

import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.notify.Notice;
import io.tapline.eventstore.notify.Notice.AboutEvent;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A notice as a message of RFC 5424: facility local0, the subject as its text, key and event as
 * structured data. 32473 is the enterprise number that RFC 5612 sets aside for those without one.
 */
final class SyslogText {
  private static final int LOCAL0 = 16;

  /** Characters of a host name, at most: RFC 5424, 6. */
  private static final int MAX_HOSTNAME = 255;

  /** Of the blank before the text, and of the byte order mark that begins it (RFC 5424, 6.4). */
  private static final int TEXT_PREFIX_BYTES = 4;

  private static final String DATA_ID = "tapline@32473";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final String hostname;

  SyslogText(String hostname) {
    String printable = hostname.replaceAll("[^\\x21-\\x7e]", "");
    this.hostname =
        printable.isEmpty()
            ? "-"
            : printable.substring(0, Math.min(printable.length(), MAX_HOSTNAME));
  }

  /**
   * A message that fits.
   *
   * @param withoutData whether the structured data was too long to be in it
   * @param textCut whether the text is shorter than it was, or left out
   */
  record Datagram(byte[] bytes, boolean withoutData, boolean textCut) {}

  /** The whole message, however long. */
  byte[] message(Outgoing message) {
    return utf8(header(message) + ' ' + data(message.notice()) + text(message.notice()));
  }

  /**
   * The message within a length. Only its text is cut, between two characters (RFC 5424, 6.1). A
   * part of structured data is malformed (6.3), so that is sent as a whole or not at all.
   *
   * @param maxBytes at least 512, which holds every header
   */
  Datagram datagram(Outgoing message, int maxBytes) {
    String header = header(message);
    byte[] withData = utf8(header + ' ' + data(message.notice()));
    boolean fits = withData.length <= maxBytes;
    byte[] head = fits ? withData : utf8(header + " -");
    byte[] text = utf8(text(message.notice()));
    int length = cut(text, maxBytes - head.length);
    byte[] bytes = Arrays.copyOf(head, head.length + length);
    System.arraycopy(text, 0, bytes, head.length, length);
    return new Datagram(bytes, !fits, length < text.length);
  }

  /** How much of the text there is room for, without a part of a character. */
  private static int cut(byte[] text, int room) {
    if (text.length <= room) {
      return text.length;
    }
    int length = room;
    while (length > 0 && isInsideCharacter(text[length])) {
      length--;
    }
    return length > TEXT_PREFIX_BYTES ? length : 0;
  }

  /** Whether a byte of UTF-8 continues a character. */
  private static boolean isInsideCharacter(byte one) {
    return (one & 0xc0) == 0x80;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String header(Outgoing message) {
    Notice notice = message.notice();
    return "<%d>1 %s %s tapline - %s"
        .formatted(
            LOCAL0 * 8 + level(notice.event()),
            TIME.format(message.time()),
            hostname,
            notice.event() == null ? "notice" : "event");
  }

  private static String text(Notice notice) {
    return " \uFEFF" + notice.subject();
  }

  /** Severities of RFC 5424: critical 2, error 3, warning 4, notice 5, informational 6. */
  private static int level(@Nullable AboutEvent event) {
    return switch (event == null ? Severity.UNSPECIFIED : Severity.valueOf(event.severity())) {
      case CRITICAL -> 2;
      case HIGH -> 3;
      case MEDIUM -> 4;
      case LOW, UNSPECIFIED -> 5;
      case INFO -> 6;
    };
  }

  private static String data(Notice notice) {
    StringBuilder data = new StringBuilder("[").append(DATA_ID);
    parameter(data, "key", notice.idempotencyKey());
    AboutEvent event = notice.event();
    if (event != null) {
      parameter(data, "event", event.id());
      parameter(data, "outcome", event.outcome());
      parameter(data, "decision_key", event.key());
      parameter(data, "link", event.link());
    }
    return data.append(']').toString();
  }

  /** RFC 5424, 6.3.3: a quote, a backslash and a closing bracket are escaped. */
  private static void parameter(StringBuilder data, String name, String value) {
    String line = value.replaceAll("\\p{Cntrl}", " ").replaceAll("[\"\\\\\\]]", "\\\\$0");
    data.append(' ').append(name).append("=\"").append(line).append('"');
  }
}
