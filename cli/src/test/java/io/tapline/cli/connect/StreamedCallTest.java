package io.tapline.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Test;

class StreamedCallTest {
  private static final Metadata.Key<String> REASON =
      Metadata.Key.of("reason", Metadata.ASCII_STRING_MARSHALLER);

  private final StreamedCall<String> call = new StreamedCall<>();

  @Test
  void a_call_ends_with_what_the_server_sent() {
    assertThat(call.isDone()).isFalse();
    call.completed("totals", "the report without totals");
    assertThat(call.isDone()).isTrue();
    assertThat(call.await()).isEqualTo("totals");
  }

  @Test
  void a_server_that_sends_no_result_is_a_failure_that_says_what_is_missing() {
    call.completed(null, "the report without totals");
    assertThatThrownBy(call::await)
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessage("INTERNAL: the server ended the report without totals");
  }

  @Test
  void a_refusal_keeps_its_code_and_its_trailers() {
    Metadata trailers = new Metadata();
    trailers.put(REASON, "INVALID_LENGTH");
    call.failed(Status.INVALID_ARGUMENT.asRuntimeException(trailers));
    assertThatThrownBy(call::await)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refusal -> {
              assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
              assertThat(refusal.getTrailers().get(REASON)).isEqualTo("INVALID_LENGTH");
            });
  }

  @Test
  void a_thread_that_is_interrupted_stops_waiting_and_stays_interrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(call::await).hasMessage("CANCELLED: interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }
}
