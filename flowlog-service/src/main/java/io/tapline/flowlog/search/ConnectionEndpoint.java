package io.tapline.flowlog.search;

import static io.tapline.rpc.grpc.Timestamps.timestamp;

import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GrpcService;
import io.tapline.flowlog.v1.AggregateConnectionsRequest;
import io.tapline.flowlog.v1.AggregateConnectionsResponse;
import io.tapline.flowlog.v1.AggregateRow;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.ConnectionServiceGrpc;
import io.tapline.flowlog.v1.CountConnectionsRequest;
import io.tapline.flowlog.v1.CountConnectionsResponse;
import io.tapline.flowlog.v1.ListFieldsRequest;
import io.tapline.flowlog.v1.ListFieldsResponse;
import io.tapline.flowlog.v1.ListServicesRequest;
import io.tapline.flowlog.v1.ListServicesResponse;
import io.tapline.flowlog.v1.SearchConnectionsRequest;
import io.tapline.flowlog.v1.SearchConnectionsResponse;
import io.tapline.flowlog.v1.StreamConnectionsRequest;
import io.tapline.flowlog.v1.StreamConnectionsResponse;
import io.tapline.rpc.NamedPages;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/**
 * The reader side over gRPC. It implements gRPC's own interface, not the Mutiny one, because only
 * there the caller's giving up and reading slowly arrive.
 */
@GrpcService
public class ConnectionEndpoint extends ConnectionServiceGrpc.ConnectionServiceImplBase {
  private final Search search;
  private final Aggregation aggregation;
  private final ExecutorService calls;
  private final LongAdder refused = new LongAdder();

  @Inject
  ConnectionEndpoint(
      Search search, Aggregation aggregation, SearchConfig config, MeterRegistry metrics) {
    this(search, aggregation, config.calls());
    FunctionCounter.builder("tapline.flowlog.calls.refused", refused, LongAdder::sum)
        .description("Calls refused because too many were waiting or being answered")
        .register(metrics);
  }

  ConnectionEndpoint(Search search, Aggregation aggregation, int mostCalls) {
    this.search = search;
    this.aggregation = aggregation;
    this.calls =
        new ThreadPoolExecutor(
            0,
            mostCalls,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("flowlog-search-", 0).factory());
  }

  /** Calls refused because too many were waiting or being answered. */
  long refusedCalls() {
    return refused.sum();
  }

  @PreDestroy
  void close() {
    calls.shutdownNow();
  }

  @Override
  public void searchConnections(
      SearchConnectionsRequest request, StreamObserver<SearchConnectionsResponse> caller) {
    Call.start(caller, calls, refused, call -> call.send(search(request, call.cancellation())));
  }

  private SearchConnectionsResponse search(
      SearchConnectionsRequest request, Cancellation cancellation) {
    UnaryOperator<Connection> reader = ReadMaskMessages.reader(request.getReadMask());
    Answer<Search.Page> answer =
        search.page(
            QuestionMessages.question(
                request.getInterval(), request.getIntervalMatch(), request.getFilter()),
            QuestionMessages.order(request.getOrder()),
            request.getPageSize(),
            request.getPageToken(),
            cancellation);
    return SearchConnectionsResponse.newBuilder()
        .addAllConnections(
            ConnectionMessages.connections(answer.value().rows(), search.sourceNames(), reader))
        .setNextPageToken(answer.value().nextPageToken())
        .setCompleteness(ConnectionMessages.completeness(answer.completeness()))
        .build();
  }

  @Override
  public void streamConnections(
      StreamConnectionsRequest request, StreamObserver<StreamConnectionsResponse> caller) {
    Call.start(caller, calls, refused, call -> stream(request, call));
  }

  private void stream(StreamConnectionsRequest request, Call<StreamConnectionsResponse> call) {
    UnaryOperator<Connection> reader = ReadMaskMessages.reader(request.getReadMask());
    Map<Integer, String> sources = search.sourceNames();
    Completeness completeness =
        search.stream(
            QuestionMessages.question(
                request.getInterval(), request.getIntervalMatch(), request.getFilter()),
            QuestionMessages.order(request.getOrder()),
            request.getLimit(),
            call.cancellation(),
            rows -> call.send(chunk(rows, sources, reader)));
    call.send(
        StreamConnectionsResponse.newBuilder()
            .setCompleteness(ConnectionMessages.completeness(completeness))
            .build());
  }

  private static StreamConnectionsResponse chunk(
      List<ConnectionRow> rows, Map<Integer, String> sources, UnaryOperator<Connection> reader) {
    return StreamConnectionsResponse.newBuilder()
        .addAllConnections(ConnectionMessages.connections(rows, sources, reader))
        .build();
  }

  @Override
  public void countConnections(
      CountConnectionsRequest request, StreamObserver<CountConnectionsResponse> caller) {
    Call.start(caller, calls, refused, call -> call.send(count(request, call.cancellation())));
  }

  private CountConnectionsResponse count(
      CountConnectionsRequest request, Cancellation cancellation) {
    Answer<Search.Count> answer =
        search.count(
            QuestionMessages.question(
                request.getInterval(), request.getIntervalMatch(), request.getFilter()),
            cancellation);
    return CountConnectionsResponse.newBuilder()
        .setConnections(answer.value().connections())
        .setPackets(answer.value().packets())
        .setBytes(answer.value().bytes())
        .setCompleteness(ConnectionMessages.completeness(answer.completeness()))
        .build();
  }

  @Override
  public void aggregateConnections(
      AggregateConnectionsRequest request, StreamObserver<AggregateConnectionsResponse> caller) {
    Call.start(
        caller,
        calls,
        refused,
        call -> call.send(aggregate(request, call.cancellation())),
        request.getGivesWay());
  }

  private AggregateConnectionsResponse aggregate(
      AggregateConnectionsRequest request, Cancellation cancellation) {
    Grouping grouping = QuestionMessages.grouping(request);
    Answer<Aggregation.Groups> answer =
        aggregation.aggregate(
            QuestionMessages.question(
                request.getInterval(), request.getIntervalMatch(), request.getFilter()),
            grouping,
            cancellation);
    Aggregation.Groups groups = answer.value();
    boolean buckets = grouping.bucketNanos() > 0;
    return AggregateConnectionsResponse.newBuilder()
        .addAllRows(groups.rows().stream().map(row -> row(row, buckets)).toList())
        .setTotal(row(groups.total(), false))
        .setGroups(groups.groups())
        .addAllMeasures(grouping.measures().stream().map(Measure::text).toList())
        .setCompleteness(ConnectionMessages.completeness(answer.completeness()))
        .build();
  }

  private static AggregateRow row(Aggregation.Row row, boolean bucket) {
    AggregateRow.Builder message =
        AggregateRow.newBuilder().addAllKeys(row.keys()).addAllValues(row.values());
    if (bucket) {
      message.setBucketStartTime(timestamp(row.bucketStartNanos()));
    }
    return message.build();
  }

  @Override
  public void listServices(
      ListServicesRequest request, StreamObserver<ListServicesResponse> caller) {
    Call.start(caller, calls, refused, call -> call.send(services(request, call.cancellation())));
  }

  private ListServicesResponse services(ListServicesRequest request, Cancellation cancellation) {
    NamedPages<Search.ServiceTotal>.Request wanted = ServiceMessages.wanted(request);
    Answer<List<Search.ServiceTotal>> answer =
        search.services(
            QuestionMessages.interval(request.getInterval(), request.getIntervalMatch()),
            cancellation);
    return ServiceMessages.message(wanted, answer);
  }

  @Override
  public void listFields(ListFieldsRequest request, StreamObserver<ListFieldsResponse> caller) {
    Call.start(
        caller,
        calls,
        refused,
        call ->
            call.send(
                FieldMessages.fields(request, search.sourceNames(), search.netObjectNames())));
  }
}
