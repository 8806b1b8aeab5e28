package io.tapline.report.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.v1.AcknowledgeEventRequest;
import io.tapline.eventstore.v1.AcknowledgeEventResponse;
import io.tapline.eventstore.v1.CloseEventRequest;
import io.tapline.eventstore.v1.CloseEventResponse;
import io.tapline.eventstore.v1.CommentEventRequest;
import io.tapline.eventstore.v1.CommentEventResponse;
import io.tapline.eventstore.v1.EventAction;
import io.tapline.eventstore.v1.EventActionService;
import io.tapline.eventstore.v1.ReopenEventRequest;
import io.tapline.eventstore.v1.ReopenEventResponse;

/**
 * What somebody does about an event. The event store judges the texts and the state.
 *
 * @param requestId makes a repetition after a lost answer harmless
 */
record EventActing(Kind kind, String actor, String text, String requestId) {
  enum Kind {
    ACKNOWLEDGE,
    COMMENT,
    CLOSE,
    REOPEN
  }

  static EventActing of(JsonNode json) {
    return new EventActing(
        ConsoleParameters.choice("kind", json.path("kind").asText(), Kind.class),
        json.path("actor").asText(),
        json.path("text").asText(),
        json.path("request_id").asText());
  }

  Uni<EventAction> on(EventActionService actions, String id) {
    return switch (kind) {
      case ACKNOWLEDGE ->
          actions.acknowledgeEvent(acknowledge(id)).map(AcknowledgeEventResponse::getAction);
      case COMMENT -> actions.commentEvent(comment(id)).map(CommentEventResponse::getAction);
      case CLOSE -> actions.closeEvent(close(id)).map(CloseEventResponse::getAction);
      case REOPEN -> actions.reopenEvent(reopen(id)).map(ReopenEventResponse::getAction);
    };
  }

  private AcknowledgeEventRequest acknowledge(String id) {
    return AcknowledgeEventRequest.newBuilder()
        .setEventId(id)
        .setActor(actor)
        .setText(text)
        .setRequestId(requestId)
        .build();
  }

  private CommentEventRequest comment(String id) {
    return CommentEventRequest.newBuilder()
        .setEventId(id)
        .setActor(actor)
        .setText(text)
        .setRequestId(requestId)
        .build();
  }

  private CloseEventRequest close(String id) {
    return CloseEventRequest.newBuilder()
        .setEventId(id)
        .setActor(actor)
        .setText(text)
        .setRequestId(requestId)
        .build();
  }

  private ReopenEventRequest reopen(String id) {
    return ReopenEventRequest.newBuilder()
        .setEventId(id)
        .setActor(actor)
        .setText(text)
        .setRequestId(requestId)
        .build();
  }
}
