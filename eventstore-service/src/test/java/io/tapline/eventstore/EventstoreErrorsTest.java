package io.tapline.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.tapline.eventstore.EventstoreException.Reason;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class EventstoreErrorsTest {
  @Test
  void a_database_that_is_away_is_unavailable() {
    assertThat(reason(new IllegalStateException(new ConnectException("refused"))))
        .isEqualTo(Reason.STORE_UNAVAILABLE);
    assertThat(reason(new PgException("shutting down", "FATAL", "57P01", "")))
        .isEqualTo(Reason.STORE_UNAVAILABLE);
    assertThat(reason(new VertxException("Connection is closed", true)))
        .isEqualTo(Reason.STORE_UNAVAILABLE);
  }

  @Test
  void what_is_unknown_is_internal_and_says_nothing_of_its_insides() {
    EventstoreException explained =
        EventstoreErrors.explain(new PgException("x", "ERROR", "42P01", ""));
    assertThat(explained.reason()).isEqualTo(Reason.INTERNAL);
    assertThat(EventstoreErrors.status(explained).getStatus().getDescription())
        .doesNotContain("42P01");
  }

  @Test
  void every_reason_has_a_code() {
    for (Reason reason : Reason.values()) {
      Status.Code code =
          EventstoreErrors.status(new EventstoreException(reason, "why")).getStatus().getCode();
      assertThat(code).isNotEqualTo(Status.Code.OK).isNotEqualTo(Status.Code.UNKNOWN);
    }
  }

  private static Reason reason(Throwable failure) {
    return EventstoreErrors.explain(failure).reason();
  }
}
