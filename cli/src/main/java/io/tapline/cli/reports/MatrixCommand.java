package io.tapline.cli.reports;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.group.GroupMeasure;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.CompletenessRemark;
import io.tapline.cli.output.Format;
import io.tapline.cli.output.Units;
import io.tapline.cli.scope.ScopeOptions;
import io.tapline.report.v1.GetMatrixRequest;
import io.tapline.report.v1.GetMatrixResponse;
import io.tapline.report.v1.MatrixColumn;
import io.tapline.report.v1.MatrixRow;
import io.tapline.report.v1.ReportServiceGrpc;
import io.tapline.report.v1.StreamReportPageRequest;
import io.tapline.report.v1.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapline report matrix}: a table for people, a row per cell for programs. */
@Command(
    name = "matrix",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "The largest groups of one column against those of another, and the rest of both.",
      "Rows and columns add up. In JSON and CSV each cell is a row and has the filter that lists"
          + " its connections; the rest has no key."
    })
final class MatrixCommand implements Callable<Integer> {
  private static final String OTHERS = "(others)";

  @Parameters(
      index = "0",
      paramLabel = "ROWS",
      description = "Column whose values are the rows: client/24, client_as, exporter, ...")
  String rowColumn;

  @Parameters(
      index = "1",
      paramLabel = "COLUMNS",
      description = "Column whose values are the columns: server/24/64, service, server_port, ...")
  String columnColumn;

  @Option(
      names = "--by",
      paramLabel = "bytes|packets|connections",
      defaultValue = "bytes",
      description = "What is in the cells (default ${DEFAULT-VALUE}).")
  GroupMeasure by;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "10",
      description = "Rows, at most 25 (default ${DEFAULT-VALUE}).")
  int rows;

  @Option(
      names = "--columns",
      paramLabel = "N",
      defaultValue = "10",
      description = "Columns, at most 25 (default ${DEFAULT-VALUE}).")
  int columns;

  @Mixin ScopeOptions scope;
  @Mixin ReportOutput output;
  @Mixin ServerOption server;

  /** A cell for programs; a key that is null is the rest. */
  private record Cell(
      @Nullable String row, @Nullable String column, Totals totals, String filter) {}

  @Override
  public Integer call() {
    if (output.isDocument()) {
      return output.document(
          server, scope.zone(), StreamReportPageRequest.newBuilder().setMatrix(request()));
    }
    GetMatrixResponse answer =
        ReportServiceGrpc.newBlockingStub(server.connect()).getMatrix(request());
    if (output.format() == Format.TABLE) {
      table(answer);
    } else {
      output.rows(
          cells(answer),
          Column.nullable(rowColumn, false, Cell::row),
          Column.nullable(columnColumn, false, Cell::column),
          Column.count("connections", cell -> cell.totals().getConnections()),
          Column.count("packets", cell -> cell.totals().getPackets()),
          Column.bytes("bytes", cell -> cell.totals().getBytes()),
          Column.text("filter", Cell::filter));
    }
    CompletenessRemark.print(answer.getCompleteness(), output);
    return ExitCode.found(answer.getRowsCount());
  }

  private GetMatrixRequest request() {
    return GetMatrixRequest.newBuilder()
        .setInterval(scope.interval())
        .setIntervalMatch(scope.match())
        .setFilter(scope.filter())
        .setRowColumn(rowColumn)
        .setColumnColumn(columnColumn)
        .setMeasure(TotalsColumns.message(by))
        .setRows(rows)
        .setColumns(columns)
        .build();
  }

  private void table(GetMatrixResponse answer) {
    List<MatrixRow> lines = new ArrayList<>(answer.getRowsList());
    lines.add(answer.getOther().toBuilder().setKey(OTHERS).build());
    List<Column<MatrixRow>> shown = new ArrayList<>();
    shown.add(Column.text(rowColumn, MatrixRow::getKey));
    for (int i = 0; i < answer.getColumnsCount(); i++) {
      int index = i;
      shown.add(amount(answer.getColumns(i).getKey(), row -> row.getCells(index)));
    }
    shown.add(amount(OTHERS, MatrixRow::getOther));
    shown.add(amount("in_all", MatrixRow::getTotals));
    output.rows(lines, shown);
    TotalsLine.print(answer.getTotal(), output);
  }

  private Column<MatrixRow> amount(String name, Function<MatrixRow, Totals> totals) {
    return new Column<>(
        name, true, row -> amount(totals.apply(row)), row -> text(amount(totals.apply(row))));
  }

  private long amount(Totals totals) {
    return switch (by) {
      case BYTES -> totals.getBytes();
      case PACKETS -> totals.getPackets();
      case CONNECTIONS -> totals.getConnections();
    };
  }

  /** Nothing is a dot, so that the eye finds what is there. */
  private String text(long amount) {
    if (amount == 0) {
      return ".";
    }
    return by == GroupMeasure.BYTES ? Units.bytes(amount) : "%,d".formatted(amount);
  }

  private static List<Cell> cells(GetMatrixResponse answer) {
    List<Cell> cells = new ArrayList<>();
    for (MatrixRow row : answer.getRowsList()) {
      add(cells, row.getKey(), row, answer.getColumnsList());
    }
    add(cells, null, answer.getOther(), answer.getColumnsList());
    return cells;
  }

  private static void add(
      List<Cell> cells, @Nullable String key, MatrixRow row, List<MatrixColumn> columns) {
    for (int i = 0; i < columns.size(); i++) {
      MatrixColumn column = columns.get(i);
      cells.add(new Cell(key, column.getKey(), row.getCells(i), both(row, column)));
    }
    cells.add(new Cell(key, null, row.getOther(), ""));
  }

  /** Of what is in the row and in the column; empty where one has no filter. */
  private static String both(MatrixRow row, MatrixColumn column) {
    return row.getFilter().isEmpty() || column.getFilter().isEmpty()
        ? ""
        : "(%s) AND (%s)".formatted(row.getFilter(), column.getFilter());
  }
}
