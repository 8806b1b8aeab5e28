package io.tapline.cli.capture;

import com.google.protobuf.Duration;
import io.tapline.capture.v1.CalendarRotation;
import io.tapline.capture.v1.CalendarUnit;
import io.tapline.capture.v1.FileForm;
import io.tapline.capture.v1.Handler;
import io.tapline.capture.v1.Source;
import io.tapline.capture.v1.Transform;
import io.tapline.cli.yaml.YamlMap;
import io.tapline.cli.yaml.YamlValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An entry of the list of handlers in a {@code bsc.yaml}.
 *
 * @param place where it begins, for messages
 * @param source what it captures from, under the name that a new source would have
 * @param handler what it writes, with every default in full; its source is not set
 */
record BscHandler(String place, Source source, Handler handler) {
  static final String DEFAULT_PATTERN = "%Y-%m-%d-%H-%M-%S-{name}.pcap";

  private static final Set<String> KEYS =
      Set.of(
          "name",
          "conn_type",
          "address",
          "log_dir",
          "path",
          "file_name_pattern",
          "rotate_log",
          "rotate_log_index",
          "rotate_log_delta",
          "pre_write_transforms");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int MAX_DELTA = 10_000;

  /** Reads it; what is wrong is noted in the file's problems. */
  static BscHandler of(YamlValue value, BscDirectories directories) {
    YamlMap keys = value.map(KEYS);
    Handler.Builder handler =
        Handler.newBuilder()
            .setName(keys.required("name").map(BscHandler::name).orElse(""))
            .setFileForm(FileForm.FILE_FORM_AIT)
            .setFileNamePattern(pattern(keys))
            .addAllPreWriteTransforms(transforms(keys));
    setDirectories(handler, keys, directories);
    setRotation(handler, keys);
    return new BscHandler(value.place(), BscAddress.source(keys), handler.build());
  }

  private static String name(YamlValue value) {
    String name = value.text();
    if (!NAME.matcher(name).matches()) {
      value.wrong("has 1 to 64 characters of [A-Za-z0-9._-].");
    }
    return name;
  }

  private static String pattern(YamlMap keys) {
    Optional<YamlValue> value = keys.get("file_name_pattern");
    String pattern = value.map(YamlValue::text).orElse(DEFAULT_PATTERN);
    if (pattern.isEmpty()) {
      value.ifPresent(there -> there.wrong("names no file."));
    }
    return pattern;
  }

  private static void setDirectories(
      Handler.Builder handler, YamlMap keys, BscDirectories directories) {
    Optional<YamlValue> logDirectory = keys.get("log_dir");
    Optional<YamlValue> path = keys.get("path");
    handler.setLogDir(logDirectory.map(directories::below).orElse(""));
    handler.setPath(path.map(directories::below).orElse(""));
    if (logDirectory.isPresent()
        && path.map(YamlValue::text).filter(BscDirectories::absolute).isPresent()) {
      path.get().wrong("is absolute, so that log_dir would not count: leave one of them out.");
    }
  }

  /** AIT rotates by the day unless it is told not to. */
  private static void setRotation(Handler.Builder handler, YamlMap keys) {
    CalendarUnit unit =
        keys.get("rotate_log_index").map(BscHandler::unit).orElse(CalendarUnit.CALENDAR_UNIT_DAY);
    int delta = keys.get("rotate_log_delta").map(value -> value.number(1, MAX_DELTA)).orElse(1);
    if (keys.get("rotate_log").map(YamlValue::flag).orElse(true)) {
      handler.setCalendarRotation(CalendarRotation.newBuilder().setUnit(unit).setDelta(delta));
    } else {
      handler.setRotateAfter(Duration.getDefaultInstance());
    }
  }

  private static CalendarUnit unit(YamlValue value) {
    String index = value.text();
    return switch (index) {
      case "year", "years", "tm_year" -> CalendarUnit.CALENDAR_UNIT_YEAR;
      case "month", "months", "tm_mon" -> CalendarUnit.CALENDAR_UNIT_MONTH;
      case "day", "days", "tm_mday" -> CalendarUnit.CALENDAR_UNIT_DAY;
      case "hour", "hours", "tm_hour" -> CalendarUnit.CALENDAR_UNIT_HOUR;
      case "minute", "minutes", "tm_min" -> CalendarUnit.CALENDAR_UNIT_MINUTE;
      case "second", "seconds", "tm_sec" -> CalendarUnit.CALENDAR_UNIT_SECOND;
      default -> {
        value.wrong("is '" + index + "'; there are year, month, day, hour, minute and second.");
        yield CalendarUnit.CALENDAR_UNIT_DAY;
      }
    };
  }

  private static List<Transform> transforms(YamlMap keys) {
    return keys.get("pre_write_transforms").map(YamlValue::list).orElse(List.of()).stream()
        .map(BscHandler::transform)
        .toList();
  }

  private static Transform transform(YamlValue value) {
    String text = value.text();
    Optional<Transform> transform = TransformText.parse(text);
    if (transform.isEmpty() || text.isBlank()) {
      value.wrong("is '" + text + "', not 'NAME' or 'NAME PARAMETER=VALUE'.");
    }
    return transform.orElse(Transform.getDefaultInstance());
  }
}
