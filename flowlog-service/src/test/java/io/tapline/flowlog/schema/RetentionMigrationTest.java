package io.tapline.flowlog.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A log from before retention is taken over where it is. */
class RetentionMigrationTest {
  @Test
  void bytes_of_an_earlier_version_stay_in_place_and_leave_with_their_segment() throws Exception {
    try (TestPostgres postgres = TestPostgres.empty();
        Connection connection = postgres.connect();
        Statement sql = connection.createStatement()) {
      String url = postgres.jdbcUrl();
      SchemaVersions.migrate(url, "3");
      sql.execute(
          """
          INSERT INTO flowlog.segment (open, level, format_version, min_start, max_start, max_end, row_count, packets,
            bytes, size_bytes, sha256, address_filter)
          SELECT false, 0, 2, 1, 2, 3, 4, 5, 6, 7, 'x', '' FROM generate_series(1, 3)""");
      sql.execute(
          "INSERT INTO flowlog.segment_bytes SELECT id, convert_to(repeat('a', 100000), 'UTF8')"
              + " FROM flowlog.segment");
      sql.execute(
          """
          INSERT INTO flowlog.source (id, sensor, name) VALUES (1, 'probe', 'eth0');
          UPDATE flowlog.segment SET open = true, source_id = 1, open_number = id WHERE id > 1;
          INSERT INTO flowlog.open_state SELECT id, 'state' FROM flowlog.segment WHERE open""");
      long file = number(sql, "SELECT pg_relation_filenode('flowlog.segment_bytes')");
      new FlowlogMigration(url, "postgres", "postgres", Duration.ofSeconds(10)).run();
      assertThat(number(sql, "SELECT pg_relation_filenode('flowlog.segment_bytes_fresh')"))
          .isEqualTo(file);
      assertThat(number(sql, "SELECT sum(length(bytes)) FROM flowlog.segment_bytes"))
          .isEqualTo(300_000);
      sql.execute("DELETE FROM flowlog.segment WHERE id = 2");
      assertThat(number(sql, "SELECT count(*) FROM flowlog.segment_bytes")).isEqualTo(2);
      assertThat(number(sql, "SELECT max(segment_id) FROM flowlog.open_state")).isEqualTo(3);
      assertThat(number(sql, "SELECT count(*) FROM flowlog.open_state")).isEqualTo(1);
    }
  }

  private static long number(Statement sql, String query) throws SQLException {
    try (ResultSet rows = sql.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
