package io.tapline.report.detect;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.tapline.eventstore.v1.EventService;
import io.tapline.eventstore.v1.InsertEventRequest;
import io.tapline.eventstore.v1.InsertEventResponse;
import io.tapline.eventstore.v1.Outcome;
import io.tapline.report.Reason;
import io.tapline.report.ReportConfig;
import io.tapline.report.UpstreamCall;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The event store over gRPC. */
@Singleton
public class EventSinkClient implements EventSink {
  private static final InsertEventResponse KNOWN =
      InsertEventResponse.newBuilder().setAlreadyStored(true).build();

  private final EventService events;
  private final ReportConfig config;

  @Inject
  public EventSinkClient(@GrpcClient("eventstore") EventService events, ReportConfig config) {
    this.events = events;
    this.config = config;
  }

  @Override
  public String insert(String ideaJson) {
    InsertEventRequest request = InsertEventRequest.newBuilder().setIdeaJson(ideaJson).build();
    InsertEventResponse answer =
        UpstreamCall.await(
            events
                .insertEvent(request)
                .onFailure(EventSinkClient::isConflict)
                .recoverWithItem(KNOWN),
            config.timeout(),
            Reason.EVENT_STORE_UNAVAILABLE);
    return answer.getAlreadyStored()
        ? "known"
        : outcome(answer.getEvent().getDecision().getOutcome());
  }

  /** More of a window that was reported before was seen: the first report of it stays. */
  private static boolean isConflict(Throwable failure) {
    return failure instanceof StatusRuntimeException status
        && status.getStatus().getCode() == Status.Code.ALREADY_EXISTS;
  }

  private static String outcome(Outcome outcome) {
    return switch (outcome) {
      case OUTCOME_NEW -> "new";
      case OUTCOME_THRESHOLDED -> "thresholded";
      case OUTCOME_RELAPSED -> "relapsed";
      case OUTCOME_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }
}
