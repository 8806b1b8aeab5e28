package io.tapline.cli.aggregate;

import io.tapline.cli.group.GroupMeasure;
import io.tapline.cli.output.Column;
import io.tapline.cli.scope.ScopeOptions;
import io.tapline.flowlog.v1.AggregateConnectionsRequest;
import io.tapline.flowlog.v1.AggregateRow;
import io.tapline.flowlog.v1.Measure;
import io.tapline.flowlog.v1.MeasureKind;
import java.util.List;

/** The three measures that the ad-hoc commands ask for, always in this order. */
final class MeasureColumns {
  private static final List<GroupMeasure> ORDER = List.of(GroupMeasure.values());

  static final List<Measure> MEASURES = ORDER.stream().map(MeasureColumns::message).toList();

  private MeasureColumns() {}

  /**
   * A question for all three of what {@code scope} says.
   *
   * @param by what orders the groups
   * @param limit groups, at most
   */
  static AggregateConnectionsRequest.Builder request(
      ScopeOptions scope, GroupMeasure by, int limit) {
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
        Column.count("connections", row -> value(row, GroupMeasure.CONNECTIONS)),
        Column.count("packets", row -> value(row, GroupMeasure.PACKETS)),
        Column.bytes("bytes", row -> value(row, GroupMeasure.BYTES)));
  }

  static long value(AggregateRow row, GroupMeasure measure) {
    return row.getValues(ORDER.indexOf(measure));
  }

  private static Measure message(GroupMeasure measure) {
    return Measure.newBuilder().setKind(MeasureKind.valueOf("MEASURE_KIND_" + measure)).build();
  }
}
