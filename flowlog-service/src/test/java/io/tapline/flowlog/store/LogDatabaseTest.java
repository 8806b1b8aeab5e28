package io.tapline.flowlog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.smallrye.mutiny.Uni;
import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A database that goes away is unavailable, in whatever words its client says so. */
class LogDatabaseTest {
  private static TestDatabase database;

  @BeforeAll
  static void start() throws IOException {
    database = new TestDatabase();
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
  }

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

  private static void awaitGone(int backend) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    String sessions = "SELECT count(*) FROM pg_stat_activity WHERE pid = " + backend;
    while (database.number(sessions) > 0) {
      assertThat(System.nanoTime()).as("the backend ends").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static void assertUnavailable(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.STORE_UNAVAILABLE));
  }
}
