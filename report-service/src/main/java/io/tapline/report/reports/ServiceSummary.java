package io.tapline.report.reports;

import io.tapline.report.Reason;
import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.Completeness;
import io.tapline.report.log.ConnectionLog;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import io.tapline.rpc.Limit;
import java.time.Instant;
import java.util.List;

/** Totals by service, most bytes first. */
public final class ServiceSummary {
  static final Limit ROWS = new Limit(Reason.INVALID_LIMIT, "limit", 25, 1_000);

  private static final int BYTES = 2;
  private static final List<Measure> MEASURES =
      List.of(
          Measure.CONNECTIONS,
          Measure.PACKETS,
          Measure.BYTES,
          Measure.distinct("client"),
          Measure.distinct("server"),
          Measure.FIRST_START_NANOS,
          Measure.LAST_END_NANOS);

  private final ConnectionLog log;

  public ServiceSummary(ConnectionLog log) {
    this.log = log;
  }

  /**
   * @param limit rows wanted; 0 = 25, at most 1,000
   */
  public Answer ask(Scope scope, int limit) {
    int rows = ROWS.of(limit);
    Aggregate answer =
        log.aggregate(
            new AggregateQuestion(scope, List.of("service"), MEASURES, BYTES, rows, null));
    return new Answer(
        answer.rows().stream().map(ServiceSummary::row).toList(),
        Totals.of(answer.total()),
        answer.completeness());
  }

  private static Row row(Aggregate.Row row) {
    return new Row(
        row.key(0),
        Totals.of(row),
        row.value(3),
        row.value(4),
        instant(row.value(5)),
        instant(row.value(6)));
  }

  public static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  /** Rows and the totals of everything in scope, whether or not it is among the rows. */
  public record Answer(List<Row> rows, Totals total, Completeness completeness) {}

  /** One service with its numbers of distinct clients and servers. */
  public record Row(
      String service,
      Totals totals,
      long clients,
      long servers,
      Instant firstStart,
      Instant lastEnd) {}
}
