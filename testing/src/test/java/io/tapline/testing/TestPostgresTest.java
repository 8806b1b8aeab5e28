package io.tapline.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TestPostgresTest {
  @Test
  void copies_of_a_template_are_filled_once_and_know_nothing_of_each_other() throws Exception {
    AtomicInteger fills = new AtomicInteger();
    try (TestPostgres first = copy(fills);
        TestPostgres second = copy(fills)) {
      execute(first, "INSERT INTO fruit VALUES ('pear')");
      assertThat(count(first)).isEqualTo(2);
      assertThat(count(second)).isEqualTo(1);
    }
    assertThat(fills).hasValue(1);
  }

  @Test
  void a_closed_database_is_gone_though_somebody_is_connected() throws Exception {
    TestPostgres database = TestPostgres.empty();
    try (Connection held = database.connect()) {
      database.close();
      assertThat(held.isValid(1)).isFalse();
    }
    assertThatThrownBy(database::connect)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining(database.name());
  }

  private static TestPostgres copy(AtomicInteger fills) {
    return TestPostgres.copyOf(
        "fruits",
        template -> {
          fills.incrementAndGet();
          execute(template, "CREATE TABLE fruit (name text); INSERT INTO fruit VALUES ('apple')");
        });
  }

  private static void execute(TestPostgres database, String sql) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static long count(TestPostgres database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM fruit")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
