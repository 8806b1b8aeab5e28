package io.tapline.eventstore.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.eventstore.idea.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbuseGroupTest {
  @Test
  void the_name_is_the_recipient_where_nobody_else_is_named() {
    assertThat(named("abuse@example.org").recipients(Severity.LOW))
        .containsExactly("abuse@example.org");
  }

  /** A report to it would be refused by the outbox, and its window would never end. */
  @ParameterizedTest
  @ValueSource(strings = {"campus", "a@b@c", "dvořák@example.org", "team@", "x@-example.org"})
  void a_name_that_mail_does_not_take_is_sent_nothing(String name) {
    assertThat(named(name).recipients(Severity.LOW)).isEmpty();
  }

  private static AbuseGroup named(String name) {
    return new AbuseGroup(name, false, List.of(), GroupSettings.STANDARD);
  }
}
