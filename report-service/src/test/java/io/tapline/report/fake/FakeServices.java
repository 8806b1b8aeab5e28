package io.tapline.report.fake;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.EventServiceGrpc;
import io.tapline.eventstore.v1.GetEventRequest;
import io.tapline.eventstore.v1.InsertEventRequest;
import io.tapline.eventstore.v1.InsertEventResponse;
import io.tapline.eventstore.v1.SearchEventsRequest;
import io.tapline.eventstore.v1.SearchEventsResponse;
import io.tapline.flowlog.v1.AggregateConnectionsRequest;
import io.tapline.flowlog.v1.AggregateConnectionsResponse;
import io.tapline.flowlog.v1.AggregateRow;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.ConnectionServiceGrpc;
import io.tapline.flowlog.v1.CountConnectionsRequest;
import io.tapline.flowlog.v1.CountConnectionsResponse;
import io.tapline.flowlog.v1.FilterField;
import io.tapline.flowlog.v1.GetLogStatusRequest;
import io.tapline.flowlog.v1.ListFieldsRequest;
import io.tapline.flowlog.v1.ListFieldsResponse;
import io.tapline.flowlog.v1.ListLogSourcesRequest;
import io.tapline.flowlog.v1.ListLogSourcesResponse;
import io.tapline.flowlog.v1.LogServiceGrpc;
import io.tapline.flowlog.v1.LogSource;
import io.tapline.flowlog.v1.LogStatus;
import io.tapline.flowlog.v1.PollChangesRequest;
import io.tapline.flowlog.v1.PollChangesResponse;
import io.tapline.flowlog.v1.SearchConnectionsRequest;
import io.tapline.flowlog.v1.SearchConnectionsResponse;
import io.tapline.flowlog.v1.SortOrder;
import io.tapline.flowlog.v1.StreamConnectionsRequest;
import io.tapline.flowlog.v1.StreamConnectionsResponse;
import io.tapline.report.EnumMessages;
import io.tapline.report.IntervalMessages;
import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.LogMessages;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import io.tapline.rpc.grpc.Timestamps;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Flowlog and the event store on a free port of the loopback interface, over a fake log. */
public final class FakeServices implements AutoCloseable {
  public final FakeLog log;
  public final List<LogSource> sources = new ArrayList<>();
  public final Map<String, Event> events = new LinkedHashMap<>();
  private final Server server;

  public FakeServices(FakeLog log) throws IOException {
    this.log = log;
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Connections())
            .addService(new Log())
            .addService(new Events())
            .build()
            .start();
  }

  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static <T> void answer(StreamObserver<T> observer, Supplier<T> work) {
    try {
      observer.onNext(work.get());
      observer.onCompleted();
    } catch (FakeFilter.Refused e) {
      observer.onError(refusal(e));
    }
  }

  private static StatusRuntimeException refusal(FakeFilter.Refused e) {
    ErrorInfo info =
        ErrorInfo.newBuilder()
            .setReason("INVALID_FILTER")
            .setDomain("flowlog.tapline")
            .putMetadata("position", Integer.toString(e.position))
            .build();
    return StatusProto.toStatusRuntimeException(
        Status.newBuilder()
            .setCode(Code.INVALID_ARGUMENT_VALUE)
            .setMessage(e.getMessage())
            .addDetails(Any.pack(info))
            .build());
  }

  private final class Connections extends ConnectionServiceGrpc.ConnectionServiceImplBase {
    @Override
    public void aggregateConnections(
        AggregateConnectionsRequest request,
        StreamObserver<AggregateConnectionsResponse> observer) {
      answer(observer, () -> message(log.aggregate(question(request))));
    }

    @Override
    public void searchConnections(
        SearchConnectionsRequest request, StreamObserver<SearchConnectionsResponse> observer) {
      answer(observer, () -> page(request));
    }

    @Override
    public void countConnections(
        CountConnectionsRequest request, StreamObserver<CountConnectionsResponse> observer) {
      answer(
          observer, () -> count(log.matching(scope(request.getInterval(), request.getFilter()))));
    }

    private CountConnectionsResponse count(List<Connection> rows) {
      return CountConnectionsResponse.newBuilder()
          .setConnections(rows.size())
          .setPackets(
              rows.stream().mapToLong(c -> c.getClientPackets() + c.getServerPackets()).sum())
          .setBytes(rows.stream().mapToLong(c -> c.getClientBytes() + c.getServerBytes()).sum())
          .setCompleteness(LogMessages.message(log.completeness))
          .build();
    }

    @Override
    public void streamConnections(
        StreamConnectionsRequest request, StreamObserver<StreamConnectionsResponse> observer) {
      answer(
          observer,
          () ->
              StreamConnectionsResponse.newBuilder()
                  .addAllConnections(
                      log.matching(scope(request.getInterval(), request.getFilter())))
                  .setCompleteness(LogMessages.message(log.completeness))
                  .build());
    }

    @Override
    public void listFields(ListFieldsRequest request, StreamObserver<ListFieldsResponse> observer) {
      answer(
          observer,
          () ->
              ListFieldsResponse.newBuilder()
                  .addFields(
                      FilterField.newBuilder()
                          .setName("protocol")
                          .setDescription("name or number")
                          .addValues("tcp"))
                  .build());
    }

    private SearchConnectionsResponse page(SearchConnectionsRequest request) {
      Comparator<Connection> oldest =
          Comparator.comparing(row -> IntervalMessages.instant(row.getStartTime()));
      boolean reversed = request.getOrder() != SortOrder.SORT_ORDER_OLDEST_FIRST;
      List<Connection> rows =
          log.matching(scope(request.getInterval(), request.getFilter())).stream()
              .sorted(reversed ? oldest.reversed() : oldest)
              .toList();
      int from = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
      int to =
          Math.min(rows.size(), from + (request.getPageSize() == 0 ? 100 : request.getPageSize()));
      return SearchConnectionsResponse.newBuilder()
          .addAllConnections(rows.subList(from, to))
          .setNextPageToken(to < rows.size() ? Integer.toString(to) : "")
          .setCompleteness(LogMessages.message(log.completeness))
          .build();
    }
  }

  private final class Log extends LogServiceGrpc.LogServiceImplBase {
    @Override
    public void getLogStatus(GetLogStatusRequest request, StreamObserver<LogStatus> observer) {
      answer(observer, this::status);
    }

    private LogStatus status() {
      LogStatus.Builder status = LogStatus.newBuilder().setConnections(log.rows.size());
      status.setSegments(3).setStoredBytes(log.rows.size() * 22L);
      if (!log.rows.isEmpty()) {
        Aggregate extent =
            log.aggregate(
                AggregateQuestion.total(
                    Scope.ALL, Measure.FIRST_START_NANOS, Measure.LAST_END_NANOS));
        status.setFirstStartTime(timestamp(extent.total().value(0)));
        status.setLastEndTime(timestamp(extent.total().value(1)));
      }
      return status.build();
    }

    @Override
    public void listLogSources(
        ListLogSourcesRequest request, StreamObserver<ListLogSourcesResponse> observer) {
      answer(observer, () -> sourcePage(request));
    }

    /** One source a page, so that readers have to ask for all of them. */
    private ListLogSourcesResponse sourcePage(ListLogSourcesRequest request) {
      int at = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
      return ListLogSourcesResponse.newBuilder()
          .addAllSources(sources.stream().skip(at).limit(1).toList())
          .setNextPageToken(at + 1 < sources.size() ? Integer.toString(at + 1) : "")
          .build();
    }

    @Override
    public void pollChanges(
        PollChangesRequest request, StreamObserver<PollChangesResponse> observer) {
      answer(observer, () -> changes(request));
    }

    private PollChangesResponse changes(PollChangesRequest request) {
      PollChangesResponse.Builder response =
          PollChangesResponse.newBuilder().setNextToken("" + log.rows.size());
      if (!log.rows.isEmpty() && request.getToken().isEmpty()) {
        LogStatus status = status();
        response
            .addIntervalsBuilder()
            .setStartTime(status.getFirstStartTime())
            .setEndTime(status.getLastEndTime());
      }
      return response.build();
    }
  }

  private final class Events extends EventServiceGrpc.EventServiceImplBase {
    @Override
    public void insertEvent(
        InsertEventRequest request, StreamObserver<InsertEventResponse> observer) {
      answer(observer, () -> insert(request.getIdeaJson()));
    }

    private InsertEventResponse insert(String json) {
      Event event = FakeEvents.event(json, events.values());
      Event stored = events.putIfAbsent(event.getId(), event);
      return InsertEventResponse.newBuilder()
          .setEvent(stored == null ? event : stored)
          .setAlreadyStored(stored != null)
          .build();
    }

    @Override
    public void getEvent(GetEventRequest request, StreamObserver<Event> observer) {
      Event event = events.get(request.getId());
      if (event == null) {
        observer.onError(io.grpc.Status.NOT_FOUND.withDescription("no such event").asException());
      } else {
        answer(observer, () -> event);
      }
    }

    @Override
    public void searchEvents(
        SearchEventsRequest request, StreamObserver<SearchEventsResponse> observer) {
      List<Event> latestFirst = new ArrayList<>(events.values()).reversed();
      List<String> classes = request.getEventClassesList();
      latestFirst.removeIf(event -> !classes.isEmpty() && !classes.contains(event.getEventClass()));
      answer(observer, () -> SearchEventsResponse.newBuilder().addAllEvents(latestFirst).build());
    }
  }

  private static com.google.protobuf.Timestamp timestamp(long nanos) {
    return Timestamps.timestamp(java.time.Instant.ofEpochSecond(0, nanos));
  }

  private static Scope scope(com.google.type.Interval interval, String filter) {
    return Scope.active(IntervalMessages.start(interval), IntervalMessages.end(interval), filter);
  }

  private static AggregateQuestion question(AggregateConnectionsRequest request) {
    return new AggregateQuestion(
        scope(request.getInterval(), request.getFilter()),
        request.getGroupByList(),
        request.getMeasuresList().stream().map(FakeServices::measure).toList(),
        request.getMeasuresList().stream()
            .map(FakeServices::name)
            .toList()
            .indexOf(request.getOrderBy()),
        request.getLimit(),
        request.hasBucket() ? Timestamps.duration(request.getBucket()) : null,
        request.hasOfEach()
            ? new AggregateQuestion.OfEach(
                request.getOfEach().getColumns(), request.getOfEach().getLimit())
            : null,
        request.getGivesWay());
  }

  private static String name(io.tapline.flowlog.v1.Measure measure) {
    String kind = EnumMessages.word(measure.getKind());
    return measure.getColumn().isEmpty() ? kind : kind + "_" + measure.getColumn();
  }

  private static Measure measure(io.tapline.flowlog.v1.Measure measure) {
    String kind = measure.getKind().name().substring("MEASURE_KIND_".length());
    return new Measure(Measure.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), measure.getColumn());
  }

  private AggregateConnectionsResponse message(Aggregate answer) {
    AggregateConnectionsResponse.Builder message =
        AggregateConnectionsResponse.newBuilder()
            .setTotal(message(answer.total()))
            .setGroups(answer.groups())
            .setCompleteness(LogMessages.message(answer.completeness()));
    answer.rows().forEach(row -> message.addRows(message(row)));
    return message.build();
  }

  private static AggregateRow message(Aggregate.Row row) {
    AggregateRow.Builder message =
        AggregateRow.newBuilder().addAllKeys(row.keys()).addAllValues(row.values());
    if (row.bucketStart() != null) {
      message.setBucketStartTime(Timestamps.timestamp(row.bucketStart()));
    }
    return message.build();
  }
}
