package io.tapline.flowlog.schema;

import io.tapline.flowlog.assemble.StoredTableTest;
import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.segment.StoredSegmentTest;
import io.tapline.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A small log as each version of the schema held it: one source that goes on after 100 frames, a
 * segment of closed connections and one of open ones, two losses, and the state of the worker in
 * the format of the time.
 */
final class FilledLog {
  /** The state of the worker holds the open connections itself. */
  private static final int STATE_IN_SEGMENTS = 3;

  private static final int RETENTION = 4;
  private static final int LOSSES_IN_UNITS = 5;
  private static final int COVERAGE = 6;

  private static final long CLOSED = 1;
  private static final long OPEN = 2;

  private final int version;
  private final Connection connection;

  private FilledLog(int version, Connection connection) {
    this.version = version;
    this.connection = connection;
  }

  static void fill(TestPostgres database, int version) throws Exception {
    try (Connection connection = database.connect()) {
      new FilledLog(version, connection).fill();
    }
  }

  private void fill() throws Exception {
    execute(
        """
        INSERT INTO flowlog.source (id, sensor, name, epoch, checkpoint, next_position, frames, bytes,
          closed_connections, open_connections, outcomes, first_frame_time, last_frame_time, create_time, checkpoint_time)
        VALUES (1, 'probe', 'eth0', 3, 7, 100, 100, 6000, 40, 40, '{"connection": 99, "arp": 1}', %d, %d,
          '2024-06-01T00:00:00Z', '2024-06-01T00:00:01Z')"""
            .formatted(Row.T0, Row.T0 + 1_000_000_000L));
    losses();
    byte[] bytes = StoredSegmentTest.golden(StoredSegmentTest.OLDEST).bytes();
    segment(CLOSED, bytes);
    segment(OPEN, bytes);
    state();
    execute("UPDATE flowlog.clock SET sequence = 7");
    execute("INSERT INTO flowlog.change VALUES (7, %d, %d)".formatted(Row.T0, Row.T0 + 1));
    if (version >= COVERAGE) {
      execute(
          "UPDATE flowlog.source SET first_covered_time = first_frame_time,"
              + " last_covered_time = last_frame_time");
    }
    if (version >= RETENTION) {
      execute(
          """
          INSERT INTO flowlog.retention (day, reason, segments, connections, packets, size_bytes, min_start, max_start)
          VALUES (19000, 'age', 1, 5, 50, 500, 1, 2)""");
    }
  }

  /** Seven frames, and something of unknown size. */
  private void losses() throws SQLException {
    if (version >= LOSSES_IN_UNITS) {
      execute("UPDATE flowlog.source SET lost = '{\"frames\": 7, \"unknown\": 1}', next_loss = 3");
      loss("lost, unit, number", "7, 'frames', 1", "capture.kernel");
      loss("lost, unit, number", "0, 'unknown', 2", "capture.restart");
    } else {
      execute("UPDATE flowlog.source SET lost_frames = 7");
      loss("frames", "7", "capture.kernel");
      loss("frames", "0", "capture.restart");
    }
  }

  private void loss(String columns, String values, String hop) throws SQLException {
    execute(
        """
        INSERT INTO flowlog.loss (source_id, hop, start_time, end_time, description, before_position, %s)
        VALUES (1, '%s', %d, %d, 'gone', 50, %s)"""
            .formatted(columns, hop, Row.T0, Row.T0 + 1_000, values));
  }

  private void segment(long id, byte[] bytes) throws Exception {
    List<Row> rows = StoredSegmentTest.packets();
    execute(
        """
        INSERT INTO flowlog.segment (source_id, open, level, format_version, min_start, max_start, max_end, row_count,
          packets, bytes, size_bytes, sha256, address_filter, create_time)
        VALUES (1, %b, 0, 1, %d, %d, %d, %d, %d, %d, %d, '%s', '', '2024-06-01T00:00:01Z')"""
            .formatted(
                id == OPEN,
                rows.stream().mapToLong(Row::startNanos).min().orElseThrow(),
                rows.stream().mapToLong(Row::startNanos).max().orElseThrow(),
                rows.stream().mapToLong(Row::endNanos).max().orElseThrow(),
                rows.size(),
                rows.stream().mapToLong(row -> row.clientPackets() + row.serverPackets()).sum(),
                rows.stream().mapToLong(row -> row.clientBytes() + row.serverBytes()).sum(),
                bytes.length,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))));
    insert("INSERT INTO flowlog.segment_bytes VALUES (" + id + ", ?)", bytes);
  }

  private void state() throws SQLException, IOException {
    String insert = "INSERT INTO flowlog.source_state VALUES (1, ?)";
    if (version < STATE_IN_SEGMENTS) {
      insert(insert, resource("/io/tapline/flowlog/assemble/table-v2.snapshot"));
      return;
    }
    execute("UPDATE flowlog.segment SET open_number = 1 WHERE open");
    insert(insert, stored("table"));
    insert("INSERT INTO flowlog.open_state VALUES (" + OPEN + ", ?)", stored("open 1"));
  }

  private static byte[] stored(String name) {
    return StoredTableTest.NEWEST
        .text()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> HexFormat.of().parseHex(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stored = FilledLog.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(stored, name).readAllBytes();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void insert(String sql, byte[] bytes) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setBytes(1, bytes);
      statement.execute();
    }
  }
}
