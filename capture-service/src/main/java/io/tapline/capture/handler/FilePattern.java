package io.tapline.capture.handler;

import io.tapline.capture.Reason;
import io.tapline.rpc.Refusal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;

/**
 * A file name with strftime conversions (%Y %m %d %H %M %S %j %%) in UTC, {name} and {source}.
 * Checked when made; the text is never given to a formatter.
 */
final class FilePattern {
  static final String DEFAULT = "%Y-%m-%d-%H-%M-%S-{name}.pcap";

  private static final int MAX_LENGTH = 255;

  private final String pattern;
  private final String name;
  private final String source;

  FilePattern(String pattern, String name, String source) {
    this.pattern = pattern;
    this.name = name;
    this.source = source;
    check(format(0));
  }

  /** The file's name for a file that begins then, relative to the handlers' directory. */
  String format(long nanos) {
    ZonedDateTime time = Instant.ofEpochSecond(0, nanos).atZone(ZoneOffset.UTC);
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      if (c == '%') {
        text.append(conversion(at + 1, time));
        at += 2;
      } else if (c == '{') {
        at = placeholder(at, text);
      } else if (c == '}') {
        throw invalid("has a closing brace without an opening one");
      } else {
        text.append(c);
        at++;
      }
    }
    return text.toString();
  }

  private String conversion(int at, ZonedDateTime time) {
    if (at >= pattern.length()) {
      throw invalid("ends with %");
    }
    return switch (pattern.charAt(at)) {
      case 'Y' -> digits(time.getYear(), 4);
      case 'm' -> digits(time.getMonthValue(), 2);
      case 'd' -> digits(time.getDayOfMonth(), 2);
      case 'H' -> digits(time.getHour(), 2);
      case 'M' -> digits(time.getMinute(), 2);
      case 'S' -> digits(time.getSecond(), 2);
      case 'j' -> digits(time.getDayOfYear(), 3);
      case '%' -> "%";
      default -> throw invalid("has the unknown conversion %" + pattern.charAt(at));
    };
  }

  private int placeholder(int at, StringBuilder text) {
    if (pattern.startsWith("{name}", at)) {
      text.append(name);
      return at + "{name}".length();
    }
    if (pattern.startsWith("{source}", at)) {
      text.append(source);
      return at + "{source}".length();
    }
    throw invalid("has a brace that is neither {name} nor {source}");
  }

  private static String digits(int value, int width) {
    return String.format(Locale.ROOT, "%0" + width + "d", value);
  }

  private void check(String example) {
    if (example.isEmpty() || example.length() > MAX_LENGTH || example.indexOf('\0') >= 0) {
      throw invalid("makes a name that is not 1 to 255 characters long");
    }
    Path path = Path.of(example);
    if (path.isAbsolute() || !path.normalize().equals(path) || path.startsWith("..")) {
      throw invalid("leads out of the handlers' directory");
    }
  }

  private Refusal invalid(String what) {
    return Refusal.ofField(
        Reason.INVALID_HANDLER,
        "handler.file_name_pattern",
        "The file name pattern '" + pattern + "' " + what + ".");
  }
}
