package io.tapline.eventstore.event;

import io.grpc.protobuf.StatusProto;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.EventstoreErrors;
import io.tapline.eventstore.EventstoreException;
import io.tapline.eventstore.EventstoreException.Reason;
import io.tapline.eventstore.EventstoreMetrics;
import io.tapline.eventstore.idea.IdeaParser;
import io.tapline.eventstore.query.EventQuery;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.schema.SchemaMigration;
import io.tapline.eventstore.search.EventPage;
import io.tapline.eventstore.search.EventSearch;
import io.tapline.eventstore.search.PageToken;
import io.tapline.eventstore.search.SearchPage;
import io.tapline.eventstore.search.SearchRequests;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** The gRPC service of events: reads requests, writes answers, counts both. */
@GrpcService
public class EventEndpoint implements EventService {
  private static final Logger LOG = Logger.getLogger(EventEndpoint.class);

  private static final int MAX_BATCH = 1_000;

  private final SchemaMigration schema;
  private final IdeaParser parser;
  private final EventStore store;
  private final BulkInsert bulk;
  private final EventSearch search;
  private final EventDeletion deletion;
  private final QueryRequests queries;
  private final SearchRequests requests;
  private final EventstoreMetrics metrics;

  public EventEndpoint(
      SchemaMigration schema,
      IdeaParser parser,
      EventStore store,
      EventSearch search,
      EventDeletion deletion,
      QueryRequests queries,
      EventstoreMetrics metrics) {
    this.schema = schema;
    this.parser = parser;
    this.store = store;
    this.bulk = new BulkInsert(parser, store);
    this.search = search;
    this.deletion = deletion;
    this.queries = queries;
    this.requests = new SearchRequests(queries);
    this.metrics = metrics;
  }

  @Override
  public Uni<InsertEventResponse> insertEvent(InsertEventRequest request) {
    return answer(() -> store.insert(parser.parse(request.getIdeaJson())).map(this::inserted));
  }

  @Override
  public Uni<InsertEventsResponse> insertEvents(InsertEventsRequest request) {
    return answer(
        () -> {
          requireBatch(request.getIdeaJsonCount());
          return bulk.insert(request.getIdeaJsonList()).map(this::inserted);
        });
  }

  private static void requireBatch(int messages) {
    if (messages > MAX_BATCH) {
      throw new EventstoreException(
          Reason.BATCH_LIMIT,
          "idea_json has %d messages, at most %d are accepted".formatted(messages, MAX_BATCH),
          Map.of(EventstoreException.FIELD, "idea_json", "limit", Integer.toString(MAX_BATCH)));
    }
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
    EventstoreException refusal = Objects.requireNonNull(result.refusal());
    metrics.rejected(refusal.reason());
    return InsertResult.newBuilder()
        .setId(result.id())
        .setError(StatusProto.fromThrowable(EventstoreErrors.status(refusal)))
        .build();
  }

  @Override
  public Uni<Event> getEvent(GetEventRequest request) {
    return answer(() -> store.get(request.getId()).map(EventMessages::event));
  }

  @Override
  public Uni<SearchEventsResponse> searchEvents(SearchEventsRequest request) {
    return answer(() -> page(request));
  }

  private Uni<SearchEventsResponse> page(SearchEventsRequest request) {
    EventQuery query = requests.query(request);
    SearchPage page = SearchRequests.page(request);
    Set<String> columns = SearchRequests.columns(request);
    if (request.getPageSize() > page.size()) {
      metrics.pageSizeReduced();
    }
    return search.page(query, page).map(found -> response(found, request, columns));
  }

  private static SearchEventsResponse response(
      EventPage page, SearchEventsRequest request, Set<String> columns) {
    boolean ghost = request.getView() == EventView.EVENT_VIEW_GHOST;
    SearchEventsResponse.Builder response = SearchEventsResponse.newBuilder();
    page.events().forEach(event -> response.addEvents(EventMessages.event(event, columns, ghost)));
    if (page.next() != null) {
      response.setNextPageToken(
          PageToken.encode(SearchRequests.question(request), page.next()));
    }
    return response.build();
  }

  @Override
  public Uni<DeleteEventResponse> deleteEvent(DeleteEventRequest request) {
    return answer(
        () ->
            store
                .delete(request.getId())
                .map(deleted -> DeleteEventResponse.newBuilder().setDeleted(deleted).build()));
  }

  @Override
  public Uni<DeleteEventsResponse> deleteEvents(DeleteEventsRequest request) {
    return answer(
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
    if (inserted.alreadyStored()) {
      metrics.duplicate();
    } else {
      metrics.stored(inserted.event().decision().outcome());
    }
  }

  /** The gRPC server listens before the schema is there: such calls are told to try again. */
  private <T> Uni<T> answer(Supplier<Uni<? extends T>> work) {
    return Uni.createFrom()
        .voidItem()
        .invoke(schema::requireDone)
        .chain(work)
        .onFailure()
        .transform(this::refusal);
  }

  private Throwable refusal(Throwable failure) {
    EventstoreException explained = EventstoreErrors.explain(failure);
    metrics.rejected(explained.reason());
    if (explained.reason() == Reason.INTERNAL) {
      LOG.error("A call failed for a reason that is none of its own", failure);
    }
    return EventstoreErrors.status(explained);
  }
}
