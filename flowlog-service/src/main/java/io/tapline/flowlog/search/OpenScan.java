package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Condition;
import io.tapline.flowlog.search.filter.Sql;
import io.tapline.flowlog.segment.SegmentPath;
import io.tapline.flowlog.segment.Side;
import io.tapline.flowlog.store.OpenParts;
import io.tapline.flowlog.store.StaleSnapshotException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Statements of one question over segments whose files are on local disk. For one thread. */
final class OpenScan implements AutoCloseable {
  private final Scan scan;
  private final OpenParts open;
  private final Suspects suspects;

  OpenScan(Scan scan, OpenParts open, Suspects suspects) {
    this.scan = scan;
    this.open = open;
    this.suspects = suspects;
  }

  /** The segments that can hold rows of a case of the question. */
  List<SegmentPath> segments(int addressCase, Condition condition) {
    Optional<Side> side = suspects.mayReadCopies() ? condition.hostSide() : Optional.empty();
    return open.parts().stream()
        .filter(each -> each.part().mayHold(addressCase))
        .map(each -> side.map(each::sortedBy).orElseGet(each::path))
        .toList();
  }

  /**
   * Runs a statement.
   *
   * @throws StaleSnapshotException when it failed on a file that the next attempt does without
   */
  <T> T ask(Sql sql, Scan.Rows<T> rows) throws SQLException {
    try {
      return scan.ask(sql, rows);
    } catch (SQLException e) {
      throw examined(e);
    }
  }

  /** Runs a statement that has no answer; throws as {@link #ask} does. */
  void execute(Sql sql) throws SQLException {
    try {
      scan.execute(sql);
    } catch (SQLException e) {
      throw examined(e);
    }
  }

  private SQLException examined(SQLException e) {
    if (suspects.find(e, open, scan)) {
      throw new StaleSnapshotException("A file cannot be read: " + e.getMessage());
    }
    return e;
  }

  @Override
  public void close() {
    open.close();
  }
}
