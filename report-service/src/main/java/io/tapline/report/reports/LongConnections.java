package io.tapline.report.reports;

import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.Completeness;
import io.tapline.report.log.ConnectionLog;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The connections that lasted longest; open ones lasted until their latest frame so far. The log
 * groups by connection, so it is asked for those of a day and more first, and for shorter ones only
 * where there are not enough: then it never has to hold many.
 */
public final class LongConnections {
  /** Lengths that are asked for one after the other; everything comes last. */
  private static final List<String> AT_LEAST =
      List.of("1d", "1h", "10m", "1m", "10s", "1s", "10ms", "");

  private static final List<String> COLUMNS =
      List.of("id", "open", "protocol", "client", "server", "server_port", "service", "hostname");

  private static final int DURATION = 3;
  private static final List<Measure> MEASURES =
      List.of(
          Measure.CONNECTIONS,
          Measure.PACKETS,
          Measure.BYTES,
          Measure.DURATION_NANOS,
          Measure.FIRST_START_NANOS,
          Measure.LAST_END_NANOS);

  private final ConnectionLog log;

  public LongConnections(ConnectionLog log) {
    this.log = log;
  }

  /**
   * @param limit rows wanted; 0 = 10, at most 1,000
   */
  public Answer ask(Scope scope, int limit) {
    int rows = TopTalkers.ROWS.of(limit);
    int step = 0;
    Aggregate answer = lasting(AT_LEAST.getFirst(), scope, rows);
    while (answer.groups() < rows && ++step < AT_LEAST.size()) {
      answer = lasting(AT_LEAST.get(step), scope, rows);
    }
    return new Answer(
        answer.rows().stream().map(LongConnections::row).toList(), answer.completeness());
  }

  private Aggregate lasting(String least, Scope scope, int rows) {
    Scope lasting =
        least.isEmpty()
            ? scope
            : scope.filtered(GroupColumns.and(scope.filter(), "duration >= " + least));
    return log.aggregate(new AggregateQuestion(lasting, COLUMNS, MEASURES, DURATION, rows, null));
  }

  private static Row row(Aggregate.Row row) {
    return new Row(
        row.key(0),
        Boolean.parseBoolean(row.key(1)),
        new Peers(row.key(2), row.key(3), row.key(4), row.key(5)),
        row.key(6),
        row.key(7),
        ServiceSummary.instant(row.value(4)),
        ServiceSummary.instant(row.value(5)),
        Totals.of(row));
  }

  /** Rows, the longest first. */
  public record Answer(List<Row> rows, Completeness completeness) {}

  /** Who talked to whom. */
  public record Peers(String protocol, String client, String server, String serverPort) {}

  /**
   * One connection.
   *
   * @param hostname empty where none was seen
   */
  public record Row(
      String id,
      boolean open,
      Peers peers,
      String service,
      String hostname,
      Instant start,
      Instant end,
      Totals totals) {
    public Duration duration() {
      return Duration.between(start, end);
    }

    /** Of this connection alone. */
    public String filter() {
      return "id = " + id;
    }
  }
}
