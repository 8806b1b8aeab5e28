package io.tapline.report.render;

import io.tapline.report.log.Completeness;
import io.tapline.report.page.Page;
import io.tapline.report.page.Plot;
import io.tapline.report.page.Table;
import io.tapline.report.page.Table.Column;
import io.tapline.report.page.Unit;
import io.tapline.report.reports.LongConnections;
import io.tapline.report.reports.Matrix;
import io.tapline.report.reports.Quality;
import io.tapline.report.reports.TopTalkers;
import io.tapline.report.reports.Totals;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Pages of the reports whose rows are more than keys and totals. */
final class CrossPages {
  private static final String OTHERS = "others";

  private final Question question;

  CrossPages(Question question) {
    this.question = question;
  }

  Page matrix(Matrix.Answer answer, Matrix.Sides sides) {
    Unit unit = GroupPages.unit(sides.by());
    String title =
        "%s by %s and %s".formatted(GroupPages.capital(unit.noun()), sides.row(), sides.column());
    Table table =
        new Table(
            "%s; rows are values of %s, columns of %s"
                .formatted(GroupPages.capital(unit.noun()), sides.row(), sides.column()),
            matrixColumns(answer, sides),
            1,
            answer.rows().stream()
                .map(row -> cells(row.key(), row.line(), row.filter(), sides.by()))
                .toList(),
            List.of(cells(OTHERS, answer.other(), "", sides.by()), sums(answer, sides.by())));
    List<String> notes = new ArrayList<>();
    notes.add(
        "The filter of a cell is that of its row and that of its column, joined by AND. "
            + GroupPages.notes());
    answer.columns().stream()
        .map(column -> "Column %s: %s".formatted(name(column.key()), orNone(column.filter())))
        .forEach(notes::add);
    return page(title, heat(answer, title, sides.by()), table, notes, answer.completeness());
  }

  private static String orNone(String filter) {
    return filter.isEmpty() ? "no filter names it" : filter;
  }

  private static Plot heat(Matrix.Answer answer, String title, TopTalkers.By by) {
    List<List<Long>> values =
        Stream.concat(answer.rows().stream().map(Matrix.Row::line), Stream.of(answer.other()))
            .map(
                line ->
                    Stream.concat(line.cells().stream(), Stream.of(line.other()))
                        .map(by::of)
                        .toList())
            .toList();
    return new Plot.Heat(
        title,
        "The darker a cell, the more; each has its number. The last row and column are the others.",
        GroupPages.unit(by),
        Stream.concat(answer.rows().stream().map(row -> name(row.key())), Stream.of(OTHERS))
            .toList(),
        Stream.concat(answer.columns().stream().map(each -> name(each.key())), Stream.of(OTHERS))
            .toList(),
        values);
  }

  private static String name(String key) {
    return key.isEmpty() ? "(none)" : key;
  }

  private static List<Column> matrixColumns(Matrix.Answer answer, Matrix.Sides sides) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text(sides.row()));
    answer.columns().forEach(column -> columns.add(Column.number(name(column.key()))));
    columns.add(Column.number(OTHERS));
    columns.add(Column.number("In all"));
    columns.add(Column.filter());
    return columns;
  }

  private static List<String> cells(String key, Matrix.Line line, String filter, TopTalkers.By by) {
    Unit unit = GroupPages.unit(by);
    return Stream.of(
            Stream.of(name(key)),
            line.cells().stream().map(cell -> unit.text(by.of(cell))),
            Stream.of(unit.text(by.of(line.other())), unit.text(by.of(line.total())), filter))
        .flatMap(each -> each)
        .toList();
  }

  /** The last line: columns, what is in none of them, everything. */
  private static List<String> sums(Matrix.Answer answer, TopTalkers.By by) {
    List<Totals> columns = answer.columns().stream().map(Matrix.Header::totals).toList();
    Matrix.Line others =
        new Matrix.Line(
            columns, answer.total().minus(columns.stream().reduce(Totals.NONE, Totals::plus)));
    return cells("In all", others, "", by);
  }

  Page longConnections(LongConnections.Answer answer) {
    Table table =
        new Table(
            "Longest connections",
            List.of(
                Column.text("Client"),
                Column.text("Server"),
                Column.text("Port"),
                Column.text("Service"),
                Column.text("Host name"),
                Column.time("Start"),
                Column.number("Duration"),
                Column.text("Open"),
                Column.number("Packets"),
                Column.number("Bytes"),
                Column.filter()),
            2,
            answer.rows().stream().map(this::cells).toList(),
            List.of());
    Plot plot =
        new Plot.Bars(
            "Duration",
            "The longest connections; open ones are hatched and lasted so far.",
            List.of("closed", "open"),
            false,
            answer.rows().stream().limit(GroupPages.MAX_BARS).map(CrossPages::bar).toList());
    return page(
        "Longest connections",
        plot,
        table,
        List.of(
            "A connection lasts from its first frame to its latest one, wherever the interval"
                + " ends.",
            GroupPages.notes()),
        answer.completeness());
  }

  private List<String> cells(LongConnections.Row row) {
    return List.of(
        row.peers().client(),
        row.peers().server(),
        row.peers().protocol() + " " + row.peers().serverPort(),
        row.service(),
        row.hostname(),
        question.time(row.start()),
        Unit.MILLISECONDS.text(row.duration().toMillis()),
        row.open() ? "open" : "",
        Unit.count(row.totals().packets()),
        Unit.BYTES.text(row.totals().bytes()),
        row.filter());
  }

  private static Plot.Bar bar(LongConnections.Row row) {
    long millis = row.duration().toMillis();
    String text = Unit.MILLISECONDS.text(millis);
    return new Plot.Bar(
        row.peers().client() + " to " + row.peers().server() + ", " + row.service(),
        row.open() ? text + ", open" : text,
        row.open() ? List.of(0L, millis) : List.of(millis, 0L));
  }

  Page quality(Quality.Answer answer) {
    List<String> columns = answer.columns();
    List<String> states = answer.total().names();
    Table table =
        new Table(
            "How TCP connections ended, of " + Unit.count(answer.groups()) + " groups",
            qualityColumns(columns, states),
            columns.size(),
            answer.rows().stream()
                .map(row -> cells(row.keys(), row.states(), states, row.filter()))
                .toList(),
            List.of(
                cells(padded(OTHERS, columns), answer.other(), states, ""),
                cells(padded("In all", columns), answer.total(), states, "")));
    Plot plot =
        new Plot.Bars(
            "Outcome of TCP connections",
            "Shares of each group that went well or are not known, got no answer, were rejected, or"
                + " were reset.",
            List.of("otherwise", "unanswered", "rejected", "reset"),
            true,
            answer.rows().stream().limit(GroupPages.MAX_BARS).map(CrossPages::bar).toList());
    return page(
        "Quality of TCP connections",
        plot,
        table,
        List.of(
            "Unanswered: conn_state S0, SH or RSTOS0. Rejected: REJ. Reset: RSTO, RSTR or RSTRH."
                + " The filter of a state is that of the row AND conn_state = STATE.",
            GroupPages.notes()),
        answer.completeness());
  }

  private static List<String> padded(String label, List<String> columns) {
    List<String> cells = new ArrayList<>(Collections.nCopies(columns.size(), ""));
    cells.set(0, label);
    return cells;
  }

  private static List<Column> qualityColumns(List<String> columns, List<String> states) {
    return Stream.of(
            columns.stream().map(Column::text),
            Stream.of("TCP connections", "Unanswered", "Rejected", "Reset").map(Column::number),
            states.stream().map(Column::number),
            Stream.of(Column.filter()))
        .flatMap(each -> each)
        .toList();
  }

  private static List<String> cells(
      List<String> keys, Quality.States counts, List<String> states, String filter) {
    return Stream.of(
            keys.stream(),
            Stream.of(
                Unit.count(counts.connections()),
                share(counts.unanswered(), counts),
                share(counts.rejected(), counts),
                share(counts.reset(), counts)),
            states.stream().map(state -> Unit.count(counts.byState().getOrDefault(state, 0L))),
            Stream.of(filter))
        .flatMap(each -> each)
        .toList();
  }

  /** The number and its share. */
  private static String share(long part, Quality.States counts) {
    return part == 0 ? "0" : Unit.count(part) + " (" + percent(part, counts) + ")";
  }

  private static String percent(long part, Quality.States counts) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / Math.max(1, counts.connections()));
  }

  private static Plot.Bar bar(Quality.Row row) {
    Quality.States states = row.states();
    return new Plot.Bar(
        GroupPages.label(row.keys()),
        Unit.count(states.connections()) + " connections",
        List.of(states.otherwise(), states.unanswered(), states.rejected(), states.reset()));
  }

  private Page page(
      String title, Plot plot, Table table, List<String> notes, Completeness completeness) {
    return new Page(
        title,
        question.facts(),
        List.of(new Page.Section(List.of(plot), table, notes)),
        new CoverageText(question).of(completeness));
  }
}
