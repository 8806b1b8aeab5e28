package io.tapline.report.reports;

import io.tapline.report.log.Aggregate;
import io.tapline.report.log.Measure;
import java.util.List;

/** Sums of connections; packets and bytes both ways. */
public record Totals(long connections, long packets, long bytes) {
  public static final Totals NONE = new Totals(0, 0, 0);

  /** The measures that totals are made of, in order; they come first in every question. */
  static final List<Measure> MEASURES =
      List.of(Measure.CONNECTIONS, Measure.PACKETS, Measure.BYTES);

  static Totals of(Aggregate.Row row) {
    return new Totals(row.value(0), row.value(1), row.value(2));
  }

  public Totals plus(Totals other) {
    return new Totals(
        connections + other.connections, packets + other.packets, bytes + other.bytes);
  }

  /** What is left, and nothing where the other is more. */
  Totals without(Totals other) {
    return new Totals(
        Math.max(0, connections - other.connections),
        Math.max(0, packets - other.packets),
        Math.max(0, bytes - other.bytes));
  }

  public Totals minus(Totals other) {
    return new Totals(
        connections - other.connections, packets - other.packets, bytes - other.bytes);
  }
}
