package io.tapline.capture.ait;

import io.tapline.capture.Reason;
import io.tapline.capture.handler.CalendarRotation;
import io.tapline.capture.handler.CalendarUnit;
import io.tapline.capture.handler.FileForm;
import io.tapline.capture.handler.FileRules;
import io.tapline.capture.handler.HandlerSpec;
import io.tapline.capture.transform.TransformSpec;
import io.tapline.rpc.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of the form that starts a handler, with AIT's names and defaults. */
final class AitForm {
  static final String DEFAULT_PATTERN = "%Y-%m-%d-%H-%M-%S-{name}.pcap";

  private static final Set<String> FIELDS =
      Set.of(
          "loc",
          "port",
          "conn_type",
          "rotate_log",
          "rotate_log_index",
          "rotate_log_delta",
          "file_name_pattern",
          "path",
          "log_dir_path",
          "pre_write_transforms");

  /** What AIT's program for making handlers sends besides; ignored. */
  private static final Set<String> IGNORED = Set.of("name", "service_host", "service_port");

  private final Map<String, String> fields;

  /**
   * @throws Refusal INVALID_HANDLER for a field that is not known
   */
  AitForm(Map<String, String> fields) {
    this.fields = fields;
    for (String field : fields.keySet()) {
      if (!FIELDS.contains(field) && !IGNORED.contains(field)) {
        throw invalid(field, "There is no field " + field + ".");
      }
    }
  }

  AitAddress address() {
    return AitAddress.of(field("conn_type", ""), field("loc", ""), field("port", ""));
  }

  /**
   * @param source name of the source whose frames it writes
   */
  HandlerSpec handler(String name, String source) {
    return new HandlerSpec(
        name,
        source,
        field("log_dir_path", ""),
        field("path", ""),
        field("file_name_pattern", DEFAULT_PATTERN),
        rotation(),
        0,
        0,
        0,
        FileForm.AIT,
        transforms(),
        FileRules.PLAIN);
  }

  private @Nullable CalendarRotation rotation() {
    boolean rotates =
        switch (field("rotate_log", "true").toLowerCase(Locale.ROOT)) {
          case "true" -> true;
          case "false" -> false;
          default -> throw invalid("rotate_log", "rotate_log is true or false.");
        };
    return rotates ? new CalendarRotation(unit(field("rotate_log_index", "day")), delta()) : null;
  }

  private static CalendarUnit unit(String index) {
    return switch (index) {
      case "year", "years", "tm_year" -> CalendarUnit.YEAR;
      case "month", "months", "tm_mon" -> CalendarUnit.MONTH;
      case "day", "days", "tm_mday" -> CalendarUnit.DAY;
      case "hour", "hours", "tm_hour" -> CalendarUnit.HOUR;
      case "minute", "minutes", "tm_min" -> CalendarUnit.MINUTE;
      case "second", "seconds", "tm_sec" -> CalendarUnit.SECOND;
      default ->
          throw invalid("rotate_log_index", "A rotate_log_index is year, month, day to second.");
    };
  }

  private int delta() {
    try {
      return Integer.parseInt(field("rotate_log_delta", "1"));
    } catch (NumberFormatException e) {
      throw invalid("rotate_log_delta", "A rotate_log_delta is a number.");
    }
  }

  /** Names without parameters, separated by commas. */
  private List<TransformSpec> transforms() {
    return Arrays.stream(field("pre_write_transforms", "").split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(name -> new TransformSpec(name, Map.of()))
        .toList();
  }

  private String field(String name, String otherwise) {
    return fields.getOrDefault(name, otherwise);
  }

  private static Refusal invalid(String field, String sentence) {
    return Refusal.ofField(Reason.INVALID_HANDLER, field, sentence);
  }
}
