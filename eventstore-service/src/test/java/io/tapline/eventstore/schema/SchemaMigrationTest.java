package io.tapline.eventstore.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.rpc.Refusal;
import io.tapline.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SchemaMigrationTest {
  @Test
  void a_database_is_migrated_once_and_refused_when_a_newer_program_was_there()
      throws SQLException {
    try (TestPostgres postgres = TestPostgres.empty()) {
      SchemaMigration migration = migration(postgres);
      assertThatThrownBy(migration::requireDone).isInstanceOf(Refusal.class);
      migration.migrate();
      migration.migrate();
      migration.requireDone();
      assertThat(migration.version()).isEqualTo("23");

      pretendNewer(postgres);
      assertThatThrownBy(migration::migrate)
          .isInstanceOf(Refusal.class)
          .hasMessage(
              "The database's schema eventstore has version 99, which is newer than this program;"
                  + " start the newer program.");
    }
  }

  @Test
  void a_database_that_is_away_is_named_in_one_sentence() {
    SchemaMigration migration =
        new SchemaMigration("postgresql://localhost:1/x", "me", "", Duration.ofSeconds(1));
    assertThatThrownBy(migration::migrate)
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("The database of the event store cannot be prepared: ")
        .hasMessageContaining("jdbc:postgresql://localhost:1/x")
        .hasMessageNotContaining("\n");
  }

  @Test
  void a_database_that_comes_within_the_patience_is_waited_for() throws Exception {
    try (TestPostgres server = TestPostgres.empty();
        Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      String name = server.name() + "_later";
      SchemaMigration migration = migration(name, Duration.ofSeconds(60));
      Thread migrating = Thread.ofVirtual().start(migration::migrate);
      assertThat(migrating.join(Duration.ofMillis(500))).isFalse();
      statement.execute("create database " + name);
      try {
        migrating.join();
        assertThat(migration.version()).isNotEmpty();
      } finally {
        statement.execute("drop database " + name + " with (force)");
      }
    }
  }

  private static SchemaMigration migration(TestPostgres postgres) {
    return migration(postgres.name(), Duration.ofSeconds(1));
  }

  private static SchemaMigration migration(String database, Duration patience) {
    String url =
        "vertx-reactive:postgresql://localhost:%d/%s".formatted(TestPostgres.port(), database);
    return new SchemaMigration(url, TestPostgres.USER, TestPostgres.PASSWORD, patience);
  }

  private static void pretendNewer(TestPostgres postgres) throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      int rows =
          statement.executeUpdate(
              """
              insert into eventstore.schema_history (installed_rank, version, description, type,
                script, checksum, installed_by, execution_time, success)
              values (99, '99', 'future', 'SQL', 'V99__future.sql', 1, 'test', 1, true)""");
      assertThat(rows).isEqualTo(1);
    }
  }
}
