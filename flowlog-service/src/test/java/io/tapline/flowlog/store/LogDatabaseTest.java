package io.tapline.flowlog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.smallrye.mutiny.Uni;
import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;
import io.tapline.testing.Await;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database that goes away is unavailable, in whatever words its client says so. */
class LogDatabaseTest {
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  @Test
  void every_statement_on_a_connection_whose_backend_died_says_unavailable() throws Exception {
    try (LogTransaction transaction = database.log().begin()) {
      int backend = transaction.run(LogDatabaseTest::ownBackend).iterator().next().getInteger(0);
      database.execute("SELECT pg_terminate_backend(" + backend + ")");
      awaitGone(backend);
      assertUnavailable(catchThrowable(() -> transaction.run(LogDatabaseTest::ownBackend)));
      assertUnavailable(catchThrowable(() -> transaction.run(LogDatabaseTest::ownBackend)));
      assertUnavailable(catchThrowable(transaction::commit));
    }
  }

  @Test
  void a_statement_that_would_be_refused_again_is_no_outage() {
    for (String sql :
        List.of(
            "SELECT 1 / 0",
            "SELECT 'x'::integer",
            "SELECT * FROM flowlog.no_such_table",
            "INSERT INTO flowlog.source (id, sensor, name) VALUES (1, NULL, 'x')")) {
      assertThatThrownBy(() -> database.log().read(sql))
          .isInstanceOfSatisfying(
              Refusal.class,
              e -> {
                assertThat(e.reason()).as(sql).isEqualTo(Reason.STORE_REFUSED);
                assertThat(e.details()).containsKey("sqlstate");
              });
    }
  }

  @Test
  void a_statement_that_may_be_answered_later_is_an_outage() {
    for (String state : List.of("53100", "57P03", "40001", "55P03", "XX000")) {
      assertUnavailable(catchThrowable(() -> database.log().read(raise(state))));
    }
  }

  private static String raise(String sqlState) {
    return "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '%s'; END $$".formatted(sqlState);
  }

  private static Uni<RowSet<Row>> ownBackend(SqlConnection connection) {
    return connection.query("SELECT pg_backend_pid()").execute();
  }

  private static void awaitGone(int backend) {
    String sessions = "SELECT count(*) FROM pg_stat_activity WHERE pid = " + backend;
    Await.until("the backend ends", () -> database.number(sessions) == 0);
  }

  private static void assertUnavailable(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.STORE_UNAVAILABLE));
  }
}
