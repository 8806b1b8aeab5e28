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
  private final ActionMetrics metrics;

  public ActionEndpoint(EventstoreCall call, ActionStore actions, ActionMetrics metrics) {
    this.call = call;
    this.actions = actions;
    this.metrics = metrics;
  }

  @Override
  public Uni<AcknowledgeEventResponse> acknowledgeEvent(AcknowledgeEventRequest request) {
    return act(
        new NewAction(
            request.getEventId(),
            ActionKind.ACKNOWLEDGED,
            request.getActor(),
            request.getText(),
            request.getRequestId()),
        action -> AcknowledgeEventResponse.newBuilder().setAction(action).build());
  }

  @Override
  public Uni<CommentEventResponse> commentEvent(CommentEventRequest request) {
    return act(
        new NewAction(
            request.getEventId(),
            ActionKind.COMMENTED,
            request.getActor(),
            request.getText(),
            request.getRequestId()),
        action -> CommentEventResponse.newBuilder().setAction(action).build());
  }

  @Override
  public Uni<CloseEventResponse> closeEvent(CloseEventRequest request) {
    return act(
        new NewAction(
            request.getEventId(),
            ActionKind.CLOSED,
            request.getActor(),
            request.getText(),
            request.getRequestId()),
        action -> CloseEventResponse.newBuilder().setAction(action).build());
  }

  @Override
  public Uni<ReopenEventResponse> reopenEvent(ReopenEventRequest request) {
    return act(
        new NewAction(
            request.getEventId(),
            ActionKind.REOPENED,
            request.getActor(),
            request.getText(),
            request.getRequestId()),
        action -> ReopenEventResponse.newBuilder().setAction(action).build());
  }

  private <T> Uni<T> act(
      NewAction action, Function<io.tapline.eventstore.v1.EventAction, T> response) {
    return call.answer(
        () ->
            actions
                .add(ActionMessages.checked(action))
                .invoke(metrics::acted)
                .map(recorded -> ActionMessages.message(recorded.action()))
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
