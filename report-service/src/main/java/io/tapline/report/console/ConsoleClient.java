package io.tapline.report.console;

import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.v1.Decision;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.EventAction;
import io.tapline.eventstore.v1.EventActionService;
import io.tapline.eventstore.v1.EventService;
import io.tapline.eventstore.v1.ExplainDecisionRequest;
import io.tapline.eventstore.v1.GetEventRequest;
import io.tapline.eventstore.v1.ListEventActionsRequest;
import io.tapline.eventstore.v1.ListEventActionsResponse;
import io.tapline.eventstore.v1.SearchEventsResponse;
import io.tapline.eventstore.v1.ThresholdService;
import io.tapline.flowlog.v1.ConnectionService;
import io.tapline.flowlog.v1.CountConnectionsRequest;
import io.tapline.flowlog.v1.CountConnectionsResponse;
import io.tapline.flowlog.v1.FilterField;
import io.tapline.flowlog.v1.GetLogStatusRequest;
import io.tapline.flowlog.v1.ListFieldsRequest;
import io.tapline.flowlog.v1.ListFieldsResponse;
import io.tapline.flowlog.v1.ListLogSourcesRequest;
import io.tapline.flowlog.v1.ListLogSourcesResponse;
import io.tapline.flowlog.v1.LogService;
import io.tapline.flowlog.v1.LogSource;
import io.tapline.flowlog.v1.LogStatus;
import io.tapline.flowlog.v1.SearchConnectionsRequest;
import io.tapline.flowlog.v1.SearchConnectionsResponse;
import io.tapline.flowlog.v1.SortOrder;
import io.tapline.flowlog.v1.StreamConnectionsRequest;
import io.tapline.report.IntervalMessages;
import io.tapline.report.Reason;
import io.tapline.report.ReportConfig;
import io.tapline.report.UpstreamCall;
import io.tapline.report.log.LogMessages;
import io.tapline.report.log.Scope;
import io.tapline.rpc.grpc.AllPages;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** The lists that the console shows as they are: connections, events, the log's state. */
@Singleton
public class ConsoleClient {
  /** Orders of the connections table, as the log sorts them. */
  enum Order {
    NEWEST,
    OLDEST
  }

  private final ConnectionService connections;
  private final LogService log;
  private final EventService events;
  private final EventActionService actions;
  private final ThresholdService thresholds;
  private final ReportConfig config;

  @Inject
  public ConsoleClient(
      @GrpcClient("flowlog") ConnectionService connections,
      @GrpcClient("flowlog") LogService log,
      @GrpcClient("eventstore") EventService events,
      @GrpcClient("eventstore") EventActionService actions,
      @GrpcClient("eventstore") ThresholdService thresholds,
      ReportConfig config) {
    this.connections = connections;
    this.log = log;
    this.events = events;
    this.actions = actions;
    this.thresholds = thresholds;
    this.config = config;
  }

  LogStatus logStatus() {
    return fromLog(log.getLogStatus(GetLogStatusRequest.getDefaultInstance()));
  }

  List<LogSource> logSources() {
    return AllPages.rows(
        request -> fromLog(log.listLogSources(request)),
        ListLogSourcesRequest.getDefaultInstance(),
        ListLogSourcesResponse::getSourcesList);
  }

  SearchConnectionsResponse connections(Scope scope, String order, int pageSize, String pageToken) {
    return fromLog(
        connections.searchConnections(
            SearchConnectionsRequest.newBuilder()
                .setInterval(IntervalMessages.interval(scope.start(), scope.end()))
                .setIntervalMatch(LogMessages.match(scope))
                .setFilter(scope.filter())
                .setOrder(order(order))
                .setPageSize(pageSize)
                .setPageToken(pageToken)
                .build()));
  }

  CountConnectionsResponse count(Scope scope) {
    return fromLog(
        connections.countConnections(
            CountConnectionsRequest.newBuilder()
                .setInterval(IntervalMessages.interval(scope.start(), scope.end()))
                .setIntervalMatch(LogMessages.match(scope))
                .setFilter(scope.filter())
                .build()));
  }

  static StreamConnectionsRequest everything(Scope scope, String order) {
    return StreamConnectionsRequest.newBuilder()
        .setInterval(IntervalMessages.interval(scope.start(), scope.end()))
        .setIntervalMatch(LogMessages.match(scope))
        .setFilter(scope.filter())
        .setOrder(order(order))
        .build();
  }

  List<FilterField> fields() {
    return AllPages.rows(
        request -> fromLog(connections.listFields(request)),
        ListFieldsRequest.getDefaultInstance(),
        ListFieldsResponse::getFieldsList);
  }

  private static SortOrder order(String order) {
    return switch (ConsoleParameters.choice("order", order, Order.class)) {
      case NEWEST -> SortOrder.SORT_ORDER_NEWEST_FIRST;
      case OLDEST -> SortOrder.SORT_ORDER_OLDEST_FIRST;
    };
  }

  SearchEventsResponse events(EventQuestion question, int pageSize, String pageToken) {
    return fromStore(
        events.searchEvents(
            question.request().setPageSize(pageSize).setPageToken(pageToken).build()));
  }

  Event event(String id) {
    return fromStore(events.getEvent(GetEventRequest.newBuilder().setId(id).build()));
  }

  List<Decision> decisions(String id) {
    return fromStore(
            thresholds.explainDecision(ExplainDecisionRequest.newBuilder().setEventId(id).build()))
        .getDecisionsList();
  }

  List<EventAction> actions(String id) {
    return AllPages.rows(
        request -> fromStore(actions.listEventActions(request)),
        ListEventActionsRequest.newBuilder().setEventId(id).build(),
        ListEventActionsResponse::getActionsList);
  }

  EventAction act(String id, EventActing acting) {
    return fromStore(acting.on(actions, id));
  }

  private <T> T fromLog(Uni<T> answer) {
    return UpstreamCall.await(answer, config.timeout(), Reason.LOG_UNAVAILABLE);
  }

  private <T> T fromStore(Uni<T> answer) {
    return UpstreamCall.await(answer, config.timeout(), Reason.EVENT_STORE_UNAVAILABLE);
  }
}
