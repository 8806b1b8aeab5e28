package io.tapline.cli.reports;

import io.tapline.cli.group.GroupMeasure;
import io.tapline.cli.output.Column;
import io.tapline.report.v1.TalkerMeasure;
import io.tapline.report.v1.Totals;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The totals of a row as columns. */
final class TotalsColumns {
  private TotalsColumns() {}

  static TalkerMeasure message(GroupMeasure measure) {
    return TalkerMeasure.valueOf("TALKER_MEASURE_" + measure);
  }

  /** Connections, packets and bytes, in this order. */
  static <R> List<Column<R>> all(Function<R, Totals> totals) {
    return Stream.of(GroupMeasure.values())
        .map(measure -> one(measure, measure.text(), totals))
        .toList();
  }

  static <R> Column<R> one(GroupMeasure measure, String name, Function<R, Totals> totals) {
    return switch (measure) {
      case CONNECTIONS -> Column.count(name, row -> totals.apply(row).getConnections());
      case PACKETS -> Column.count(name, row -> totals.apply(row).getPackets());
      case BYTES -> Column.bytes(name, row -> totals.apply(row).getBytes());
    };
  }
}
