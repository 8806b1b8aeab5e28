package io.tapline.eventstore;

import io.grpc.protobuf.StatusProto;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.call.EventstoreCall;
import io.tapline.eventstore.event.AtomicInsert;
import io.tapline.eventstore.event.BulkInsert;
import io.tapline.eventstore.event.EventDeletion;
import io.tapline.eventstore.event.EventStore;
import io.tapline.eventstore.idea.IdeaParser;
import io.tapline.eventstore.query.EventQuery;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.search.CursorToken;
import io.tapline.eventstore.search.EventMessages;
import io.tapline.eventstore.search.EventPage;
import io.tapline.eventstore.search.EventSearch;
import io.tapline.eventstore.search.SearchPage;
import io.tapline.eventstore.search.SearchRequests;
import io.tapline.eventstore.threshold.Outcome;
import io.tapline.eventstore.v1.DeleteEventRequest;
import io.tapline.eventstore.v1.DeleteEventResponse;
import io.tapline.eventstore.v1.DeleteEventsRequest;
import io.tapline.eventstore.v1.DeleteEventsResponse;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.EventService;
import io.tapline.eventstore.v1.EventView;
import io.tapline.eventstore.v1.GetEventRequest;
import io.tapline.eventstore.v1.InsertEventRequest;
import io.tapline.eventstore.v1.InsertEventResponse;
import io.tapline.eventstore.v1.InsertEventsRequest;
import io.tapline.eventstore.v1.InsertEventsResponse;
import io.tapline.eventstore.v1.InsertResult;
import io.tapline.eventstore.v1.SearchEventsRequest;
import io.tapline.eventstore.v1.SearchEventsResponse;
import io.tapline.rpc.Limit;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Statuses;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The gRPC service of events: reads requests, writes answers, counts both. */
@GrpcService
public class EventEndpoint implements EventService {
  private static final Limit BATCH = new Limit(Reason.BATCH_LIMIT, "idea_json", 0, 1_000);

  private final EventstoreCall call;
  private final IdeaParser parser;
  private final EventStore store;
  private final BulkInsert bulk;
  private final AtomicInsert atomic;
  private final EventSearch search;
  private final EventDeletion deletion;
  private final QueryRequests queries;
  private final SearchRequests requests;
  private final EventstoreMetrics metrics;

  public EventEndpoint(
      EventstoreCall call,
      IdeaParser parser,
      EventStore store,
      AtomicInsert atomic,
      EventSearch search,
      EventDeletion deletion,
      QueryRequests queries,
      EventstoreMetrics metrics) {
    this.call = call;
    this.parser = parser;
    this.store = store;
    this.bulk = new BulkInsert(parser, store);
    this.atomic = atomic;
    this.search = search;
    this.deletion = deletion;
    this.queries = queries;
    this.requests = new SearchRequests(queries);
    this.metrics = metrics;
  }

  @Override
  public Uni<InsertEventResponse> insertEvent(InsertEventRequest request) {
    return call.answer(() -> store.insert(parser.parse(request.getIdeaJson())).map(this::inserted));
  }

  @Override
  public Uni<InsertEventsResponse> insertEvents(InsertEventsRequest request) {
    return call.answer(
        () -> {
          BATCH.of(request.getIdeaJsonCount());
          return insert(request);
        });
  }

  private Uni<InsertEventsResponse> insert(InsertEventsRequest request) {
    List<String> messages = request.getIdeaJsonList();
    return request.getAllOrNone()
        ? atomic.insert(messages).map(this::allInserted)
        : bulk.insert(messages).map(this::inserted);
  }

  private InsertEventsResponse allInserted(List<AtomicInsert.Result> results) {
    results.forEach(result -> count(result.outcome(), result.alreadyStored()));
    InsertEventsResponse.Builder response = InsertEventsResponse.newBuilder();
    results.stream().map(EventMessages::result).forEach(response::addResults);
    return response.build();
  }

  private InsertEventsResponse inserted(List<BulkInsert.Result> results) {
    InsertEventsResponse.Builder response = InsertEventsResponse.newBuilder();
    results.stream().map(this::result).forEach(response::addResults);
    return response.build();
  }

  private InsertResult result(BulkInsert.Result result) {
    if (result.inserted() != null) {
      count(result.inserted());
      return EventMessages.result(result.inserted());
    }
    Refusal refusal = Objects.requireNonNull(result.refusal());
    metrics.rejected(refusal.reason());
    return InsertResult.newBuilder()
        .setId(result.id())
        .setError(StatusProto.fromThrowable(Statuses.of(refusal)))
        .build();
  }

  @Override
  public Uni<Event> getEvent(GetEventRequest request) {
    return call.answer(() -> store.get(request.getId()).map(EventMessages::event));
  }

  @Override
  public Uni<SearchEventsResponse> searchEvents(SearchEventsRequest request) {
    return call.answer(() -> page(request));
  }

  private Uni<SearchEventsResponse> page(SearchEventsRequest request) {
    EventQuery query = requests.query(request);
    SearchPage page = SearchRequests.page(request);
    Set<String> columns = SearchRequests.columns(request);
    return search.page(query, page).map(found -> response(found, request, columns));
  }

  private static SearchEventsResponse response(
      EventPage page, SearchEventsRequest request, Set<String> columns) {
    boolean ghost = request.getView() == EventView.EVENT_VIEW_GHOST;
    SearchEventsResponse.Builder response = SearchEventsResponse.newBuilder();
    page.events().forEach(event -> response.addEvents(EventMessages.event(event, columns, ghost)));
    if (page.next() != null) {
      response.setNextPageToken(
          CursorToken.TOKENS.write(SearchRequests.question(request), page.next()));
    }
    return response.build();
  }

  @Override
  public Uni<DeleteEventResponse> deleteEvent(DeleteEventRequest request) {
    return call.answer(
        () ->
            store
                .delete(request.getId())
                .map(deleted -> DeleteEventResponse.newBuilder().setDeleted(deleted).build()));
  }

  @Override
  public Uni<DeleteEventsResponse> deleteEvents(DeleteEventsRequest request) {
    return call.answer(
        () ->
            deletion
                .delete(queries.restricting(request.getQuery()))
                .map(count -> DeleteEventsResponse.newBuilder().setDeleted(count).build()));
  }

  private InsertEventResponse inserted(EventStore.Inserted inserted) {
    count(inserted);
    return InsertEventResponse.newBuilder()
        .setEvent(EventMessages.event(inserted.event()))
        .setAlreadyStored(inserted.alreadyStored())
        .build();
  }

  private void count(EventStore.Inserted inserted) {
    count(inserted.event().decision().outcome(), inserted.alreadyStored());
  }

  private void count(Outcome outcome, boolean alreadyStored) {
    if (alreadyStored) {
      metrics.duplicate();
    } else {
      metrics.stored(outcome);
    }
  }
}
