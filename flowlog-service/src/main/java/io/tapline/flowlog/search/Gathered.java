package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Sql;
import java.sql.SQLException;

/**
 * Rows gathered from one group of segments after the other, in a temporary table of the question's
 * connection. The engine puts on disk what does not fit into its memory. For one thread; a question
 * has one at a time.
 */
final class Gathered implements AutoCloseable {
  private static final String NAME = "gathered";

  private final Scan scan;
  private boolean exists;

  Gathered(Scan scan) {
    this.scan = scan;
  }

  /**
   * Adds the rows of a statement over open segments; the first one says which columns there are.
   */
  void add(OpenScan open, Sql rows) throws SQLException {
    open.execute(
        new Sql()
            .add(
                exists ? "INSERT INTO " + NAME + " BY NAME " : "CREATE TEMP TABLE " + NAME + " AS ")
            .add(rows));
    exists = true;
  }

  Sql table() {
    return new Sql().add(NAME);
  }

  /** The room is free again. */
  @Override
  public void close() throws SQLException {
    if (exists) {
      scan.execute(new Sql().add("DROP TABLE " + NAME));
    }
  }
}
