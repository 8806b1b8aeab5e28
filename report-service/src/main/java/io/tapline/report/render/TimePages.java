package io.tapline.report.render;

import io.tapline.report.page.Page;
import io.tapline.report.page.Plot;
import io.tapline.report.page.Table;
import io.tapline.report.page.Table.Column;
import io.tapline.report.page.Unit;
import io.tapline.report.reports.GroupColumns;
import io.tapline.report.reports.Percentile;
import io.tapline.report.reports.TrafficOverTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pages of the reports along time. */
final class TimePages {
  private final Question question;

  TimePages(Question question) {
    this.question = question;
  }

  Page traffic(TrafficOverTime.Answer answer) {
    String width = width(answer.bucket());
    Plot plot =
        new Plot.Areas(
            "Bytes per " + width,
            answer.series().isEmpty()
                ? "There is nothing to show."
                : "%s buckets of %s; %s has most bytes."
                    .formatted(
                        Unit.count(answer.starts().size()),
                        width,
                        answer.series().getFirst().service()),
            Unit.BYTES,
            answer.starts(),
            question.zone(),
            answer.series().stream().map(TimePages::series).toList(),
            null);
    return new Page(
        "Traffic over time",
        question.facts(),
        List.of(new Page.Section(List.of(plot), table(answer, width), List.of(notes()))),
        new CoverageText(question).of(answer.completeness()));
  }

  private static Plot.Series series(TrafficOverTime.Series series) {
    return new Plot.Series(
        series.service(), Unit.BYTES.text(Arrays.stream(series.bytes()).sum()), series.bytes());
  }

  private static String notes() {
    return "Packets and bytes of a connection are spread evenly over its life, so sums may differ"
        + " by what rounding takes. A connection counts in each bucket in which it was"
        + " active. The filter of a row lists its connections; with AND service = NAME those"
        + " of one service.";
  }

  private Table table(TrafficOverTime.Answer answer, String width) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.time("Start"));
    columns.add(Column.number("Connections"));
    columns.add(Column.number("Bytes"));
    answer.series().forEach(series -> columns.add(Column.number(series.service())));
    columns.add(Column.filter());
    return new Table(
        "Connections and bytes, then bytes by service, per " + width,
        columns,
        1,
        IntStream.range(0, answer.starts().size()).mapToObj(i -> bucket(answer, i)).toList(),
        List.of(sums(answer)));
  }

  private List<String> bucket(TrafficOverTime.Answer answer, int i) {
    long connections = answer.series().stream().mapToLong(each -> each.connections()[i]).sum();
    List<Long> bytes = answer.series().stream().map(each -> each.bytes()[i]).toList();
    Instant start = answer.starts().get(i);
    String filter = filter(start, start.plus(answer.bucket()));
    return cells(question.time(start), Unit.count(connections), bytes, filter);
  }

  /** Of what is in a bucket, as the interval's connections are in it. */
  private String filter(Instant start, Instant end) {
    String times =
        question.scope().started()
            ? "start >= %s AND start < %s".formatted(start, end)
            : "end >= %s AND start < %s".formatted(start, end);
    return GroupColumns.and(question.scope().filter(), times);
  }

  private static List<String> sums(TrafficOverTime.Answer answer) {
    return cells(
        "In all",
        "",
        answer.series().stream().map(each -> Arrays.stream(each.bytes()).sum()).toList(),
        "");
  }

  private static List<String> cells(
      String key, String connections, List<Long> bytes, String filter) {
    long all = bytes.stream().mapToLong(Long::longValue).sum();
    return Stream.of(
            Stream.of(key, connections, Unit.BYTES.text(all)),
            bytes.stream().map(Unit.BYTES::text),
            Stream.of(filter))
        .flatMap(each -> each)
        .toList();
  }

  Page percentile(Percentile.Answer answer) {
    String name = "percentile " + answer.percent();
    List<Instant> starts =
        IntStream.range(0, answer.bins())
            .mapToObj(i -> answer.interval().start().plus(Percentile.BIN.multipliedBy(i)))
            .toList();
    Plot plot =
        new Plot.Areas(
            "Mean rate per 5 min",
            "%s bins; the %s is %s."
                .formatted(
                    Unit.count(answer.bins()), name, Unit.BITS_PER_SECOND.text(answer.rate())),
            Unit.BITS_PER_SECOND,
            starts,
            question.zone(),
            List.of(
                new Plot.Series(
                    "Both ways",
                    "mean " + Unit.BITS_PER_SECOND.text(answer.mean()),
                    answer.rates())),
            new Plot.Mark(name, answer.rate()));
    return new Page(
        "Traffic: " + name,
        question.facts(),
        List.of(
            new Page.Section(
                List.of(plot), table(answer, name), List.of(definition(answer.percent())))),
        new CoverageText(question).of(answer.completeness()));
  }

  private Table table(Percentile.Answer answer, String name) {
    return new Table(
        "Rates of bins of five minutes, %s".formatted(question.span(answer.interval())),
        List.of(Column.text("Of all bins"), Column.number("Rate"), Column.time("Begins")),
        1,
        List.of(
            List.of(name, Unit.BITS_PER_SECOND.text(answer.rate()), ""),
            List.of("mean", Unit.BITS_PER_SECOND.text(answer.mean()), ""),
            List.of(
                "highest",
                Unit.BITS_PER_SECOND.text(answer.max()),
                answer.maxStart() == null ? "" : question.time(answer.maxStart()))),
        List.of());
  }

  private static String definition(int percent) {
    return ("The rate of a bin is its mean: bytes of both ways, times 8, divided by 300 s. Of all"
            + " bins, those without traffic too, sorted by rate, the percentile is the one at"
            + " rank \u2308%d n / 100\u2309.")
        .formatted(percent);
  }

  /** For example {@code 5 min}. */
  private static String width(Duration bucket) {
    long millis = bucket.toMillis();
    if (millis % 86_400_000 == 0) {
      return millis / 86_400_000 + " d";
    }
    if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + " h";
    }
    return millis % 60_000 == 0
        ? millis / 60_000 + " min"
        : String.format(Locale.ROOT, "%.3f s", millis / 1_000.0).replaceFirst("\\.?0+ ", " ");
  }
}
