package io.tapline.cli.group;

import io.tapline.cli.output.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** By which columns connections are grouped, and how many groups of what size are wanted. */
public final class GroupOptions {
  @Parameters(
      arity = "1..8",
      split = ",",
      paramLabel = "COLUMN",
      description =
          "Columns to group by: client, server, server_port, protocol, service, hostname,"
              + " server_as, exporter ...")
  List<String> columns;

  @Option(
      names = "--by",
      paramLabel = "bytes|packets|connections",
      defaultValue = "bytes",
      description = "What makes a group large (default ${DEFAULT-VALUE}).")
  GroupMeasure by;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "Groups printed (default ${DEFAULT-VALUE}).")
  int limit;

  public List<String> columns() {
    return columns;
  }

  public GroupMeasure by() {
    return by;
  }

  public int limit() {
    return limit;
  }

  /** A column for each one that connections are grouped by. */
  public <R> List<Column<R>> keys(Function<R, List<String>> keys) {
    List<Column<R>> keyed = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int index = i;
      keyed.add(Column.text(columns.get(i), row -> keys.apply(row).get(index)));
    }
    return keyed;
  }
}
