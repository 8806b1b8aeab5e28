package io.tapline.eventstore.action;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.call.EventstoreCall;
import io.tapline.eventstore.v1.AcknowledgeEventRequest;
import io.tapline.eventstore.v1.AcknowledgeEventResponse;
import io.tapline.eventstore.v1.CloseEventRequest;
import io.tapline.eventstore.v1.CloseEventResponse;
import io.tapline.eventstore.v1.CommentEventRequest;
import io.tapline.eventstore.v1.CommentEventResponse;
import io.tapline.eventstore.v1.EventActionService;
import io.tapline.eventstore.v1.ListEventActionsRequest;
import io.tapline.eventstore.v1.ListEventActionsResponse;
import io.tapline.eventstore.v1.ReopenEventRequest;
import io.tapline.eventstore.v1.ReopenEventResponse;
import java.util.function.Function;

/** The gRPC service of what people do about events. */
@GrpcService
public class ActionEndpoint implements EventActionService {
  private final EventstoreCall call;
  private final ActionStore actions;

  public ActionEndpoint(EventstoreCall call, ActionStore actions) {
    this.call = call;
    this.actions = actions;
  }

  @Override
  public Uni<AcknowledgeEventResponse> acknowledgeEvent(AcknowledgeEventRequest request) {
    return act(
        new Asked(request.getEventId(), request.getActor(), request.getText()),
        ActionKind.ACKNOWLEDGED,
        action -> AcknowledgeEventResponse.newBuilder().setAction(action).build());
  }

  @Override
  public Uni<CommentEventResponse> commentEvent(CommentEventRequest request) {
    return act(
        new Asked(request.getEventId(), request.getActor(), request.getText()),
        ActionKind.COMMENTED,
        action -> CommentEventResponse.newBuilder().setAction(action).build());
  }

  @Override
  public Uni<CloseEventResponse> closeEvent(CloseEventRequest request) {
    return act(
        new Asked(request.getEventId(), request.getActor(), request.getText()),
        ActionKind.CLOSED,
        action -> CloseEventResponse.newBuilder().setAction(action).build());
  }

  @Override
  public Uni<ReopenEventResponse> reopenEvent(ReopenEventRequest request) {
    return act(
        new Asked(request.getEventId(), request.getActor(), request.getText()),
        ActionKind.REOPENED,
        action -> ReopenEventResponse.newBuilder().setAction(action).build());
  }

  private record Asked(String eventId, String actor, String text) {}

  private <T> Uni<T> act(
      Asked asked, ActionKind kind, Function<io.tapline.eventstore.v1.EventAction, T> response) {
    return call.answer(
        () ->
            actions
                .add(
                    ActionMessages.eventId(asked.eventId()),
                    kind,
                    ActionMessages.actor(asked.actor()),
                    ActionMessages.text(asked.text(), kind))
                .map(ActionMessages::message)
                .map(response));
  }

  @Override
  public Uni<ListEventActionsResponse> listEventActions(ListEventActionsRequest request) {
    return call.answer(
        () -> {
          int size = ActionMessages.PAGE_SIZE.of(request.getPageSize());
          return actions
              .list(
                  ActionMessages.eventId(request.getEventId()),
                  ActionMessages.after(request),
                  size + 1)
              .map(found -> ActionMessages.page(found, size, request));
        });
  }
}
