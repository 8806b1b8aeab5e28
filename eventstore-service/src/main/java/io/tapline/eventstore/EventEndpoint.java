package io.tapline.eventstore;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.EventstoreException.Reason;
import io.tapline.eventstore.event.EventStore;
import io.tapline.eventstore.idea.IdeaParser;
import io.tapline.eventstore.schema.SchemaMigration;
import io.tapline.eventstore.search.Cursor;
import io.tapline.eventstore.search.EventPage;
import io.tapline.eventstore.search.EventQuery;
import io.tapline.eventstore.search.EventSearch;
import io.tapline.eventstore.search.PageToken;
import io.tapline.eventstore.search.SearchRequests;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.EventService;
import io.tapline.eventstore.v1.GetEventRequest;
import io.tapline.eventstore.v1.InsertEventRequest;
import io.tapline.eventstore.v1.InsertEventResponse;
import io.tapline.eventstore.v1.SearchEventsRequest;
import io.tapline.eventstore.v1.SearchEventsResponse;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The gRPC service of events: reads requests, writes answers, counts both. */
@GrpcService
public class EventEndpoint implements EventService {
  private static final Logger LOG = Logger.getLogger(EventEndpoint.class);

  private final SchemaMigration schema;
  private final IdeaParser parser;
  private final EventStore store;
  private final EventSearch search;
  private final SearchRequests requests;
  private final EventstoreMetrics metrics;

  public EventEndpoint(
      SchemaMigration schema,
      IdeaParser parser,
      EventStore store,
      EventSearch search,
      EventstoreConfig config,
      EventstoreMetrics metrics) {
    this.schema = schema;
    this.parser = parser;
    this.store = store;
    this.search = search;
    this.requests = new SearchRequests(config.maxFilterValues());
    this.metrics = metrics;
  }

  @Override
  public Uni<InsertEventResponse> insertEvent(InsertEventRequest request) {
    return answer(() -> store.insert(parser.parse(request.getIdeaJson())).map(this::inserted));
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
    int size = SearchRequests.pageSize(request);
    if (request.getPageSize() > size) {
      metrics.pageSizeReduced();
    }
    byte[] question = SearchRequests.question(request);
    String token = request.getPageToken();
    @Nullable Cursor after = token.isEmpty() ? null : PageToken.decode(question, token);
    return search.page(query, after, size).map(page -> response(page, question));
  }

  private static SearchEventsResponse response(EventPage page, byte[] question) {
    SearchEventsResponse.Builder response = SearchEventsResponse.newBuilder();
    page.events().forEach(event -> response.addEvents(EventMessages.event(event)));
    if (page.next() != null) {
      response.setNextPageToken(PageToken.encode(question, page.next()));
    }
    return response.build();
  }

  private InsertEventResponse inserted(EventStore.Inserted inserted) {
    if (inserted.alreadyStored()) {
      metrics.duplicate();
    } else {
      metrics.stored(inserted.event().decision().outcome());
    }
    return InsertEventResponse.newBuilder()
        .setEvent(EventMessages.event(inserted.event()))
        .setAlreadyStored(inserted.alreadyStored())
        .build();
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
