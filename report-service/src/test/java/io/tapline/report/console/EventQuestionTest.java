package io.tapline.report.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tapline.eventstore.v1.EventQuery;
import io.tapline.eventstore.v1.SearchEventsRequest;
import io.tapline.report.log.Scope;
import io.tapline.rpc.Refusal;
import org.junit.jupiter.api.Test;

class EventQuestionTest {
  @Test
  void lists_are_separated_by_commas_and_what_is_empty_asks_for_all() {
    EventQuestion question =
        new EventQuestion(Scope.ALL, "192.0.2.0/24", "high,critical", "", "open", "", "scan");
    SearchEventsRequest request = question.request().build();
    assertThat(request.getHost()).isEqualTo("192.0.2.0/24");
    assertThat(request.getQuery())
        .isEqualTo(
            EventQuery.newBuilder()
                .addSeverities("high")
                .addSeverities("critical")
                .addStates("open")
                .setDescriptionContains("scan")
                .build());
  }

  @Test
  void an_action_is_read_and_one_that_does_not_exist_is_named() {
    assertThat(EventActing.of(json("acknowledge")))
        .isEqualTo(new EventActing(EventActing.Kind.ACKNOWLEDGE, "Ann", "mine", "1"));
    assertThatThrownBy(() -> EventActing.of(json("ignore")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("acknowledge, comment, close, reopen");
  }

  private static JsonNode json(String kind) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", kind)
        .put("actor", "Ann")
        .put("text", "mine")
        .put("request_id", "1");
  }
}
