package io.tapline.report.reports;

import io.tapline.report.Reason;
import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.Completeness;
import io.tapline.report.log.ConnectionLog;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import io.tapline.rpc.Limit;
import java.util.List;

/** Hosts on one side of the connections, largest first. */
public final class TopTalkers {
  static final Limit ROWS = new Limit(Reason.INVALID_LIMIT, "limit", 10, 1_000);

  /** Whose hosts are ranked. */
  public enum Side {
    CLIENT("client", "server"),
    SERVER("server", "client");

    private final String column;
    private final String peer;

    Side(String column, String peer) {
      this.column = column;
      this.peer = peer;
    }
  }

  /** What they are ranked by; an index into {@link Totals#MEASURES}. */
  public enum By {
    CONNECTIONS(0),
    PACKETS(1),
    BYTES(2);

    final int measure;

    By(int measure) {
      this.measure = measure;
    }

    /** What is ranked of a group. */
    public long of(Totals totals) {
      return switch (this) {
        case CONNECTIONS -> totals.connections();
        case PACKETS -> totals.packets();
        case BYTES -> totals.bytes();
      };
    }
  }

  private final ConnectionLog log;

  public TopTalkers(ConnectionLog log) {
    this.log = log;
  }

  /**
   * @param limit rows wanted; 0 = 10, at most 1,000
   */
  public Answer ask(Scope scope, Side side, By by, int limit) {
    int rows = ROWS.of(limit);
    Aggregate answer = log.aggregate(question(scope, side, by, rows));
    return new Answer(
        answer.rows().stream().map(TopTalkers::row).toList(),
        Totals.of(answer.total()),
        answer.groups(),
        answer.completeness());
  }

  private static AggregateQuestion question(Scope scope, Side side, By by, int rows) {
    List<Measure> measures =
        List.of(Measure.CONNECTIONS, Measure.PACKETS, Measure.BYTES, Measure.distinct(side.peer));
    return new AggregateQuestion(scope, List.of(side.column), measures, by.measure, rows, null);
  }

  private static Row row(Aggregate.Row row) {
    return new Row(row.key(0), Totals.of(row), row.value(3));
  }

  /** Rows, the totals of everything in scope, and how many hosts there are in all. */
  public record Answer(List<Row> rows, Totals total, long hosts, Completeness completeness) {}

  /** One host with the number of distinct hosts on the other side. */
  public record Row(String host, Totals totals, long peers) {}
}
