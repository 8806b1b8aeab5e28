package io.tapline.eventstore.analysis;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.call.EventstoreCall;
import io.tapline.eventstore.query.EventColumn;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.v1.AggregateEventsRequest;
import io.tapline.eventstore.v1.AggregateEventsResponse;
import io.tapline.eventstore.v1.CountEventsRequest;
import io.tapline.eventstore.v1.CountEventsResponse;
import io.tapline.eventstore.v1.EventAnalysisService;
import io.tapline.eventstore.v1.GetColumnBoundRequest;
import io.tapline.eventstore.v1.GetColumnBoundResponse;
import io.tapline.eventstore.v1.GetEventTimelineRequest;
import io.tapline.eventstore.v1.GetEventTimelineResponse;
import io.tapline.eventstore.v1.ListDistinctValuesRequest;
import io.tapline.eventstore.v1.ListDistinctValuesResponse;
import io.tapline.rpc.NamedPages;

/** The gRPC service of counts over events. */
@GrpcService
public class AnalysisEndpoint implements EventAnalysisService {
  private final EventstoreCall call;
  private final QueryRequests queries;
  private final EventCounts counts;
  private final DistinctValues values;
  private final ColumnBounds bounds;

  public AnalysisEndpoint(
      EventstoreCall call,
      QueryRequests queries,
      EventCounts counts,
      DistinctValues values,
      ColumnBounds bounds) {
    this.call = call;
    this.queries = queries;
    this.counts = counts;
    this.values = values;
    this.bounds = bounds;
  }

  @Override
  public Uni<CountEventsResponse> countEvents(CountEventsRequest request) {
    return call.answer(
        () ->
            counts
                .count(queries.query(request.getQuery()))
                .map(count -> CountEventsResponse.newBuilder().setCount(count).build()));
  }

  @Override
  public Uni<AggregateEventsResponse> aggregateEvents(AggregateEventsRequest request) {
    return call.answer(
        () ->
            counts
                .toplist(
                    queries.query(request.getQuery()),
                    AnalysisRequests.set(request.getAggrSet()),
                    AnalysisRequests.VALUES.of(request.getLimit()))
                .map(AnalysisMessages::toplist));
  }

  @Override
  public Uni<GetEventTimelineResponse> getEventTimeline(GetEventTimelineRequest request) {
    return call.answer(
        () ->
            counts
                .timeline(
                    queries.query(request.getQuery()),
                    AnalysisRequests.grid(request),
                    AnalysisRequests.set(request.getAggrSet()),
                    AnalysisRequests.SERIES.of(request.getLimit()))
                .map(AnalysisMessages::timeline));
  }

  @Override
  public Uni<ListDistinctValuesResponse> listDistinctValues(ListDistinctValuesRequest request) {
    return call.answer(
        () -> {
          EventColumn column = EventColumn.listable("column", request.getColumn());
          NamedPages<String>.Request wanted = AnalysisRequests.page(request);
          return values
              .list(column, wanted.after(), wanted.most())
              .map(wanted::page)
              .map(AnalysisMessages::values);
        });
  }

  @Override
  public Uni<GetColumnBoundResponse> getColumnBound(GetColumnBoundRequest request) {
    return call.answer(
        () ->
            bounds
                .find(
                    EventColumn.ordered("column", request.getColumn()),
                    AnalysisRequests.end(request.getFunction()))
                .map(AnalysisMessages::bound));
  }
}
