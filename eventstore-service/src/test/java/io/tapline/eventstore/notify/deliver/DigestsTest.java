package io.tapline.eventstore.notify.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.notify.Outbox;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DigestsTest {
  private static final int MAX_PENDING = 3;

  private static StoreOnPostgres store;

  @BeforeAll
  static void start() throws IOException {
    store = new StoreOnPostgres();
  }

  @AfterAll
  static void stop() throws IOException {
    store.close();
  }

  @BeforeEach
  void clear() {
    store.execute("TRUNCATE eventstore.notice CASCADE");
  }

  private static Digests digests() {
    return new Digests(store.pool, new Outbox("mail"), MAX_PENDING);
  }

  private static void notices(String channel, String state, String due, int count) {
    store.execute(
        """
        INSERT INTO eventstore.notice (channel, idempotency_key, subject, body, event_id, outcome,
          state, next_time)
        SELECT '%1$s', '%1$s-' || n, 'event ' || n, '', 'e' || n, 'NEW', '%2$s', %3$s
        FROM generate_series(1, %4$d) n\
        """
            .formatted(channel, state, due, count));
  }

  @Test
  void only_channels_with_a_digest_that_is_due_are_looked_at() {
    notices("few", "PENDING", "now()", MAX_PENDING);
    notices("many", "PENDING", "now() + interval '1 hour'", MAX_PENDING + 1);
    notices("held", "HELD", "now()", 1);
    notices("early", "HELD", "now() + interval '1 hour'", MAX_PENDING + 1);
    notices("over", "SENT", "now()", MAX_PENDING + 1);
    assertThat(digests().ripe()).containsExactly("held", "many");
    assertThat(digests().run("many")).isEqualTo(MAX_PENDING);
    assertThat(digests().run("held")).as("one is sent by itself").isZero();
    assertThat(digests().ripe()).isEmpty();
  }

  /** Each look for what is due in one channel would wait: it locks what it finds. */
  @Test
  void the_look_for_channels_waits_for_nobody() throws SQLException {
    try (Connection other = store.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE eventstore.notice IN EXCLUSIVE MODE");
      assertThat(digests().ripe()).isEmpty();
      other.rollback();
    }
  }
}
