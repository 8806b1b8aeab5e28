package io.tapline.cli.events;

import com.google.protobuf.Timestamp;
import io.tapline.cli.output.Column;
import io.tapline.cli.time.Times;
import io.tapline.eventstore.v1.ReportFilter;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Filters as rows. */
final class FilterText {
  private FilterText() {}

  static List<Column<ReportFilter>> columns() {
    return List.of(
        Column.text("group", ReportFilter::getGroup),
        Column.text("name", ReportFilter::getName),
        Column.flag("disabled", ReportFilter::getDisabled),
        Column.text("rule", FilterText::rule),
        time("valid_from_time", ReportFilter::hasValidFromTime, ReportFilter::getValidFromTime),
        time("valid_to_time", ReportFilter::hasValidToTime, ReportFilter::getValidToTime),
        Column.count("hit_count", ReportFilter::getHitCount),
        time("last_hit_time", ReportFilter::hasLastHitTime, ReportFilter::getLastHitTime),
        Column.text("comment", ReportFilter::getComment).asOptional());
  }

  /** One line of the message's text: {@code source_addrs: "192.0.2.0/24" classes: "scan"}. */
  private static String rule(ReportFilter filter) {
    return filter.getRule().toString().strip().replace("\n", " ");
  }

  private static Column<ReportFilter> time(
      String name, Predicate<ReportFilter> has, Function<ReportFilter, Timestamp> time) {
    return new Column<>(
        name,
        false,
        row -> has.test(row) ? Times.exact(time.apply(row)) : null,
        row -> has.test(row) ? Times.people(time.apply(row), ZoneOffset.UTC) : "",
        true);
  }
}
