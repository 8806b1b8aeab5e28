package io.tapline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smallrye.mutiny.Uni;
import io.tapline.rpc.Code;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.RefusalReason;
import io.tapline.rpc.grpc.Statuses;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpstreamCallTest {
  private record LogReason(String name, Code code) implements RefusalReason {
    @Override
    public String domain() {
      return "flowlog.tapline";
    }
  }

  private static void assertPassedOn(Refusal refusal) {
    Refusal passed = UpstreamCall.refusal(Statuses.of(refusal), Reason.LOG_UNAVAILABLE);
    assertThat(passed.reason().name()).isEqualTo(refusal.reason().name());
    assertThat(passed.reason().domain()).isEqualTo("flowlog.tapline");
    assertThat(passed.reason().code()).isEqualTo(refusal.reason().code());
    assertThat(passed.sentence()).isEqualTo(refusal.sentence());
    assertThat(passed.details()).isEqualTo(refusal.details());
    assertThat(passed.violations()).isEqualTo(refusal.violations());
  }

  @Test
  void a_refusal_of_another_service_is_passed_on() {
    assertPassedOn(
        Refusal.ofField(
            new LogReason("INVALID_FILTER", Code.INVALID_ARGUMENT),
            "filter",
            "Filter, character 3: expected an operator.",
            Map.of("position", "3")));
  }

  @Test
  void a_service_that_says_why_it_is_unavailable_is_passed_on() {
    assertPassedOn(new Refusal(new LogReason("STORE_UNAVAILABLE", Code.UNAVAILABLE), "x"));
  }

  @Test
  void a_service_that_is_away_has_our_reason_and_a_sentence() {
    StatusRuntimeException away = Status.UNAVAILABLE.asRuntimeException();
    Refusal log = UpstreamCall.refusal(away, Reason.LOG_UNAVAILABLE);
    assertThat(log.reason()).isEqualTo(Reason.LOG_UNAVAILABLE);
    assertThat(log.reason().code()).isEqualTo(Code.UNAVAILABLE);
    Refusal store = UpstreamCall.refusal(away, Reason.EVENT_STORE_UNAVAILABLE);
    assertThat(store.sentence()).startsWith("The event store");
  }

  @Test
  void a_code_without_details_is_its_own_reason() {
    Refusal refusal =
        UpstreamCall.refusal(
            Status.NOT_FOUND.withDescription("no such event").asRuntimeException(),
            Reason.EVENT_STORE_UNAVAILABLE);
    assertThat(refusal.reason().name()).isEqualTo("NOT_FOUND");
    assertThat(refusal.sentence()).isEqualTo("no such event");
  }

  @Test
  void no_answer_in_time_is_the_same_as_being_away() {
    Uni<String> never = Uni.createFrom().nothing();
    assertThatThrownBy(
            () -> UpstreamCall.await(never, Duration.ofMillis(20), Reason.LOG_UNAVAILABLE))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.LOG_UNAVAILABLE));
  }
}
