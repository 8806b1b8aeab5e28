package io.tapline.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.rpc.Refusal;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class StoreFailuresTest {
  @Test
  void a_database_that_is_away_is_unavailable() {
    assertAway(new IllegalStateException(new ConnectException("refused")));
    assertAway(new PgException("shutting down", "FATAL", "57P01", ""));
    assertAway(new VertxException("Connection is closed", true));
  }

  private static void assertAway(Throwable failure) {
    assertThat(StoreFailures.explain(failure))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.STORE_UNAVAILABLE));
  }

  @Test
  void a_key_that_is_taken_is_a_duplicate() {
    assertThat(StoreFailures.isDuplicate(new PgException("x", "ERROR", "23505", ""))).isTrue();
    assertThat(StoreFailures.isDuplicate(new PgException("x", "ERROR", "23503", ""))).isFalse();
  }

  @Test
  void a_refusal_is_found_behind_what_wraps_it() {
    Refusal refusal = new Refusal(Reason.EVENT_NOT_FOUND, "Not there.");
    assertThat(StoreFailures.explain(new IllegalStateException(refusal))).isSameAs(refusal);
  }

  @Test
  void what_is_unknown_stays_what_it_is() {
    PgException unknown = new PgException("x", "ERROR", "42P01", "");
    assertThat(StoreFailures.explain(unknown)).isSameAs(unknown);
  }
}
