package io.tapline.eventstore.notify.send;

import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.notify.Notice;
import io.tapline.eventstore.notify.Notice.AboutEvent;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A notice as a message of RFC 5424: facility local0, the subject as its text, key and event as
 * structured data. 32473 is the enterprise number that RFC 5612 sets aside for those without one.
 */
final class SyslogText {
  private static final int LOCAL0 = 16;
  private static final String DATA_ID = "tapline@32473";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final String hostname;

  SyslogText(String hostname) {
    String printable = hostname.replaceAll("[^\\x21-\\x7e]", "");
    this.hostname = printable.isEmpty() ? "-" : printable;
  }

  byte[] message(Outgoing message) {
    Notice notice = message.notice();
    String text =
        "<%d>1 %s %s tapline - %s %s \uFEFF%s"
            .formatted(
                LOCAL0 * 8 + level(notice.event()),
                TIME.format(message.time()),
                hostname,
                notice.event() == null ? "notice" : "event",
                data(notice),
                notice.subject());
    return text.getBytes(StandardCharsets.UTF_8);
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
