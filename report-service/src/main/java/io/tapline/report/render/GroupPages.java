package io.tapline.report.render;

import io.tapline.report.log.Completeness;
import io.tapline.report.page.Page;
import io.tapline.report.page.Plot;
import io.tapline.report.page.Table;
import io.tapline.report.page.Table.Column;
import io.tapline.report.page.Unit;
import io.tapline.report.reports.Change;
import io.tapline.report.reports.GroupColumns;
import io.tapline.report.reports.ServiceSummary;
import io.tapline.report.reports.Top;
import io.tapline.report.reports.TopTalkers;
import io.tapline.report.reports.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** Pages of the reports whose rows are groups. */
final class GroupPages {
  /** Bars in a plot; the table has all rows. */
  static final int MAX_BARS = 25;

  private final Question question;

  GroupPages(Question question) {
    this.question = question;
  }

  Page services(ServiceSummary.Answer answer) {
    Table table =
        new Table(
            "Services, most bytes first",
            serviceColumns(),
            1,
            answer.rows().stream().map(this::cells).toList(),
            List.of(sum("In all", 1, answer.total(), 5)));
    Plot plot =
        bars(
            "Bytes by service",
            answer.rows(),
            ServiceSummary.Row::service,
            Unit.BYTES,
            row -> row.totals().bytes());
    return page("Traffic by service", plot, table, answer.completeness());
  }

  private static List<Column> serviceColumns() {
    List<Column> columns = new ArrayList<>(columns(List.of("Service"), "Clients", "Servers"));
    columns.add(columns.size() - 1, Column.time("First start"));
    columns.add(columns.size() - 1, Column.time("Last end"));
    return columns;
  }

  private List<String> cells(ServiceSummary.Row row) {
    return cells(
        List.of(row.service()),
        row.totals(),
        Unit.count(row.clients()),
        Unit.count(row.servers()),
        question.time(row.firstStart()),
        question.time(row.lastEnd()),
        filter("service", row.service()));
  }

  Page talkers(TopTalkers.Answer answer, TopTalkers.Side side, TopTalkers.By by) {
    String name = side.name().toLowerCase(Locale.ROOT);
    Table table =
        new Table(
            "Largest " + name + "s by " + unit(by).noun(),
            columns(List.of("Host"), "Peers"),
            1,
            answer.rows().stream()
                .map(
                    row ->
                        cells(
                            List.of(row.host()),
                            row.totals(),
                            Unit.count(row.peers()),
                            filter(name, row.host())))
                .toList(),
            List.of(sum("In all", 1, answer.total(), 2)));
    Plot plot =
        bars(
            table.caption(),
            answer.rows(),
            TopTalkers.Row::host,
            unit(by),
            row -> by.of(row.totals()));
    return page("Top talkers: " + name + "s", plot, table, answer.completeness());
  }

  Page top(Top.Answer answer, List<String> columns, TopTalkers.By by) {
    long others = answer.groups() - answer.rows().size();
    Table table =
        new Table(
            "Largest groups by " + unit(by).noun(),
            columns(columns),
            columns.size(),
            answer.rows().stream()
                .map(row -> cells(row.keys(), row.totals(), row.filter()))
                .toList(),
            List.of(
                sum(Unit.count(others) + " others", columns.size(), answer.other(), 1),
                sum("In all", columns.size(), answer.total(), 1)));
    Plot plot =
        bars(
            table.caption(),
            answer.rows(),
            row -> label(row.keys()),
            unit(by),
            row -> by.of(row.totals()));
    return page("Top " + String.join(", ", columns), plot, table, answer.completeness());
  }

  Page change(Change.Answer answer, List<String> columns, TopTalkers.By by) {
    Change.Row all = new Change.Row(List.of(), answer.now(), answer.before(), "");
    Table table =
        new Table(
            "Largest changes of "
                + unit(by).noun()
                + ", of "
                + Unit.count(answer.groups())
                + " groups",
            changeColumns(columns, by),
            columns.size(),
            answer.rows().stream().map(row -> changeCells(row.keys(), row, by)).toList(),
            List.of(changeCells(padded("In all", columns.size()), all, by)));
    Plot plot = changes(answer.rows(), by);
    List<Page.Fact> facts = new ArrayList<>(question.facts());
    facts.add(1, new Page.Fact("Baseline", question.span(answer.baseline())));
    return new Page(
        "Change by " + String.join(", ", columns),
        facts,
        List.of(new Page.Section(List.of(plot), table, List.of(notes()))),
        new CoverageText(question).of(answer.completeness(), answer.baselineCompleteness()));
  }

  private static Plot changes(List<Change.Row> rows, TopTalkers.By by) {
    Unit unit = unit(by);
    return new Plot.Bars(
        "Change of " + unit.noun(),
        "Bars to the right grew against the baseline, hatched ones to the left shrank.",
        List.of(""),
        false,
        rows.stream()
            .limit(MAX_BARS)
            .map(
                row ->
                    new Plot.Bar(label(row.keys()), unit.change(row.by(by)), List.of(row.by(by))))
            .toList());
  }

  private static List<Column> changeColumns(List<String> columns, TopTalkers.By by) {
    String noun = unit(by).noun();
    return Stream.concat(
            columns.stream().map(Column::text),
            Stream.of(
                Column.number(capital(noun)),
                Column.number("Baseline"),
                Column.number("Change"),
                Column.number("Percent"),
                Column.filter()))
        .toList();
  }

  private static List<String> changeCells(List<String> keys, Change.Row row, TopTalkers.By by) {
    Unit unit = unit(by);
    long before = by.of(Change.Row.orNone(row.before()));
    String percent =
        before == 0 ? "new" : String.format(Locale.ROOT, "%+.1f %%", 100.0 * row.by(by) / before);
    return Stream.concat(
            keys.stream(),
            Stream.of(
                unit.text(by.of(Change.Row.orNone(row.now()))),
                unit.text(before),
                unit.change(row.by(by)),
                row.before() == null || before > 0 ? percent : "",
                row.filter()))
        .toList();
  }

  private Page page(String title, Plot plot, Table table, Completeness completeness) {
    return new Page(
        title,
        question.facts(),
        List.of(new Page.Section(List.of(plot), table, List.of(notes()))),
        new CoverageText(question).of(completeness));
  }

  /** How a number of the table is looked up. */
  static String notes() {
    return "The filter of a row lists its connections in the same interval: tapline search FILTER."
        + " It is empty where the language cannot name them.";
  }

  private static <R> Plot bars(
      String title, List<R> rows, Function<R, String> label, Unit unit, Function<R, Long> amount) {
    return new Plot.Bars(
        title,
        rows.isEmpty()
            ? "There is nothing to show."
            : "The largest is %s with %s."
                .formatted(label.apply(rows.getFirst()), unit.text(amount.apply(rows.getFirst()))),
        List.of(""),
        false,
        rows.stream()
            .limit(MAX_BARS)
            .map(
                row ->
                    new Plot.Bar(
                        label.apply(row), unit.text(amount.apply(row)), List.of(amount.apply(row))))
            .toList());
  }

  /** Keys and totals, then what is named, then the filter. */
  private static List<Column> columns(List<String> keys, String... more) {
    return Stream.of(
            keys.stream().map(Column::text),
            Stream.of("Connections", "Packets", "Bytes").map(Column::number),
            Stream.of(more).map(Column::number),
            Stream.of(Column.filter()))
        .flatMap(each -> each)
        .toList();
  }

  private static List<String> cells(List<String> keys, Totals totals, String... more) {
    return Stream.of(keys.stream(), numbers(totals), Stream.of(more))
        .flatMap(each -> each)
        .toList();
  }

  /**
   * @param empty cells behind the totals
   */
  private static List<String> sum(String label, int keys, Totals totals, int empty) {
    return Stream.of(
            padded(label, keys).stream(), numbers(totals), Stream.generate(() -> "").limit(empty))
        .flatMap(each -> each)
        .toList();
  }

  private static List<String> padded(String label, int keys) {
    return Stream.concat(Stream.of(label), Stream.generate(() -> "").limit(keys - 1L)).toList();
  }

  private static Stream<String> numbers(Totals totals) {
    return Stream.of(
        Unit.count(totals.connections()),
        Unit.count(totals.packets()),
        Unit.BYTES.text(totals.bytes()));
  }

  private String filter(String column, String key) {
    return new GroupColumns(List.of(column)).filter(question.scope().filter(), List.of(key));
  }

  /** The keys of a group in one line. */
  static String label(List<String> keys) {
    return keys.stream()
        .map(key -> key.isEmpty() ? "(none)" : key)
        .reduce((left, right) -> left + ", " + right)
        .orElse("");
  }

  static Unit unit(TopTalkers.By by) {
    return switch (by) {
      case BYTES -> Unit.BYTES;
      case PACKETS -> Unit.PACKETS;
      case CONNECTIONS -> Unit.CONNECTIONS;
    };
  }

  static String capital(String noun) {
    return noun.substring(0, 1).toUpperCase(Locale.ROOT) + noun.substring(1);
  }
}
