package io.tapline.flowlog.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.store.TestDatabase;
import io.tapline.rpc.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlowlogMigrationTest {
  @Test
  void migrating_again_changes_nothing_and_a_newer_database_is_refused() throws Exception {
    try (TestDatabase database = new TestDatabase()) {
      database.execute("INSERT INTO flowlog.source (id, sensor, name) VALUES (1, 'a', 'b')");
      database.migrate();
      assertThat(database.number("SELECT count(*) FROM flowlog.source")).isEqualTo(1);
      database.execute(
          """
          INSERT INTO flowlog.schema_history
          SELECT installed_rank + 1, '999', 'later', type, 'V999__later.sql', 1, installed_by, now(), 1, true
          FROM flowlog.schema_history ORDER BY installed_rank DESC LIMIT 1""");
      assertThatThrownBy(database::migrate)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("newer version of Tapline (schema 999)");
    }
  }

  @Test
  void a_database_that_is_away_is_said_in_one_sentence() {
    FlowlogMigration migration =
        new FlowlogMigration("jdbc:postgresql://localhost:1/none", "u", "p", Duration.ofSeconds(1));
    assertThatThrownBy(migration::run)
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("The database of the connection log cannot be prepared: ");
  }
}
