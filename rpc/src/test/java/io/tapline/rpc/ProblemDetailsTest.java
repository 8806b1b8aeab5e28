package io.tapline.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemDetailsTest {
  @Test
  void a_refusal_has_the_members_of_rfc_9457_and_its_reason() {
    Refusal refusal =
        Refusal.ofField(
            TestReason.INVALID_PAGE_SIZE, "page_size", "Too large.", Map.of("maximum", "9"));
    assertThat(ProblemDetails.of(refusal))
        .containsExactly(
            Map.entry("type", "about:blank"),
            Map.entry("title", "INVALID_ARGUMENT"),
            Map.entry("status", 400),
            Map.entry("detail", "Too large."),
            Map.entry("reason", "INVALID_PAGE_SIZE"),
            Map.entry("domain", "test.tapline"),
            Map.entry("metadata", Map.of("field", "page_size", "maximum", "9")),
            Map.entry("violations", List.of(Map.of("field", "page_size", "detail", "Too large."))));
  }
}
