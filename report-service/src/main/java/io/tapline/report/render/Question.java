package io.tapline.report.render;

import io.tapline.report.log.Scope;
import io.tapline.report.log.Span;
import io.tapline.report.page.Page;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a document answers.
 *
 * @param zone of its times
 */
record Question(Scope scope, ZoneId zone) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  List<Page.Fact> facts() {
    return List.of(
        new Page.Fact("Interval", interval()),
        new Page.Fact("Time zone", zone.getId()),
        new Page.Fact(
            "Connections",
            scope.started() ? "those that began in the interval" : "those active in the interval"),
        new Page.Fact("Filter", scope.filter().isBlank() ? "none" : scope.filter().strip()));
  }

  private String interval() {
    return "%s to %s".formatted(end(scope.start(), "the beginning"), end(scope.end(), "the end"));
  }

  private String end(@Nullable Instant time, String none) {
    return time == null ? none : time(time);
  }

  String span(Span span) {
    return time(span.start()) + " to " + time(span.end());
  }

  /** To the second. */
  String time(Instant time) {
    return TIME.format(time.atZone(zone));
  }
}
