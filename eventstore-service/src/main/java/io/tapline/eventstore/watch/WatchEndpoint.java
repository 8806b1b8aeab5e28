package io.tapline.eventstore.watch;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.tapline.eventstore.call.EventstoreCall;
import io.tapline.eventstore.change.ChangePosition;
import io.tapline.eventstore.query.EventQuery;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.schema.SchemaMigration;
import io.tapline.eventstore.v1.EventWatchServiceGrpc;
import io.tapline.eventstore.v1.WatchEventsRequest;
import io.tapline.eventstore.v1.WatchEventsResponse;
import io.tapline.rpc.watch.WatchFeed;
import io.tapline.rpc.watch.WatchLimits;
import io.tapline.rpc.watch.Watchers;
import jakarta.annotation.PreDestroy;
import java.time.Duration;

/** The gRPC service of those who watch; each watcher has a virtual thread. */
@GrpcService
public class WatchEndpoint extends EventWatchServiceGrpc.EventWatchServiceImplBase {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SchemaMigration schema;
  private final EventFeed.Sources sources;
  private final QueryRequests queries;
  private final Watchers<WatchEventsResponse> watchers;

  public WatchEndpoint(
      SchemaMigration schema,
      EventFeed.Sources sources,
      QueryRequests queries,
      WatchConfig config,
      WatchMetrics metrics,
      EventstoreCall calls) {
    this.schema = schema;
    this.sources = sources;
    this.queries = queries;
    this.watchers =
        new Watchers<>(
            new WatchLimits(config.maxWatchers(), config.pause(), config.heartbeat()),
            new WatchedEvents(calls, metrics),
            Thread.ofVirtual().name("eventstore-watch-", 0).factory());
    metrics.watchers(watchers::connected);
  }

  @Override
  public void watchEvents(WatchEventsRequest request, StreamObserver<WatchEventsResponse> caller) {
    watchers.answer(caller, () -> {}, () -> feed(request));
  }

  private WatchFeed<WatchEventsResponse> feed(WatchEventsRequest request) {
    schema.requireDone();
    QueryRequests.requireKnownFields(request);
    EventQuery query = queries.query(request.getQuery());
    ChangePosition start =
        request.getResumeToken().isEmpty()
            ? sources.changes().end(sources.pool()).await().atMost(PATIENCE)
            : ResumeToken.read(request.getResumeToken());
    EventFeed feed = new EventFeed(sources, query, request.getActions(), start);
    return () -> WatchMessages.part(feed.next().await().atMost(PATIENCE));
  }

  /** Watchers are told to resume later. */
  @PreDestroy
  void close() {
    watchers.close();
  }
}
