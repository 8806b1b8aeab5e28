package io.tapline.capture.handler;

import io.tapline.capture.Reason;
import io.tapline.rpc.Refusal;
import io.tapline.wire.time.Strftime;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a handler's files go: its directory, path and file name, joined, with the conversions of
 * {@link Strftime} in UTC and the handler's values in braces: name, source, log_dir, path,
 * rotate_log, rotate_log_index and rotate_log_delta. Doubled braces are braces. Values are put in
 * as they are, and no other text is ever given to a formatter. Checked when made.
 */
final class FilePattern {
  static final String DEFAULT = "%Y-%m-%d-%H-%M-%S-{name}.pcap";

  private static final int MAX_LENGTH = 255;

  private final String pattern;
  private final Map<String, String> values;

  FilePattern(HandlerSpec spec) {
    this.pattern =
        Stream.of(spec.logDirectory(), spec.path(), spec.pattern())
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("/"));
    this.values = values(spec);
    check(format(0));
  }

  private static Map<String, String> values(HandlerSpec spec) {
    CalendarRotation calendar = spec.calendar();
    return Map.of(
        "name", spec.name(),
        "source", spec.source(),
        "log_dir", spec.logDirectory(),
        "path", spec.path(),
        "rotate_log", calendar == null ? "False" : "True",
        "rotate_log_index", calendar == null ? "" : calendar.unit().name().toLowerCase(Locale.ROOT),
        "rotate_log_delta", calendar == null ? "" : Integer.toString(calendar.delta()));
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
      } else if (pattern.startsWith("{{", at) || pattern.startsWith("}}", at)) {
        text.append(c);
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
    try {
      return Strftime.conversion(pattern.charAt(at), time);
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  private int placeholder(int at, StringBuilder text) {
    int end = pattern.indexOf('}', at);
    String key = end < 0 ? "" : pattern.substring(at + 1, end);
    String value = values.get(key);
    if (value == null) {
      throw invalid(
          "has a brace that is none of "
              + values.keySet().stream().sorted().collect(Collectors.joining("}, {", "{", "}")));
    }
    text.append(value);
    return end + 1;
  }

  private void check(String example) {
    if (example.isEmpty() || example.length() > MAX_LENGTH || example.indexOf('\0') >= 0) {
      throw invalid("makes a name that is not 1 to 255 characters long");
    }
    Path path = path(example);
    if (path.isAbsolute()
        || !path.normalize().equals(path)
        || path.startsWith("..")
        || path.toString().isEmpty()
        || example.endsWith("/")) {
      throw invalid("leads out of the handlers' directory");
    }
  }

  private Path path(String example) {
    try {
      return Path.of(example);
    } catch (InvalidPathException e) {
      throw invalid("makes a name that is not one here");
    }
  }

  private Refusal invalid(String what) {
    return Refusal.ofField(
        Reason.INVALID_HANDLER,
        "handler.file_name_pattern",
        "The file name pattern '" + pattern + "' " + what + ".");
  }
}
