package io.tapline.flowlog.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.type.v1.LossHop;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HopMessagesTest {
  @Test
  void a_text_names_the_service_before_the_dot() {
    assertThat(HopMessages.text(LossHop.LOSS_HOP_CAPTURE_KERNEL)).isEqualTo("capture.kernel");
    assertThat(HopMessages.text(LossHop.LOSS_HOP_FLOWLOG_SEGMENT)).isEqualTo("flowlog.segment");
  }

  @Test
  void every_known_hop_is_read_from_its_own_text() {
    assertThat(Arrays.stream(LossHop.values()).filter(HopMessages::isKnown))
        .hasSize(7)
        .allMatch(hop -> HopMessages.message(HopMessages.text(hop)) == hop);
  }

  @Test
  void a_text_of_an_earlier_version_is_unspecified() {
    assertThat(HopMessages.message("capture.elsewhere")).isEqualTo(LossHop.LOSS_HOP_UNSPECIFIED);
  }
}
