package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Sql;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.store.SegmentSnapshot;
import io.tapline.flowlog.store.SegmentSnapshot.Part;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.duckdb.DuckDBConnection;

/**
 * One question over the segments that can hold its answer. Segments are opened in groups, and a
 * group's files are on local disk while it is open only, so however much a question reads, at most
 * {@code pinBytes} are kept for it at a time, or one segment that is larger. For one thread.
 */
final class Scan {
  private final DuckDb.Turn turn;
  private final DuckDBConnection connection;
  private final SegmentSnapshot snapshot;
  private final List<Part> parts;
  private final Watchdog watchdog;
  private final Suspects suspects;
  private final long pinBytes;
  private final Set<Long> opened = new HashSet<>();

  /**
   * @param parts those of the snapshot that can be read
   */
  Scan(
      DuckDb.Turn turn,
      DuckDBConnection connection,
      SegmentSnapshot snapshot,
      List<Part> parts,
      Watchdog watchdog,
      Suspects suspects,
      long pinBytes) {
    this.turn = turn;
    this.connection = connection;
    this.snapshot = snapshot;
    this.parts = parts;
    this.watchdog = watchdog;
    this.suspects = suspects;
    this.pinBytes = pinBytes;
  }

  /** Reads the rows of an answer. */
  interface Rows<T> {
    T read(ResultSet rows) throws SQLException;
  }

  /** What is done with segments that are open. */
  interface Work<T> {
    T run(OpenScan open) throws SQLException;
  }

  List<Part> parts() {
    return parts;
  }

  /** All segments in groups that may be open at a time; at least one group, perhaps empty. */
  List<List<Part>> groups() {
    return groups(parts);
  }

  /** These segments in groups that may be open at a time; at least one group, perhaps empty. */
  List<List<Part>> groups(List<Part> some) {
    List<List<Part>> groups = new ArrayList<>();
    List<Part> group = new ArrayList<>();
    long bytes = 0;
    for (Part part : some) {
      bytes += part.segment().sizeBytes();
      if (bytes > pinBytes && !group.isEmpty()) {
        groups.add(group);
        group = new ArrayList<>();
        bytes = part.segment().sizeBytes();
      }
      group.add(part);
    }
    groups.add(group);
    return groups;
  }

  /** Brings the segments to local disk; the caller closes them. */
  OpenScan open(List<Part> group) {
    watchdog.check();
    OpenScan open = new OpenScan(this, snapshot.open(group, watchdog::check), suspects);
    group.forEach(part -> opened.add(part.segment().id()));
    return open;
  }

  /** The work over one group after the other, put together. */
  <T> T overGroups(Work<T> work, BinaryOperator<T> add) throws SQLException {
    List<List<Part>> groups = groups();
    T sum = over(groups.getFirst(), work);
    for (List<Part> group : groups.subList(1, groups.size())) {
      sum = add.apply(sum, over(group, work));
    }
    return sum;
  }

  /** The work over one group. */
  <T> T over(List<Part> group, Work<T> work) throws SQLException {
    try (OpenScan open = open(group)) {
      return work.run(open);
    }
  }

  /** What is done with segments that are open, without an outcome. */
  interface Step {
    void run(OpenScan open) throws SQLException;
  }

  /** The step over one group. */
  void run(List<Part> group, Step step) throws SQLException {
    try (OpenScan open = open(group)) {
      step.run(open);
    }
  }

  /** Numbers of the segments that had to be opened so far. */
  Set<Long> opened() {
    return Set.copyOf(opened);
  }

  /** Runs a statement over tables of the connection. */
  <T> T ask(Sql sql, Rows<T> rows) throws SQLException {
    return watched(
        sql,
        statement -> {
          try (ResultSet result = turn.run(statement::executeQuery)) {
            return rows.read(result);
          }
        });
  }

  /** Runs a statement that has no answer. */
  void execute(Sql sql) throws SQLException {
    watched(sql, statement -> turn.run(statement::execute));
  }

  /** How a statement is run. */
  private interface Run<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  private <T> T watched(Sql sql, Run<T> run) throws SQLException {
    watchdog.check();
    try (PreparedStatement statement = turn.run(() -> prepare(sql))) {
      watchdog.watch(statement);
      return run.of(statement);
    } catch (SQLException e) {
      watchdog.check();
      throw e;
    } finally {
      watchdog.watch(null);
    }
  }

  private PreparedStatement prepare(Sql sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.text());
    List<Object> values = sql.values();
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement;
  }

  Watchdog watchdog() {
    return watchdog;
  }

  SegmentSnapshot snapshot() {
    return snapshot;
  }
}
