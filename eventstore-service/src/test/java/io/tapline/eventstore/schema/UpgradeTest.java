package io.tapline.eventstore.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Events that an earlier version stored, and the windows that they opened, are there afterwards.
 * Version 2 is the last whose tables a start may find: those after it came together.
 */
class UpgradeTest {
  private static final int RETENTION = 2;

  /** An event that opened a window, and one that the window kept back. */
  private static final String EVENTS =
      """
      INSERT INTO eventstore.event
      SELECT id, '2026-03-01T12:00:00Z', '2026-03-01T12:00:01Z', '{Recon.Scanning}', 'A scan', '{192.0.2.66}',
        '{192.0.2.80}', '{}', '{22}', '{}', '{}', '{tcp}', '{io.tapline.report}', '{}', 'scan', 'HIGH', '{}', '{}',
        outcome, 'scan+++192.0.2.66', '{"Format": "IDEA0"}', 19
      FROM (VALUES ('first', 'NEW'), ('second', 'THRESHOLDED')) AS stored (id, outcome);
      INSERT INTO eventstore.event_address SELECT id, '[192.0.2.66,192.0.2.66]' FROM eventstore.event;
      INSERT INTO eventstore.decision
      SELECT id, decision_key, outcome, 'because', '2026-03-01T12:00:00Z', '2026-03-02T00:00:00Z',
        '2026-03-02T12:00:00Z', 'first', 1, NULL FROM eventstore.event;
      INSERT INTO eventstore.threshold (key, window_start, relapse_start, window_end, opened_by_event_id,
        thresholded_count)
      VALUES ('scan+++192.0.2.66', '2026-03-01T12:00:00Z', '2026-03-02T00:00:00Z', '2026-03-02T12:00:00Z', 'first', 1)""";

  @TestFactory
  List<DynamicTest> events_of_earlier_versions_are_kept() {
    try (TestPostgres any = TestPostgres.empty()) {
      return Stream.of(flyway(any).load().info().all())
          .map(MigrationInfo::getVersion)
          .filter(version -> Integer.parseInt(version.getVersion()) <= RETENTION)
          .map(
              version ->
                  DynamicTest.dynamicTest(
                      "of version " + version,
                      () -> upgrade(Integer.parseInt(version.getVersion()))))
          .toList();
    }
  }

  private static FluentConfiguration flyway(TestPostgres database) {
    return Flyway.configure()
        .dataSource(database.jdbcUrl(), TestPostgres.USER, TestPostgres.PASSWORD)
        .schemas("eventstore")
        .defaultSchema("eventstore")
        .table("schema_history")
        .locations("classpath:db/eventstore");
  }

  private static void upgrade(int version) throws SQLException {
    try (TestPostgres database = TestPostgres.empty()) {
      var _ = flyway(database).target(Integer.toString(version)).load().migrate();
      try (Connection connection = database.connect();
          Statement sql = connection.createStatement()) {
        sql.execute(EVENTS);
        if (version >= RETENTION) {
          sql.execute(
              "INSERT INTO eventstore.retention (reason, events, last_detect_time) VALUES ('age',"
                  + " 3, now())");
        }
        SchemaMigration migration =
            new SchemaMigration(
                "vertx-reactive:postgresql://localhost:%d/%s"
                    .formatted(TestPostgres.port(), database.name()),
                TestPostgres.USER,
                TestPostgres.PASSWORD,
                Duration.ofSeconds(1));
        migration.migrate();
        migration.requireDone();
        assertKept(sql, version);
      }
    }
  }

  private static void assertKept(Statement sql, int version) throws SQLException {
    assertThat(
            text(
                sql,
                "SELECT string_agg(id || ' ' || outcome, ', ' ORDER BY id) FROM eventstore.event"))
        .isEqualTo("first NEW, second THRESHOLDED");
    assertThat(
            text(
                sql, "SELECT count(*) FROM eventstore.decision WHERE opened_by_event_id = 'first'"))
        .isEqualTo("2");
    assertThat(
            text(
                sql,
                "SELECT thresholded_count || ' ' || (touch_time IS NOT NULL) FROM"
                    + " eventstore.threshold"))
        .isEqualTo("1 true");
    assertThat(
            text(
                sql,
                "SELECT count(*) FROM eventstore.event_address"
                    + " WHERE side = 's' AND low = '192.0.2.66' AND high = '192.0.2.66'"))
        .isEqualTo("2");
    assertThat(text(sql, "SELECT count(*) FROM eventstore.retention"))
        .isEqualTo(version >= RETENTION ? "1" : "0");
  }

  private static String text(Statement sql, String query) throws SQLException {
    try (ResultSet rows = sql.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
