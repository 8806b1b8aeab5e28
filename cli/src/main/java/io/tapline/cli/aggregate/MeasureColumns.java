package io.tapline.cli.aggregate;

import io.tapline.cli.output.Column;
import io.tapline.cli.scope.ScopeOptions;
import io.tapline.flowlog.v1.AggregateConnectionsRequest;
import io.tapline.flowlog.v1.AggregateRow;
import io.tapline.flowlog.v1.Measure;
import io.tapline.flowlog.v1.MeasureKind;
import java.util.List;
import java.util.Locale;

/** The three measures that the ad-hoc commands ask for, always in this order. */
final class MeasureColumns {
  /** What orders the groups. */
  enum By {
    CONNECTIONS(0),
    PACKETS(1),
    BYTES(2);

    /** Index into {@link #MEASURES}. */
    final int index;

    By(int index) {
      this.index = index;
    }

    /** The name of the measure. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final List<Measure> MEASURES =
      List.of(
          measure(MeasureKind.MEASURE_KIND_CONNECTIONS),
          measure(MeasureKind.MEASURE_KIND_PACKETS),
          measure(MeasureKind.MEASURE_KIND_BYTES));

  private MeasureColumns() {}

  /**
   * A question for all three of what {@code scope} says.
   *
   * @param by what orders the groups
   * @param limit groups, at most
   */
  static AggregateConnectionsRequest.Builder request(ScopeOptions scope, By by, int limit) {
    return AggregateConnectionsRequest.newBuilder()
        .setInterval(scope.interval())
        .setIntervalMatch(scope.match())
        .setFilter(scope.filter())
        .addAllMeasures(MEASURES)
        .setOrderBy(by.text())
        .setLimit(limit);
  }

  static List<Column<AggregateRow>> columns() {
    return List.of(
        Column.count("connections", row -> row.getValues(By.CONNECTIONS.index)),
        Column.count("packets", row -> row.getValues(By.PACKETS.index)),
        Column.bytes("bytes", row -> row.getValues(By.BYTES.index)));
  }

  static Column<AggregateRow> key(String name, int index) {
    return Column.text(name, row -> row.getKeys(index));
  }

  private static Measure measure(MeasureKind kind) {
    return Measure.newBuilder().setKind(kind).build();
  }
}
