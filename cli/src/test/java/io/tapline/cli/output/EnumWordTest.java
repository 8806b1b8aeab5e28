package io.tapline.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.v1.CloseReason;
import io.tapline.type.v1.LossHop;
import io.tapline.type.v1.Severity;
import org.junit.jupiter.api.Test;

class EnumWordTest {
  @Test
  void a_word_is_the_name_without_the_prefix_of_its_enum() {
    assertThat(EnumWord.of(Severity.SEVERITY_MEDIUM)).isEqualTo("medium");
    assertThat(EnumWord.of(CloseReason.CLOSE_REASON_TCP_CLOSED)).isEqualTo("tcp_closed");
  }

  @Test
  void a_hop_names_the_service_before_the_dot() {
    assertThat(EnumWord.ofHop(LossHop.LOSS_HOP_CAPTURE_KERNEL)).isEqualTo("capture.kernel");
    assertThat(EnumWord.ofHop(LossHop.LOSS_HOP_UNSPECIFIED)).isEmpty();
  }

  @Test
  void what_is_not_said_or_not_known_has_no_word() {
    assertThat(EnumWord.of(Severity.SEVERITY_UNSPECIFIED)).isEmpty();
    assertThat(EnumWord.of(Severity.UNRECOGNIZED)).isEmpty();
  }
}
