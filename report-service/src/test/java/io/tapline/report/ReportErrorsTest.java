package io.tapline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smallrye.mutiny.Uni;
import io.tapline.report.ReportException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportErrorsTest {
  private static final Problem FILTER =
      new Problem(
          "INVALID_ARGUMENT",
          "INVALID_FILTER",
          "flowlog.tapline",
          "Filter, character 3: expected an operator.",
          Map.of("position", "3"),
          List.of(new Problem.Violation("filter", "expected an operator")));

  @Test
  void a_problem_survives_the_wire() {
    StatusRuntimeException wire =
        ReportErrors.toStatus(ReportException.passedOn(FILTER, new Exception()));
    assertThat(ReportErrors.fromStatus(wire, Reason.LOG_UNAVAILABLE).problem()).isEqualTo(FILTER);
  }

  @Test
  void a_service_that_is_away_has_our_reason_and_a_sentence() {
    ReportException log =
        ReportErrors.fromStatus(Status.UNAVAILABLE.asRuntimeException(), Reason.LOG_UNAVAILABLE);
    assertThat(log.problem().reason()).isEqualTo("LOG_UNAVAILABLE");
    assertThat(log.problem().code()).isEqualTo("UNAVAILABLE");
    ReportException store =
        ReportErrors.fromStatus(
            Status.UNAVAILABLE.asRuntimeException(), Reason.EVENT_STORE_UNAVAILABLE);
    assertThat(store.problem().detail()).startsWith("The event store");
  }

  @Test
  void a_service_that_says_why_it_is_unavailable_is_passed_on() {
    Problem away =
        new Problem(
            "UNAVAILABLE", "STORE_UNAVAILABLE", "flowlog.tapline", "x", Map.of(), List.of());
    StatusRuntimeException wire =
        ReportErrors.toStatus(ReportException.passedOn(away, new Exception()));
    assertThat(ReportErrors.fromStatus(wire, Reason.LOG_UNAVAILABLE).problem()).isEqualTo(away);
  }

  @Test
  void a_code_without_details_is_its_own_reason() {
    ReportException e =
        ReportErrors.fromStatus(
            Status.NOT_FOUND.withDescription("no such event").asRuntimeException(),
            Reason.EVENT_STORE_UNAVAILABLE);
    assertThat(e.problem().reason()).isEqualTo("NOT_FOUND");
    assertThat(e.problem().detail()).isEqualTo("no such event");
  }

  @Test
  void no_answer_in_time_is_the_same_as_being_away() {
    Uni<String> never = Uni.createFrom().nothing();
    assertThatThrownBy(
            () -> ReportErrors.await(never, Duration.ofMillis(20), Reason.LOG_UNAVAILABLE))
        .isInstanceOfSatisfying(
            ReportException.class,
            e -> assertThat(e.problem().reason()).isEqualTo("LOG_UNAVAILABLE"));
  }
}
