package io.tapline.rpc.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.tapline.rpc.Code;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.RefusalReason;
import io.tapline.rpc.TestReason;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusesTest {
  private static Refusal field() {
    return Refusal.ofField(
        TestReason.INVALID_PAGE_SIZE, "page_size", "Too large.", Map.of("maximum", "9"));
  }

  @Test
  void a_refusal_carries_code_sentence_reason_details_and_the_field() throws Exception {
    com.google.rpc.Status status = StatusProto.fromThrowable(Statuses.of(field()));
    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT.value());
    assertThat(status.getMessage()).isEqualTo("Too large.");
    ErrorInfo info = status.getDetails(0).unpack(ErrorInfo.class);
    assertThat(info.getReason()).isEqualTo("INVALID_PAGE_SIZE");
    assertThat(info.getDomain()).isEqualTo("test.tapline");
    assertThat(info.getMetadataMap()).isEqualTo(Map.of("field", "page_size", "maximum", "9"));
    BadRequest.FieldViolation violation =
        status.getDetails(1).unpack(BadRequest.class).getFieldViolations(0);
    assertThat(violation.getField()).isEqualTo("page_size");
    assertThat(violation.getDescription()).isEqualTo("Too large.");
    assertThat(violation.getReason()).isEqualTo("INVALID_PAGE_SIZE");
  }

  @Test
  void without_a_field_at_fault_there_is_no_bad_request() {
    com.google.rpc.Status status =
        StatusProto.fromThrowable(Statuses.of(new Refusal(TestReason.NOT_THERE, "Not there.")));
    assertThat(status.getDetailsList()).hasSize(1);
    assertThat(status.getDetails(0).is(ErrorInfo.class)).isTrue();
  }

  @Test
  void a_refusal_survives_the_way_to_another_service() {
    assertSame(Statuses.refusal(Statuses.of(field())), field());
  }

  @ParameterizedTest
  @EnumSource
  void every_code_survives_the_way_to_another_service(Code code) {
    Refusal refusal = new Refusal(new AnyReason(code), "Why.");
    assertSame(Statuses.refusal(Statuses.of(refusal)), refusal);
  }

  private record AnyReason(Code code) implements RefusalReason {
    @Override
    public String name() {
      return "ANY";
    }

    @Override
    public String domain() {
      return "test.tapline";
    }
  }

  private static void assertSame(Refusal came, Refusal went) {
    assertThat(came.reason().name()).isEqualTo(went.reason().name());
    assertThat(came.reason().domain()).isEqualTo(went.reason().domain());
    assertThat(came.reason().code()).isEqualTo(went.reason().code());
    assertThat(came.sentence()).isEqualTo(went.sentence());
    assertThat(came.details()).isEqualTo(went.details());
    assertThat(came.violations()).isEqualTo(went.violations());
  }

  @Test
  void an_answer_without_details_has_its_code_as_reason() {
    Refusal refusal = Statuses.refusal(Status.UNIMPLEMENTED.asRuntimeException());
    assertThat(refusal.reason().name()).isEqualTo("UNIMPLEMENTED");
    assertThat(refusal.reason().domain()).isEmpty();
    assertThat(refusal.sentence()).isEqualTo("UNIMPLEMENTED");
    assertThat(refusal.violations()).isEmpty();
  }

  @Test
  void details_that_cannot_be_read_leave_code_and_sentence() {
    Any torn =
        Any.pack(ErrorInfo.getDefaultInstance()).toBuilder()
            .setValue(ByteString.copyFrom(new byte[] {10, 50}))
            .build();
    StatusRuntimeException answer =
        StatusProto.toStatusRuntimeException(
            com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.NOT_FOUND.value())
                .setMessage("Not there.")
                .addDetails(torn)
                .build());
    Refusal refusal = Statuses.refusal(answer);
    assertThat(refusal.reason().code()).isEqualTo(Code.NOT_FOUND);
    assertThat(refusal.sentence()).isEqualTo("Not there.");
    assertThat(refusal.violations()).isEmpty();
  }

  @Test
  void what_is_no_refusal_is_internal_and_says_nothing_of_its_insides() {
    StatusRuntimeException answer =
        Statuses.of(new IllegalStateException("row 7 of table x"), TestReason.INTERNAL);
    Refusal refusal = Statuses.refusal(answer);
    assertThat(refusal.reason().code()).isEqualTo(Code.INTERNAL);
    assertThat(refusal.reason().name()).isEqualTo("INTERNAL");
    assertThat(refusal.reason().domain()).isEqualTo("test.tapline");
    assertThat(refusal.sentence()).doesNotContain("row 7");
  }

  @Test
  void a_status_passes_as_it_is() {
    StatusRuntimeException status = Status.CANCELLED.asRuntimeException();
    assertThat(Statuses.of(status, TestReason.INTERNAL)).isSameAs(status);
  }
}
