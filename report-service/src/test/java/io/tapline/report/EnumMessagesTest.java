package io.tapline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.v1.CloseReason;
import io.tapline.type.v1.Severity;
import org.junit.jupiter.api.Test;

class EnumMessagesTest {
  @Test
  void a_word_is_the_name_without_the_prefix_of_its_enum() {
    assertThat(EnumMessages.word(Severity.SEVERITY_MEDIUM)).isEqualTo("medium");
    assertThat(EnumMessages.word(CloseReason.CLOSE_REASON_TCP_CLOSED)).isEqualTo("tcp_closed");
  }

  @Test
  void a_word_names_its_value() {
    assertThat(EnumMessages.value(Severity.SEVERITY_UNSPECIFIED, "medium"))
        .isEqualTo(Severity.SEVERITY_MEDIUM);
    assertThat(EnumMessages.value(Severity.SEVERITY_UNSPECIFIED, ""))
        .isEqualTo(Severity.SEVERITY_UNSPECIFIED);
  }

  @Test
  void what_is_not_said_or_not_known_has_no_word() {
    assertThat(EnumMessages.word(Severity.SEVERITY_UNSPECIFIED)).isEmpty();
    assertThat(EnumMessages.word(Severity.UNRECOGNIZED)).isEmpty();
  }
}
