package io.tapline.eventstore.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.eventstore.Reason;
import io.tapline.rpc.Refusal;
import org.junit.jupiter.api.Test;

class ActionMessagesTest {
  @Test
  void a_request_id_has_at_most_64_characters_and_no_control_character() {
    assertThat(ActionMessages.checked(comment("ann", "bad", "r".repeat(64))).requestId())
        .hasSize(64);
    assertThat(ActionMessages.checked(comment("ann", "bad", "")).requestId()).isEmpty();
    assertRefused(comment("ann", "bad", "r".repeat(65)), "request_id");
    assertRefused(comment("ann", "bad", "a\0b"), "request_id");
    assertRefused(comment("ann", "bad", "a\nb"), "request_id");
  }

  @Test
  void who_and_why_are_named_when_they_are_at_fault() {
    assertRefused(comment(" ", "bad", ""), "actor");
    assertRefused(comment("a".repeat(257), "bad", ""), "actor");
    assertRefused(comment("ann", " ", ""), "text");
    assertRefused(comment("ann", "b".repeat(16_385), ""), "text");
    assertRefused(comment("ann", "b\0", ""), "text");
  }

  private static NewAction comment(String actor, String text, String requestId) {
    return new NewAction("event", ActionKind.COMMENTED, actor, text, requestId);
  }

  private static void assertRefused(NewAction action, String field) {
    assertThatThrownBy(() -> ActionMessages.checked(action))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Reason.INVALID_ACTION);
              assertThat(refusal.details()).containsEntry("field", field);
            });
  }
}
